"""Names that attack are shown as text, on every page and in every popup."""

from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, wait_for_map
from tests.browser.hostile import HOSTILE

pytestmark = pytest.mark.browser


def attacked(page: Page) -> Any:
    return page.evaluate("window.attacked ?? null")


def test_a_name_never_runs(open_page: Open, hostile_server: str, size: dict[str, Any]) -> None:
    found = httpx.get(f"{hostile_server}/api/institutions").json()["features"]
    assert {one["properties"]["name"] for one in found} == set(HOSTILE)
    page = open_page(f"{hostile_server}/i/{found[0]['id']}?minutes=60", **size)
    wait_for_map(page)
    shown = []

    for button in page.locator(".place__show").all():
        button.click()
        shown.append(page.locator(".popup__name").inner_text())
        page.keyboard.press("Escape")

    assert sorted(shown) == sorted(HOSTILE)
    assert attacked(page) is None
    assert page.locator("img[src=x], svg[onload], main script").count() == 0


def test_no_page_of_an_attacker_does_more(open_page: Open, hostile_server: str) -> None:
    found = httpx.get(f"{hostile_server}/api/institutions").json()["features"]
    addresses = ["/", *(f"/i/{one['id']}" for one in found)]
    addresses += [f"/?kind={name}" for name in ("<script>window.attacked=6</script>", "${1}`")]

    page = open_page(hostile_server)
    for address in addresses:
        page.goto(hostile_server + address, wait_until="domcontentloaded")
        if page.locator("[data-map]").count():
            wait_for_map(page)
        assert attacked(page) is None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_direction_override_does_not_reach_its_neighbours(
    open_page: Open, hostile_server: str
) -> None:
    found = httpx.get(f"{hostile_server}/api/institutions").json()["features"]
    page = open_page(f"{hostile_server}/i/{found[0]['id']}?minutes=60")

    name = page.locator(".place__name bdi", has_text="gnirpsgnirps")

    assert name.count() == 1
    assert "\u2068" in (page.locator(".place", has=name).get_attribute("data-label") or "")

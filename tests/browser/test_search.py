"""Searching: suggestions while typing, by keyboard, and to a circle round an address."""

import re
from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, faults, wait_for_map

pytestmark = pytest.mark.browser


@pytest.fixture
def front_page(open_page: Open, live_server: str, size: dict[str, Any]) -> Page:
    return open_page(live_server, **size)


@pytest.fixture(scope="module")
def street(live_server: str) -> str:
    """The name of a street of the town with houses."""
    for letters in ("ga", "ve", "ka", "ma"):
        answer = httpx.post(f"{live_server}/api/search", json={"q": f"{letters}", "limit": 20})
        for hit in answer.json()["addresses"]:
            typed = f"{hit['title']} 1"
            found = httpx.post(f"{live_server}/api/search", json={"q": typed}).json()["addresses"]
            if any(one["kind"] == "address" for one in found):
                return str(hit["title"])
    raise AssertionError("the town has addresses")


def typed(page: Page, text: str) -> Any:
    page.get_by_role("combobox").fill(text)
    suggestions = page.get_by_role("option")
    expect(suggestions.first).to_be_visible()
    return suggestions


def test_an_institution_is_suggested_and_chosen_by_keyboard(
    front_page: Page, institution: dict[str, Any]
) -> None:
    typed(front_page, institution["name"][:12])
    field = front_page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")

    front_page.keyboard.press("ArrowDown")
    first = front_page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    expect(field).to_be_focused()
    front_page.keyboard.press("Enter")

    front_page.wait_for_url("**/i/*")
    wait_for_map(front_page)


def test_an_address_leads_to_its_circle_and_stays_out_of_every_address(
    front_page: Page, street: str
) -> None:
    asked: list[str] = []
    front_page.on("request", lambda request: asked.append(request.url))

    typed(front_page, f"{street} 1").filter(has_text=f"{street} 1").first.click()

    front_page.wait_for_url("**/her")
    wait_for_map(front_page)
    expect(front_page.locator(".circle")).to_have_count(1)
    assert not [url for url in asked if street[:4].lower() in url.lower() or "lon=" in url]


def test_escape_closes_and_keeps_what_was_typed(front_page: Page, street: str) -> None:
    typed(front_page, street[:4])

    front_page.keyboard.press("Escape")

    field = front_page.get_by_role("combobox")
    expect(front_page.get_by_role("option").first).to_be_hidden()
    expect(field).to_have_value(street[:4])
    expect(field).to_have_attribute("aria-expanded", "false")
    front_page.keyboard.press("ArrowDown")
    expect(front_page.get_by_role("option").first).to_be_visible()


def test_the_number_of_suggestions_is_announced(front_page: Page, street: str) -> None:
    number = typed(front_page, street[:5]).count()

    expect(front_page.locator(".find [aria-live]")).to_have_text(re.compile(rf"^{number} forslag"))


def test_axe_finds_nothing_while_suggesting(front_page: Page, street: str) -> None:
    typed(front_page, street[:4])
    front_page.keyboard.press("ArrowDown")

    assert faults(front_page) == []


def test_leaving_the_field_closes_the_suggestions(front_page: Page, street: str) -> None:
    typed(front_page, street[:4])

    front_page.keyboard.press("Tab")
    front_page.keyboard.press("Tab")

    expect(front_page.get_by_role("option").first).to_be_hidden()


def test_without_scripts_an_address_leads_to_its_circle(
    open_page: Open, live_server: str, street: str, size: dict[str, Any]
) -> None:
    page = open_page(live_server, java_script_enabled=False, **size)
    page.get_by_label("Navn, adresse eller by").fill(f"{street} 1")
    page.get_by_role("button", name="Søg").click()

    page.get_by_role("button", name=re.compile(f"^{re.escape(street)} 1")).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ved ")
    expect(page.locator(".place").first).to_be_visible()

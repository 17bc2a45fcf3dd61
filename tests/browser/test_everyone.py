"""Pages for everyone: without JavaScript, on narrow screens, enlarged, with a screen reader."""

from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open, faults, wait_for_map

pytestmark = pytest.mark.browser

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
ENLARGED: dict[str, Any] = {"viewport": {"width": 320, "height": 200}, "device_scale_factor": 4}


def addresses(base: str, institution: dict[str, Any]) -> list[str]:
    slug = institution["slug"]
    places = httpx.get(f"{base}/api/institutions/{slug}/places").json()["features"]
    return [
        "/",
        "/?kind=youth_school",
        "/soeg",
        "/design",
        "/privatliv",
        "/was",
        "/kontakt",
        "/her",
        f"/her?lon={institution['lon']}&lat={institution['lat']}&category=park",
        f"/i/{slug}",
        f"/i/{slug}?minutes=1",
        f"/sted/{places[0]['id']}",
        "/i/findes-ikke",
        f"/i/{slug}?minutes=9999",
    ]


@pytest.mark.parametrize("language", ["", "/en"], ids=["danish", "english"])
def test_axe_finds_nothing(
    open_page: Open,
    live_server: str,
    institution: dict[str, Any],
    size: dict[str, Any],
    language: str,
) -> None:
    page = open_page(live_server, **size)
    for address in addresses(live_server, institution):
        page.goto(live_server + language + address, wait_until="domcontentloaded")
        if page.locator("[data-map]").count():
            wait_for_map(page)
        assert faults(page) == [], address


def test_axe_finds_nothing_where_a_place_is_open(
    open_page: Open, live_server: str, institution: dict[str, Any], size: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}", **size)
    wait_for_map(page)

    page.locator(".place__show").first.click()
    page.get_by_role("button", name="Flyt kortet").click()

    assert faults(page) == []


@pytest.mark.parametrize("options", [NARROW, ENLARGED, PHONE, DESK])
def test_no_page_is_wider_than_the_screen(
    open_page: Open, live_server: str, institution: dict[str, Any], options: dict[str, Any]
) -> None:
    page = open_page(live_server, **options)
    for address in addresses(live_server, institution):
        page.goto(live_server + address, wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= options["viewport"]["width"], address


def test_all_is_readable_without_javascript(
    open_page: Open, live_server: str, institution: dict[str, Any], size: dict[str, Any]
) -> None:
    page = open_page(live_server, java_script_enabled=False, **size)
    page.get_by_label("Navn, adresse eller by").fill(institution["name"])
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name=institution["name"], exact=True).first.click()

    expect(page.get_by_text("Kortet kræver JavaScript.")).to_be_visible()
    expect(page.locator(".place").first).to_contain_text("til fods")
    expect(page.locator(".place").first).to_contain_text("ca.")
    expect(page.locator(".place__show").first).to_be_hidden()

    page.locator(".choice__group summary").click()
    page.get_by_role("link", name="6–9 år").click()

    expect(page.locator(".summary")).to_contain_text("6–9 år")


def test_the_keyboard_goes_past_menu_and_map(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}", **DESK)
    wait_for_map(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#places') !== null")


def test_focus_is_never_under_the_header(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}", **DESK)
    wait_for_map(page)
    page.locator(".place__name a").last.focus()

    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        header = page.evaluate("document.querySelector('.site-header').offsetHeight")
        assert top >= header


def test_targets_are_large_enough(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    """44 px for what stands alone (WCAG 2.5.5), 36 px for a sign on the map (2.5.8 asks for 24)."""
    page = open_page(f"{live_server}/i/{institution['slug']}", **PHONE)
    wait_for_map(page)

    small = page.locator("button:visible, .pill:visible, .place-marker").evaluate_all(
        "all => all.filter(one => Math.min(one.offsetWidth, one.offsetHeight)"
        " < (one.matches('.place-marker') ? 36 : 44))"
        ".map(one => one.outerHTML.slice(0, 80))"
    )

    assert small == []


def test_the_end_of_the_map_is_drawn_and_said(open_page: Open, live_server: str) -> None:
    slug = at_the_edge(live_server)

    page = open_page(f"{live_server}/i/{slug}", **DESK)
    wait_for_map(page)

    expect(page.locator(".notice")).to_contain_text("Kortdata slutter her. Vi kender kun")
    expect(page.locator(".coverage-label")).to_have_text("Kortet slutter her")


def at_the_edge(base: str) -> str:
    for feature in httpx.get(f"{base}/api/institutions").json()["features"]:
        circle = httpx.get(f"{base}/api/institutions/{feature['id']}/circle").json()
        if 0.05 < (circle["properties"]["coverage_share"] or 0) < 0.95:
            return str(feature["id"])
    pytest.skip("no institution of this town stands at the edge of the map")


def test_movement_is_left_out_where_it_is_not_wanted(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page: Page = open_page(
        f"{live_server}/i/{institution['slug']}", reduced_motion="reduce", **DESK
    )
    wait_for_map(page)

    page.locator(".place__show").last.click()

    assert page.locator(".leaflet-pan-anim").count() == 0
    expect(page.locator(".popup")).to_be_in_viewport()

"""Whole visits: find an institution, read its circle, choose places in the list and on the map."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, PHONE, Open, wait_for_map

pytestmark = pytest.mark.browser


@pytest.fixture
def map_page(
    open_page: Open, live_server: str, institution: dict[str, Any], size: dict[str, Any]
) -> Page:
    """The page of an institution with all on its map, on a phone and at a desk."""
    page = open_page(f"{live_server}/i/{institution['slug']}", **size)
    wait_for_map(page)
    return page


def test_a_visitor_finds_an_institution(
    open_page: Open, live_server: str, institution: dict[str, Any], size: dict[str, Any]
) -> None:
    page = open_page(live_server, **size)

    page.get_by_label("Navn, adresse eller by").fill(institution["name"])
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name=institution["name"], exact=True).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(institution["name"])
    wait_for_map(page)


def test_a_search_without_a_match_says_what_to_try(open_page: Open, live_server: str) -> None:
    page = open_page(live_server)

    page.get_by_label("Navn, adresse eller by").fill("qqqqqq")
    page.get_by_role("button", name="Søg").click()

    expect(page.get_by_text("Vi fandt ikke noget.")).to_be_visible()
    page.get_by_role("link", name="Se alle børnehaver og skoler", exact=True).click()
    expect(page.locator(".institution-card").first).to_be_visible()


def test_the_map_draws_what_the_list_says(map_page: Page) -> None:
    listed = map_page.locator(".place").evaluate_all("all => all.map(one => one.dataset.label)")
    drawn = map_page.locator(".place-marker").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )

    assert listed
    assert sorted(drawn) == sorted(listed)
    expect(map_page.locator(".circle")).to_have_count(1)
    labels = map_page.locator(".ring-label").all_text_contents()
    assert "ca. 5 min" in labels
    assert map_page.locator(".ring-label--own").text_content() in labels
    expect(map_page.locator(".home-sign")).to_be_visible()


def test_the_source_of_the_map_is_always_named(map_page: Page) -> None:
    link = map_page.locator(".leaflet-control-attribution a")

    expect(link).to_be_visible()
    expect(link).to_have_text("© OpenStreetMap-bidragydere")
    expect(link).to_have_attribute("href", "https://www.openstreetmap.org/copyright")


def test_choosing_in_the_list_shows_the_place_on_the_map(map_page: Page) -> None:
    item = map_page.locator(".place").nth(2)
    name = item.locator(".place__name").inner_text()
    show = item.get_by_role("button")

    show.click()

    popup = map_page.locator(".popup")
    expect(popup).to_be_in_viewport()
    expect(popup.locator(".popup__name")).to_have_text(name)
    expect(popup).to_be_focused()
    expect(item).to_have_class(re.compile("is-chosen"))
    expect(map_page.locator(".place-marker.is-chosen")).to_have_count(1)
    expect(map_page.locator("#announce")).to_contain_text(name)

    map_page.keyboard.press("Escape")

    expect(popup).to_have_count(0)
    expect(show).to_be_focused()
    expect(map_page.locator(".is-chosen")).to_have_count(0)


def test_choosing_on_the_map_by_keyboard_shows_the_place_in_the_list(map_page: Page) -> None:
    markers = map_page.locator(".place-marker")
    expect(map_page.locator(".place-marker[tabindex='0']")).to_have_count(1)

    markers.first.focus()
    map_page.keyboard.press("ArrowRight")
    label = map_page.evaluate("document.activeElement.getAttribute('aria-label')")
    map_page.keyboard.press("Enter")

    chosen = map_page.locator(".place.is-chosen")
    expect(chosen).to_have_attribute("data-label", label)
    expect(map_page.locator(".popup")).to_be_focused()

    map_page.locator(".popup").get_by_role("link", name="Vis i listen").press("Enter")

    expect(chosen.locator(".place__name a")).to_be_focused()
    expect(chosen).to_be_in_viewport()


def test_closing_a_place_leads_back_to_its_marker(map_page: Page) -> None:
    marker = map_page.locator(".place-marker").first
    marker.focus()
    map_page.keyboard.press("Space")

    map_page.get_by_role("button", name="Luk").press("Enter")

    expect(marker).to_be_focused()


def test_no_whole_sign_lies_under_another(map_page: Page) -> None:
    centres = map_page.locator(".place-marker:not(.is-dot)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(({x, y}) => [x, y])"
    )
    nearest = min(
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for n, a in enumerate(centres)
        for b in centres[n + 1 :]
    )

    assert nearest > 20


def test_where_places_crowd_dots_become_signs_when_chosen(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    far = "group=cargo_bike&minutes=20"
    page = open_page(f"{live_server}/i/{institution['slug']}?{far}", **PHONE)
    wait_for_map(page)
    dot = page.locator(".place-marker.is-dot").first
    small = dot.locator(".badge").bounding_box()
    assert small

    dot.evaluate("one => one.click()")

    expect(page.locator(".place-popup")).to_be_visible()
    page.wait_for_function(
        "small => document.querySelector('.place-marker.is-chosen .badge')"
        ".getBoundingClientRect().width > 2 * small",
        arg=small["width"],
    )


def test_the_map_moves_without_dragging(map_page: Page) -> None:
    before = map_page.evaluate("naerhed_map.getCenter().lng")

    map_page.get_by_role("button", name="Flyt kortet").click()
    map_page.get_by_role("button", name="Til højre").click()
    map_page.wait_for_function("before => naerhed_map.getCenter().lng > before", arg=before)
    map_page.get_by_role("button", name="Vis hele cirklen").click()

    map_page.wait_for_function(
        "before => Math.abs(naerhed_map.getCenter().lng - before) < 0.0005", arg=before
    )


def test_minutes_and_group_are_chosen_by_links(map_page: Page) -> None:
    map_page.get_by_label("Minutter hver vej").get_by_role("link", name="10 min").click()
    wait_for_map(map_page)
    expect(map_page.locator(".summary")).to_contain_text("ca. 10 min")

    map_page.locator(".choice__group summary").click()
    map_page.get_by_role("link", name="10–12 år").click()

    wait_for_map(map_page)
    expect(map_page.locator(".summary")).to_contain_text("10–12 år")
    expect(map_page.locator(".summary")).to_contain_text("ca. 23 min")


def test_the_menu_of_groups_closes_on_escape(map_page: Page) -> None:
    summary = map_page.locator(".choice__group summary")
    summary.press("Enter")
    map_page.keyboard.press("Escape")

    expect(map_page.locator(".menu")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_place_has_a_page_and_leads_back_to_the_map(map_page: Page) -> None:
    name = map_page.locator(".place__name a").first
    title = name.inner_text()
    name.click()
    expect(map_page.get_by_role("heading", level=1)).to_have_text(title)

    map_page.locator(".walker a").first.click()

    expect(map_page.locator(".popup__name")).to_have_text(title)


def test_one_finger_scrolls_the_page_and_not_the_map(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}", **PHONE)
    wait_for_map(page)
    before = page.evaluate("naerhed_map.getCenter().lat")
    box = page.locator(".folium-map").bounding_box()
    assert box

    swipe_up(page, 195, box["y"] + 250)

    assert page.evaluate("scrollY") > 100
    assert page.evaluate("naerhed_map.getCenter().lat") == before


def swipe_up(page: Page, x: float, y: float) -> None:
    """One finger on the screen, moved up by 200 pixels."""
    screen = page.context.new_cdp_session(page)
    event = "Input.dispatchTouchEvent"
    screen.send(event, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(10, 210, 10):
        screen.send(event, {"type": "touchMove", "touchPoints": [{"x": x, "y": y - moved}]})
    screen.send(event, {"type": "touchEnd", "touchPoints": []})


def test_the_wheel_zooms_the_map_only_beside_the_list(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    narrow = {"viewport": {"width": 640, "height": 800}}
    for options, zooms in ((DESK, True), (narrow, False)):
        page = open_page(f"{live_server}/i/{institution['slug']}", **options)
        wait_for_map(page)
        before = page.evaluate("naerhed_map.getZoom()")
        box = page.locator(".folium-map").bounding_box()
        assert box
        page.mouse.move(box["x"] + 200, box["y"] + 150)
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(600)
        assert (page.evaluate("naerhed_map.getZoom()") < before) is zooms
        assert (page.evaluate("scrollY") > 0) is not zooms


def test_a_picture_that_failed_is_asked_for_again(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(live_server, **DESK)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if route.request.url in refused:
            route.fallback()
        else:
            refused.append(route.request.url)
            route.fulfill(status=503)

    page.route("**/tiles/**", refuse_once)
    page.goto(f"{live_server}/i/{institution['slug']}")

    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert refused


def test_where_a_file_of_the_map_fails_the_list_is_still_there(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(live_server)
    page.route("**/api/coverage", lambda route: route.fulfill(status=404, json={}))
    page.goto(f"{live_server}/i/{institution['slug']}")

    page.locator("[data-ready=partly]").wait_for()
    expect(page.locator("#announce")).to_contain_text("De står alle i listen")
    expect(page.locator(".place").first).to_be_visible()

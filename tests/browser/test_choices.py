"""Choosing minutes, groups and kinds of places: at once with scripts, the same without."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import DESK, Open, wait_for_map

pytestmark = pytest.mark.browser


@pytest.fixture
def circle_page(
    open_page: Open, live_server: str, institution: dict[str, Any], size: dict[str, Any]
) -> Page:
    page = open_page(f"{live_server}/i/{institution['slug']}", **size)
    wait_for_map(page)
    return page


def documents(page: Page) -> list[Request]:
    """The pages that the browser goes to from now on."""
    seen: list[Request] = []
    page.on("request", lambda one: seen.append(one) if one.is_navigation_request() else None)
    return seen


def in_step(page: Page) -> int:
    """How many places there are, in the list as on the map."""
    listed = page.locator(".place").count()
    expect(page.locator(".place-marker")).to_have_count(listed)
    return listed


def choose(page: Page, label: str) -> None:
    form = page.locator(".filters")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    form.locator(".check", has_text=label).locator("input").check()


def test_a_choice_shows_at_once_in_list_map_and_address(circle_page: Page) -> None:
    visits, before = documents(circle_page), in_step(circle_page)

    choose(circle_page, "Legeplads")
    expect(circle_page.locator(".chosen")).to_contain_text("Legeplads")

    kinds = circle_page.locator(".place").evaluate_all(
        "all => all.map(one => one.dataset.category)"
    )
    assert set(kinds) == {"playground"}
    assert 0 < in_step(circle_page) < before
    assert parse_qs(urlsplit(circle_page.url).query)["category"] == ["playground"]
    assert visits == []


def test_what_was_chosen_can_be_taken_away_again(circle_page: Page) -> None:
    before = in_step(circle_page)
    choose(circle_page, "Legeplads")
    chip = circle_page.locator(".chosen").get_by_role("link", name="Legeplads")

    chip.click()

    expect(circle_page.locator(".chosen")).to_have_count(0)
    assert in_step(circle_page) == before


def test_fewer_minutes_make_a_smaller_circle_and_back_goes_back(circle_page: Page) -> None:
    visits, before = documents(circle_page), in_step(circle_page)
    heading = circle_page.locator("#places-title")
    said = heading.inner_text()

    circle_page.locator(".choice__minutes").get_by_role("link", name=re.compile("^5")).click()
    expect(heading).to_contain_text("5 min")
    assert in_step(circle_page) < before
    expect(circle_page.locator("#announce")).to_have_text(heading.inner_text())

    circle_page.go_back()
    expect(heading).to_have_text(said)
    assert in_step(circle_page) == before
    assert visits == []


def test_the_focus_stays_where_the_choice_was_made(circle_page: Page) -> None:
    link = circle_page.locator(".choice__minutes").get_by_role("link", name=re.compile("^10"))

    link.focus()
    circle_page.keyboard.press("Enter")

    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_focused()


def test_an_address_with_choices_shows_them(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}?category=park&minutes=15")

    expect(page.locator(".filters__number")).to_have_text(re.compile("1"))
    kinds = page.locator(".place").evaluate_all("all => all.map(one => one.dataset.category)")
    assert set(kinds) == {"park"}


def test_a_choice_that_nothing_meets_says_what_to_do(circle_page: Page) -> None:
    for label in ("Hegn omkring", "Drikkevand", "Nemt med barnevogn", "Læ for regn"):
        choose(circle_page, label)

    expect(circle_page.locator(".empty, .place").first).to_be_visible()
    if circle_page.locator(".place").count() == 0:
        expect(circle_page.get_by_text("Fjern et valg")).to_be_visible()
        circle_page.get_by_role("link", name="Vis alle", exact=True).click()
        expect(circle_page.locator(".place").first).to_be_visible()


def test_without_scripts_the_form_does_the_same(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/i/{institution['slug']}", **DESK, java_script_enabled=False)

    page.locator(".filters summary").click()
    page.locator(".filters .check", has_text="Legeplads").locator("input").first.check()
    page.get_by_role("button", name="Vis steder").click()

    assert parse_qs(urlsplit(page.url).query)["category"] == ["playground"]
    expect(page.locator(".place").first).to_be_visible()


def test_an_answer_that_fails_falls_back_to_going_there(circle_page: Page) -> None:
    fails = True

    def once(route: Any) -> None:
        nonlocal fails
        failing, fails = fails, False
        if failing:
            route.fulfill(status=404)
        else:
            route.continue_()

    circle_page.route("**/i/*minutes=10*", once)
    visits = documents(circle_page)

    circle_page.locator(".choice__minutes").get_by_role("link", name=re.compile("^10")).click()

    circle_page.wait_for_url("**minutes=10*")
    expect(circle_page.locator("#places-title")).to_contain_text("10 min")
    assert len(visits) == 1

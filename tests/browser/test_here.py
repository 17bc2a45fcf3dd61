"""From here: by the device's own position, a tap, the keyboard; nothing of it in an address."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import DESK, Open, wait_for_map

pytestmark = pytest.mark.browser


def posted(page: Page) -> list[Request]:
    seen: list[Request] = []
    page.on("request", lambda one: seen.append(one) if one.method == "POST" else None)
    return seen


@pytest.fixture
def point(institution: dict[str, Any]) -> dict[str, float]:
    return {
        "longitude": institution["lon"] + 0.000123456,
        "latitude": institution["lat"] + 0.000123456,
    }


@pytest.fixture
def here_page(
    open_page: Open, live_server: str, size: dict[str, Any], point: dict[str, float]
) -> Page:
    page = open_page(f"{live_server}/her", **size, geolocation=point, permissions=["geolocation"])
    wait_for_map(page)
    return page


def test_the_devices_own_position_gives_the_circle(
    here_page: Page, point: dict[str, float]
) -> None:
    sent = posted(here_page)

    here_page.get_by_role("button", name="Brug min placering").click()

    here_page.locator(".place").first.wait_for()
    wait_for_map(here_page)
    assert here_page.url.endswith("/her")
    body = sent[0].post_data or ""
    assert str(point["longitude"]) not in body
    assert str(point["latitude"]) not in body


def test_the_device_rounds_as_the_service_does(here_page: Page) -> None:
    sent = posted(here_page)
    here_page.get_by_role("button", name="Brug min placering").click()
    here_page.locator(".place").first.wait_for()

    said = dict(pair.split("=") for pair in (sent[0].post_data or "").split("&"))
    frame = here_page.locator("[data-map]")
    assert float(frame.get_attribute("data-lon") or 0) == float(said["lon"])
    assert float(frame.get_attribute("data-lat") or 0) == float(said["lat"])


def test_a_refusal_says_the_other_ways(
    open_page: Open, live_server: str, size: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/her", **size)
    page.context.clear_permissions()
    page.evaluate(
        "() => { navigator.geolocation.getCurrentPosition ="
        " (_, no) => no({code: 1, PERMISSION_DENIED: 1}); }"
    )

    page.get_by_role("button", name="Brug min placering").click()

    expect(page.get_by_text("Din browser fortæller os ikke, hvor du er.")).to_be_visible()
    expect(page.get_by_role("button", name="Brug min placering")).to_be_enabled()


def test_taps_on_the_map_go_closer_and_then_there(here_page: Page) -> None:
    land = here_page.locator(".leaflet-container")
    box = land.bounding_box()
    assert box
    middle = {"x": box["width"] / 2, "y": box["height"] / 2}

    for _ in range(2):
        if here_page.locator(".here__map").count():
            land.click(position=middle)
            here_page.wait_for_timeout(700)

    here_page.locator("#places").first.wait_for()
    assert here_page.url.endswith("/her")


def test_the_keyboard_takes_the_middle_of_the_map(here_page: Page) -> None:
    here_page.locator(".leaflet-container").focus()

    here_page.keyboard.press("Enter")

    here_page.locator("#places").first.wait_for()


def test_choices_on_the_circle_go_by_post_and_back_comes_back(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    page = open_page(f"{live_server}/her", **DESK)
    wait_for_map(page)
    page.get_by_role("button", name="Vælg midten af kortet").click()
    page.locator("#places").first.wait_for()
    wait_for_map(page)
    sent = posted(page)

    page.locator(".choice__minutes").get_by_role("button", name="10").click()
    expect(page.locator("#places-title")).to_contain_text("10 min")
    assert [one.url for one in sent] == [f"{live_server}/her"]
    assert not sent[0].is_navigation_request()
    assert page.url.endswith("/her")

    page.get_by_role("link", name="Gå til listen over steder").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#places-title")).to_contain_text("10 min")
    assert len(sent) == 1


def test_the_link_is_shown_when_asked_for(
    open_page: Open, live_server: str, institution: dict[str, Any]
) -> None:
    address = f"{live_server}/her?lon={institution['lon']}&lat={institution['lat']}"
    page = open_page(address, **DESK, permissions=["clipboard-read", "clipboard-write"])
    wait_for_map(page)
    expect(page.get_by_label("Link")).to_be_hidden()

    page.get_by_text("Del denne cirkel").click()
    page.get_by_role("button", name="Kopiér").click()

    expect(page.locator(".share__copy")).to_have_text("Kopieret")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{live_server}/her?lon=")

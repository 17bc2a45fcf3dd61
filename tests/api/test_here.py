"""The circle round any point: rounded, in no address, and shared only when asked."""

import re

import pytest
from fastapi.testclient import TestClient

from api.here.pages import ROUND_M
from geo.positions import LonLat


@pytest.fixture
def here(client: TestClient, slug: str) -> LonLat:
    properties = client.get(f"/api/institutions/{slug}").json()["properties"]
    return LonLat(properties["lon"] + 0.000123456, properties["lat"] + 0.000123456)


def sent(here: LonLat, **more: str | list[str]) -> dict[str, str | list[str]]:
    return {"lon": str(here.lon), "lat": str(here.lat), **more}


def test_the_page_asks_where(client: TestClient) -> None:
    page = client.get("/her")

    assert page.status_code == 200
    assert 'action="/soeg"' in page.text
    assert 'data-here="/her"' in page.text


def test_a_point_gives_its_circle_and_places(client: TestClient, here: LonLat) -> None:
    page = client.post("/her", data=sent(here))

    assert page.status_code == 200
    assert '<li class="place' in page.text
    assert str(page.url).endswith("/her")


def test_the_point_is_rounded_everywhere(client: TestClient, here: LonLat) -> None:
    page = client.post("/her", data=sent(here)).text
    rounded = here.rounded(ROUND_M)

    assert f'data-lon="{rounded.lon}"' in page
    assert str(here.lon) not in page
    assert str(here.lat) not in page


def test_it_is_kept_by_nobody_on_the_way(client: TestClient, here: LonLat) -> None:
    answer = client.post("/her", data=sent(here))

    assert "private" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] == "same-origin"


def test_choices_go_along_by_post(client: TestClient, here: LonLat) -> None:
    page = client.post("/her", data=sent(here, category=["playground", "park"], minutes="30")).text

    kinds = set(re.findall(r'data-category="(\w+)"', page))
    assert kinds <= {"playground", "park"}
    assert '<form class="step" action="/her" method="post">' in page
    assert 'href="/her?' not in page


def test_the_link_to_share_shows_the_same_circle(client: TestClient, here: LonLat) -> None:
    page = client.post("/her", data=sent(here, group="stroller", category="park")).text
    [link] = re.findall(r'<input id="share" readonly value="([^"]+)"', page)

    shared = client.get(link.replace("&amp;", "&")).text

    title = r"<h2 id=.places-title.>([^<]+)"
    assert re.findall(title, shared) == re.findall(title, page)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lon": "200"}, "lon"),
        ({"lat": "-91"}, "lat"),
        ({"lat": "nan"}, "lat"),
        ({"lon": "x"}, "lon"),
        ({"minutes": "999"}, "minutes"),
        ({"group": "giants"}, "group"),
        ({"fact": "lava"}, "fact"),
    ],
)
def test_what_cannot_be_is_a_page_that_says_so(
    client: TestClient, here: LonLat, wrong: dict[str, str], field: str
) -> None:
    answer = client.post("/her", data=sent(here) | wrong)

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")


def test_a_point_far_from_all_data_says_that_there_is_no_map(client: TestClient) -> None:
    page = client.post("/her", data={"lon": "-30", "lat": "0"})

    assert page.status_code == 200
    assert "Vi har endnu ingen kortdata her." in page.text


def test_the_poles_are_refused_kindly(client: TestClient) -> None:
    assert client.post("/her", data={"lon": "0", "lat": "90"}).status_code == 422

"""Institutions and circles as a program asks for them."""

from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyproj import Geod
from shapely.geometry import shape

WGS84 = Geod(ellps="WGS84")


def properties(client: TestClient, path: str, **params: Any) -> dict[str, Any]:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["properties"]
    return found


def test_the_list_is_geojson_with_slugs_as_ids(client: TestClient) -> None:
    answer = client.get("/api/institutions")

    collection = answer.json()
    assert answer.headers["content-type"] == "application/geo+json"
    assert collection["type"] == "FeatureCollection"
    assert all(one["id"] == one["properties"]["slug"] for one in collection["features"])
    assert all(one["geometry"]["type"] == "Point" for one in collection["features"])


def test_words_find_by_name_in_any_letters(client: TestClient, slug: str) -> None:
    name = properties(client, f"/api/institutions/{slug}")["name"]

    found = client.get("/api/institutions", params={"q": name.upper()}).json()["features"]

    assert slug in {one["id"] for one in found}


@pytest.mark.parametrize(
    "words", ["%", "_", "zzzz\x00q", "'; DROP TABLE place; --", "\\", "zzzz qqqq"]
)
def test_words_that_nothing_holds_find_nothing(client: TestClient, words: str) -> None:
    answer = client.get("/api/institutions", params={"q": words})

    assert answer.status_code == 200
    assert answer.json()["features"] == []


def test_a_box_holds_what_lies_in_it(client: TestClient, slug: str) -> None:
    here = properties(client, f"/api/institutions/{slug}")
    box = f"{here['lon'] - 1e-4},{here['lat'] - 1e-4},{here['lon'] + 1e-4},{here['lat'] + 1e-4}"

    inside = client.get("/api/institutions", params={"bbox": box}).json()["features"]
    elsewhere = client.get("/api/institutions", params={"bbox": "0,0,1,1"}).json()["features"]

    assert slug in {one["id"] for one in inside}
    assert elsewhere == []


def test_the_limit_limits(client: TestClient) -> None:
    assert len(client.get("/api/institutions", params={"limit": 1}).json()["features"]) == 1


def test_the_circle_is_minutes_times_speed_over_the_detour(client: TestClient, slug: str) -> None:
    found = properties(client, f"/api/institutions/{slug}/circle", group="kindergarten", minutes=20)

    assert found["metres"] == pytest.approx(2.5 * 20 * 1000 / 60)
    assert found["radius_m"] == pytest.approx(found["metres"] / 1.3)


def test_the_rings_are_5_10_15_minutes_and_the_groups_own(client: TestClient, slug: str) -> None:
    rings = client.get(f"/api/institutions/{slug}/circle", params={"minutes": 12}).json()

    ordered = [one["properties"]["minutes"] for one in rings["features"]]
    assert ordered == [15, 12, 10, 5]
    assert [one["properties"]["own"] for one in rings["features"]] == [False, True, False, False]


def test_rings_lie_in_each_other_at_their_radius(client: TestClient, slug: str) -> None:
    rings = client.get(f"/api/institutions/{slug}/circle").json()["features"]
    here = properties(client, f"/api/institutions/{slug}")

    for outer, inner in pairwise(rings):
        assert shape(outer["geometry"]).contains(shape(inner["geometry"]))
    for ring in rings:
        lon, lat = ring["geometry"]["coordinates"][0][0]
        radius_m = WGS84.inv(here["lon"], here["lat"], lon, lat)[2]
        assert radius_m == pytest.approx(ring["properties"]["radius_m"], abs=0.05)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"group": "grandparents"}, "group"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": -3}, "minutes"),
        ({"minutes": 121}, "minutes"),
        ({"minutes": "ti"}, "minutes"),
        ({"minutes": "nan"}, "minutes"),
        ({"minutes": "1e999"}, "minutes"),
    ],
)
def test_a_bad_value_is_refused_by_its_name(
    client: TestClient, slug: str, params: dict[str, Any], field: str
) -> None:
    for path in ("circle", "places"):
        answer = client.get(f"/api/institutions/{slug}/{path}", params=params)

        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["field"] == field


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"lon": 200, "lat": 57, "metres": 500}, "lon"),
        ({"lon": 9.9, "lat": 97, "metres": 500}, "lat"),
        ({"lon": 9.9, "lat": "nan", "metres": 500}, "lat"),
        ({"lon": 9.9, "lat": 57, "metres": 0}, "metres"),
        ({"lon": 9.9, "lat": 57, "metres": 1e9}, "metres"),
        ({"lon": 9.9, "lat": 57}, "metres"),
    ],
)
def test_a_circle_that_cannot_be_names_the_field(
    client: TestClient, params: dict[str, Any], field: str
) -> None:
    answer = client.get("/api/circle", params=params)

    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_bad_boxes_and_limits_are_refused(client: TestClient) -> None:
    for bbox in ("1,2,3", "a,b,c,d", "10,50,9,51", "nan,1,2,3", "-200,0,0,1"):
        answer = client.get("/api/institutions", params={"bbox": bbox})
        assert (answer.status_code, answer.json()["field"]) == (422, "bbox")
    assert client.get("/api/institutions", params={"limit": 0}).json()["field"] == "limit"


def test_errors_are_danish_first_and_english_when_asked(client: TestClient) -> None:
    danish = client.get("/api/institutions/ingen").json()["detail"]
    english = client.get("/api/institutions/ingen", params={"lang": "en"}).json()["detail"]

    assert danish == "Der er ingen børnehave eller skole på denne adresse."
    assert english == "There is no institution at this address."


def test_places_lie_in_the_circle_or_in_reach_nearest_first(client: TestClient, slug: str) -> None:
    circle = properties(client, f"/api/institutions/{slug}/circle")

    found = client.get(f"/api/institutions/{slug}/places").json()["features"]

    places = [one["properties"] for one in found]
    assert places
    assert [one["minutes"] for one in places] == sorted(one["minutes"] for one in places)
    for one in places:
        assert one["in_circle"] == (one["air_m"] <= circle["radius_m"])
        assert one["in_circle"] or one["reached"]
        assert one["reached"] == (one["walk_m"] is not None and one["walk_m"] <= circle["metres"])


def test_minutes_follow_from_the_way_on_foot(client: TestClient, slug: str) -> None:
    params = {"group": "early_school", "minutes": 15}

    places = client.get(f"/api/institutions/{slug}/places", params=params).json()["features"]

    walked = [one["properties"] for one in places if one["properties"]["walk_m"] is not None]
    assert walked
    for one in walked:
        assert one["minutes"] == pytest.approx(one["walk_m"] / (3500 / 60))
        assert one["walk_m"] > one["air_m"] - 1


def test_the_api_describes_itself(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]

    assert "/api/institutions/{slug}/circle" in paths
    assert "/i/{slug}" not in paths


@pytest.mark.parametrize("kind", ["", "school"])
def test_a_form_may_send_an_empty_kind(client: TestClient, kind: str) -> None:
    assert client.get("/api/institutions", params={"kind": kind}).status_code == 200
    assert client.get("/", params={"q": "", "kind": kind}).status_code == 200


def test_the_maps_script_is_kept_by_its_version(client: TestClient, slug: str) -> None:
    first = client.get("/map.js")

    again = client.get("/map.js", headers={"If-None-Match": first.headers["etag"]})
    asked = client.get("/map.js", params={"v": first.headers["etag"].strip('"')})

    assert again.status_code == 304
    assert "immutable" in asked.headers["cache-control"]
    assert "immutable" not in first.headers["cache-control"]

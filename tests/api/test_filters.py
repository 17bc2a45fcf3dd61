"""Filters show what was asked for, add up as people expect, and refuse what is not there."""

from datetime import date, time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.errors import Rejected
from api.places.facts import Known
from api.places.filters import place_filter
from api.places.models import Place
from api.places.opening import Opening

NOVEMBER = date(2026, 11, 23)
JULY = date(2026, 7, 6)


def shows(
    chosen: dict[str, Any],
    *,
    category: str = "playground",
    goals: list[str] | None = None,
    day: date = NOVEMBER,
    **what: Any,
) -> bool:
    default: dict[str, Any] = {
        "facts": (),
        "ages": (0, 12),
        "months": tuple(range(1, 13)),
        "opening": None,
    }
    place = Place(code="c", slug="s", category=category, goals=goals)
    return place_filter(**chosen).shows(place, Known(**default | what), day)


def test_without_a_choice_all_shows() -> None:
    assert shows({})
    assert not place_filter()


def test_any_of_the_goals_is_enough_and_a_places_own_come_first() -> None:
    assert shows({"goal": ["eat", "move"]})
    assert not shows({"goal": ["eat"]})
    assert shows({"goal": ["eat"]}, goals=["eat"])
    assert not shows({"goal": ["move"]}, goals=["eat"])


def test_any_of_the_kinds_is_enough() -> None:
    assert shows({"category": ["park", "playground"]})
    assert not shows({"category": ["park"]})


def test_all_facts_must_hold() -> None:
    assert shows({"fact": ["toilet", "table"]}, facts=("toilet", "table", "free"))
    assert not shows({"fact": ["toilet", "table"]}, facts=("toilet",))


def test_an_age_shows_what_is_for_some_of_it() -> None:
    assert shows({"age": "3-5"}, ages=(5, 10))
    assert not shows({"age": "3-5"}, ages=(6, 10))


def test_a_season_shows_what_is_worth_the_way_in_some_of_it() -> None:
    assert shows({"season": "summer"}, months=(8, 9))
    assert not shows({"season": "winter"}, months=(8, 9))


def test_today_needs_its_month_and_no_closed_door() -> None:
    closed, open_ = Opening(()), Opening(((time(10), time(17)),))
    assert shows({"today": "1"})
    assert shows({"today": "1"}, opening=open_)
    assert not shows({"today": "1"}, opening=closed)
    assert not shows({"today": "1"}, months=(6, 7))
    assert shows({"today": "1"}, months=(6, 7), day=JULY)


@pytest.mark.parametrize(
    "chosen",
    [
        {"goal": ["sleep"]},
        {"category": ["playground", "casino"]},
        {"age": "40-50"},
        {"season": "monsoon"},
        {"fact": ["<script>"]},
        {"today": "2"},
    ],
)
def test_a_choice_that_is_not_there_is_refused_by_its_name(chosen: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refused:
        place_filter(**chosen)
    assert refused.value.field == next(iter(chosen))


def test_an_empty_choice_as_a_form_sends_it_is_none() -> None:
    assert place_filter(goal=[""], age="", season="", today="") == place_filter()


def test_what_was_chosen_goes_through_an_address_and_back() -> None:
    chosen = place_filter(["move"], ["park"], "3-5", "summer", ["toilet"], "1")

    assert place_filter(**chosen.values()) == chosen  # type: ignore[arg-type]


def test_page_and_api_show_the_same_places(client: TestClient, slug: str) -> None:
    for chosen in ({"goal": "explore"}, {"category": ["park", "playground"]}, {"fact": "toilet"}):
        features = client.get(f"/api/institutions/{slug}/places", params=chosen).json()["features"]
        page = client.get(f"/i/{slug}", params=chosen).text

        assert page.count('id="place-') == len(features)
        assert all(f'id="place-{one["id"]}"' in page for one in features)


def test_the_choices_narrow_what_the_circle_holds(client: TestClient, slug: str) -> None:
    path = f"/api/institutions/{slug}/places"
    everything = {one["id"]: one["properties"] for one in client.get(path).json()["features"]}
    kinds = {one["category"] for one in everything.values()}

    for kind in kinds:
        found = client.get(path, params={"category": kind}).json()["features"]
        expected = {key for key, one in everything.items() if one["category"] == kind}
        assert {one["id"] for one in found} == expected


def test_a_bad_choice_is_a_clear_refusal(client: TestClient, slug: str) -> None:
    answer = client.get(f"/api/institutions/{slug}/places", params={"fact": "lava"})

    assert answer.status_code == 422
    assert answer.json()["field"] == "fact"
    assert client.get(f"/i/{slug}", params={"goal": ["x"] * 61}).status_code == 422

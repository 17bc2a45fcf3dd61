"""What is known of a place comes from its own tags, its kind, and what lies close by."""

from datetime import date
from typing import Any

import pytest

from api.places.facts import Known, known
from api.places.models import Place
from api.places.service import Seen
from geo.positions import LonLat

MONDAY = date(2026, 11, 23)
STEP_100_M = 0.0009


def seen(category: str, *, north: float = 0, **facts: Any) -> Seen:
    place = Place(code="c", slug="s", category=category, facts=facts)
    return Seen(place, LonLat(9.92, 57.05 + north * STEP_100_M), [])


def only(*all_seen: Seen) -> Known:
    return known(all_seen[:1], all_seen, MONDAY)[0]


def test_what_nobody_says_is_unknown() -> None:
    assert only(seen("pitch")).facts == ()


@pytest.mark.parametrize(
    ("tags", "fact"),
    [
        ({"wheelchair": "yes"}, "stroller"),
        ({"stroller": "limited"}, "stroller"),
        ({"toilets": "yes"}, "toilet"),
        ({"barrier": "hedge"}, "fenced"),
        ({"fee": "no"}, "free"),
    ],
)
def test_a_tag_tells(tags: dict[str, str], fact: str) -> None:
    assert only(seen("pitch", **tags)).facts == (fact,)


def test_a_tag_that_says_no_tells_nothing_good() -> None:
    assert only(seen("pitch", wheelchair="no", toilets="no", fee="yes")).facts == ()


def test_a_kind_of_place_tells() -> None:
    assert "shelter" in only(seen("shelter")).facts


def test_a_toilet_counts_within_150_metres() -> None:
    assert "toilet" in only(seen("pitch"), seen("toilet", north=1.4)).facts
    assert "toilet" not in only(seen("pitch"), seen("toilet", north=1.6)).facts


@pytest.mark.parametrize(
    ("tags", "ages"),
    [
        ({}, (0, 12)),
        ({"min_age": "3", "max_age": "6 years"}, (3, 6)),
        ({"min_age": "three", "max_age": ""}, (0, 12)),
        ({"max_age": "9" * 400}, (0, 99)),
    ],
)
def test_ages_are_the_mapped_ones_where_they_are_numbers(
    tags: dict[str, str], ages: tuple[int, int]
) -> None:
    assert only(seen("playground", **tags)).ages == ages


def test_opening_is_that_of_the_day_or_unknown() -> None:
    opening = only(seen("library", opening_hours="Mo 10:00-18:00; Tu off")).opening
    assert opening
    assert [(str(start), str(end)) for start, end in opening.hours] == [("10:00:00", "18:00:00")]
    assert only(seen("library", opening_hours="<script>")).opening is None

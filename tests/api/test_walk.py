"""Minutes first: metres follow from them."""

import pytest

from api.circles.walk import walk_with
from api.errors import Rejected
from api.institutions.models import Institution
from api.institutions.walk import walk_of
from api.tables import walking_groups


def institution(**own: object) -> Institution:
    return Institution(code="c", slug="s", name="n", kind="kindergarten", **own)


def test_an_institution_starts_with_the_group_of_its_kind() -> None:
    walk = walk_of(institution())

    assert walk.walking_group.key == "kindergarten"
    assert walk.minutes == 20
    assert walk.metres == pytest.approx(833.33, abs=0.01)
    assert walk.radius_m == pytest.approx(641.03, abs=0.01)


def test_its_own_group_minutes_and_factor_come_first() -> None:
    walk = walk_of(institution(walking_group="early_school", minutes=12, detour_factor=1.5))

    assert (walk.walking_group.key, walk.minutes, walk.detour_factor) == ("early_school", 12, 1.5)


def test_its_own_minutes_are_for_its_own_group_only() -> None:
    walk = walk_of(institution(minutes=12), group="early_school")

    assert walk.minutes == 20


def test_minutes_asked_for_come_before_all() -> None:
    assert walk_of(institution(minutes=12), minutes=7).minutes == 7


@pytest.mark.parametrize("minutes", [0, -1, 120.5, float("nan")])
def test_minutes_that_cannot_be_are_refused(minutes: float) -> None:
    with pytest.raises(Rejected) as refused:
        walk_of(institution(), minutes=minutes)

    assert refused.value.field == "minutes"


def test_there_and_back_in_numbers_agree() -> None:
    walk = walk_of(institution())

    assert walk.minutes_to(walk.radius_m) == pytest.approx(walk.minutes)


@pytest.mark.parametrize(
    ("key", "metres", "circle_m"),
    [
        ("stroller", 1000, 750),
        ("toddler", 250, 150),
        ("kindergarten", 833, 600),
        ("early_school", 1167, 850),
        ("middle_school", 1533, 1150),
        ("cargo_bike", 2500, 1900),
    ],
)
def test_the_table_gives_the_distances_of_the_sources(
    key: str, metres: float, circle_m: float
) -> None:
    table = walking_groups()

    walked = walk_with(group=key).metres

    assert walked == pytest.approx(metres, abs=1)
    assert int(walked / table.detour_factor / 50) * 50 == circle_m

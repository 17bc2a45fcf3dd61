"""Minutes and metres in words; the examples in the module hold too."""

import doctest

import pytest

from web import measures
from web.measures import metres, minutes, whole_percent


def test_examples_in_the_module() -> None:
    assert doctest.testmod(measures).failed == 0


@pytest.mark.parametrize(
    ("metres_walked", "words"),
    [
        (0, "50 m"),
        (24, "50 m"),
        (76, "100 m"),
        (974, "950 m"),
        (975, "1 km"),
        (1040, "1 km"),
        (1160, "1,2 km"),
        (12_340, "12,3 km"),
        (1_234_567, "1.234,6 km"),
    ],
)
def test_metres_are_rounded_to_fifty_and_become_kilometres(
    metres_walked: float, words: str
) -> None:
    assert str(metres(metres_walked, "da")).replace("\xa0", " ") == words


def test_english_writes_a_point() -> None:
    assert str(metres(1160, "en")) == "1.2\xa0km"


@pytest.mark.parametrize(("exact", "said"), [(0, "1"), (1.5, "2"), (2.5, "3"), (1000, "1.000")])
def test_minutes_are_whole_and_never_none(exact: float, said: str) -> None:
    assert minutes(exact, "da").number == said


def test_a_hundred_per_cent_means_all() -> None:
    assert [whole_percent(share) for share in (0.9999, 1.0)] == [99, 100]

"""Minutes, metres and shares in words, always "about": no child walks to the minute."""

from functools import lru_cache
from math import floor
from typing import NamedTuple

from babel.numbers import format_decimal

STEP_M = 50
KM = 1000
SHORT_M, SHORT_STEP_M = 100, 10


class Measure(NamedTuple):
    """A number written as the language writes it, and its unit."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}\N{NO-BREAK SPACE}{self.unit}"


def whole_minutes(minutes: float) -> int:
    """Minutes as people say them: rounded, and never none.

    >>> whole_minutes(0.2), whole_minutes(7.5), whole_minutes(19.9)
    (1, 8, 20)
    """
    return max(1, floor(minutes + 0.5))


def minutes(value: float, locale: str) -> Measure:
    """
    >>> minutes(6.6, "da")
    Measure(number='7', unit='min')
    """
    return Measure(_written(whole_minutes(value), locale), "min")


def metres(value: float, locale: str) -> Measure:
    """Metres in steps of 50, from a kilometre on in tenths of it.

    >>> [" ".join(metres(exact, "da")) for exact in (12, 637, 1160)]
    ['50 m', '650 m', '1,2 km']
    """
    rounded = max(STEP_M, STEP_M * floor(value / STEP_M + 0.5))
    if rounded < KM:
        return Measure(_written(rounded, locale), "m")
    return Measure(_written(round(value / KM, 1), locale, "#,##0.#"), "km")


def short_metres(value: float, locale: str) -> Measure:
    """Metres in steps of 10, for a stretch of way; from a hundred on in steps of 50.

    >>> [" ".join(short_metres(exact, "da")) for exact in (4, 83, 212, 1160)]
    ['10 m', '80 m', '200 m', '1,2 km']
    """
    if value >= SHORT_M:
        return metres(value, locale)
    return Measure(
        _written(max(SHORT_STEP_M, SHORT_STEP_M * round(value / SHORT_STEP_M)), locale), "m"
    )


def number(value: float, locale: str) -> str:
    """
    >>> number(1.3, "da"), number(4.0, "da")
    ('1,3', '4')
    """
    return _written(value, locale, "#,##0.##")


def whole_percent(share: float) -> int:
    """A share in whole per cent that says 100 only when nothing is missing.

    >>> whole_percent(0.624), whole_percent(0.999), whole_percent(0.001), whole_percent(1)
    (62, 99, 1, 100)
    """
    return 100 if share >= 1 else min(99, max(1, round(share * 100)))


@lru_cache(maxsize=4096)
def _written(value: float, locale: str, pattern: str | None = None) -> str:
    """The same few numbers stand on every page."""
    return str(format_decimal(value, format=pattern, locale=locale))

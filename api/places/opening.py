"""When a place is open on a day, as far as its `opening_hours` says."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

TIMEZONE = ZoneInfo("Europe/Copenhagen")
COUNTRY = "DK"
"""Whose public holidays count."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours of one day; none where it is closed all day."""

    hours: tuple[tuple[time, time], ...]

    @property
    def all_day(self) -> bool:
        return self.hours == ((time.min, time.min),)


def today() -> date:
    """The day it is for those who walk."""
    return datetime.now(TIMEZONE).date()


def back_after(minutes: float) -> datetime:
    """The time it is for those who walk when so many minutes have gone, to five minutes."""
    moment = datetime.now(TIMEZONE) + timedelta(minutes=minutes)
    return moment + (datetime.min - moment.replace(tzinfo=None)) % timedelta(minutes=5)


@lru_cache(maxsize=4096)
def opening_on(expression: str, day: date) -> Opening | None:
    """The hours by an expression of OpenStreetMap; None where it says nothing certain.

    >>> opening_on("Mo-Fr 10:00-17:00", date(2026, 11, 23)).hours
    ((datetime.time(10, 0), datetime.time(17, 0)),)
    >>> opening_on("Mo-Fr 10:00-17:00; PH off", date(2026, 12, 25)).hours
    ()
    >>> opening_on("when the sun shines", date(2026, 11, 23)) is None
    True
    """
    if not validate(expression):
        return None
    start = datetime.combine(day, time.min)
    parsed = OpeningHours(expression, country=COUNTRY)
    spans = list(parsed.intervals(start, start + timedelta(days=1)))
    if any(state == State.UNKNOWN for _, _, state, _ in spans):
        return None
    return Opening(
        tuple((begin.time(), end.time()) for begin, end, state, _ in spans if state == State.OPEN)
    )

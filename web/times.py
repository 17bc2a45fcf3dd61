"""Hours and months in words, as a language says them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_time, get_month_names

from web.i18n import gettext


def opening(value: Any, locale: str) -> str:
    """Whether a place is open today; `value` has `hours` (pairs) and `all_day`, or is None.

    >>> from datetime import time
    >>> from types import SimpleNamespace as Opening
    >>> opening(Opening(hours=[(time(10), time(17, 30))], all_day=False), "en")
    'Open today 10:00\\u202fAM–5:30\\u202fPM'
    >>> opening(Opening(hours=[], all_day=False), "en"), opening(None, "en")
    ('Closed today', '')
    """
    if value is None:
        return ""
    if not value.hours:
        return gettext(locale, "Closed today")
    if value.all_day:
        return gettext(locale, "Open all day")
    spans = (
        f"{format_time(start, 'short', locale=locale)}–{format_time(end, 'short', locale=locale)}"
        for start, end in value.hours
    )
    return gettext(locale, "Open today %(hours)s") % {"hours": ", ".join(spans)}


def clock(value: datetime, locale: str) -> str:
    """
    >>> clock(datetime(2026, 11, 24, 10, 45), "da")
    '10.45'
    """
    return format_time(value, "short", locale=locale)


def day(value: date, locale: str) -> str:
    """
    >>> day(date(2026, 11, 24), "en")
    'November 24, 2026'
    """
    return format_date(value, "long", locale=locale)


def season(months: Sequence[int], locale: str) -> str:
    """The months when it is worth the way, which follow each other, round the year if need be.

    >>> season([5, 6, 7], "en"), season([12, 1, 2], "en"), season([6], "en")
    ('Best May–July', 'Best December–February', 'Best June')
    """
    first = next((one for one in months if (one - 2) % 12 + 1 not in months), months[0])
    last = next((one for one in months if one % 12 + 1 not in months), months[-1])
    names = get_month_names("wide", locale=locale)
    span = names[first] if first == last else f"{names[first]}–{names[last]}"
    return gettext(locale, "Best %(months)s") % {"months": span}

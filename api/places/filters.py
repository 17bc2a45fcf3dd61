"""Which places a visitor wants to see: goals, kinds, age, season, what is good to know, today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Form, Query

from api.errors import N_, Rejected
from api.places.facts import Known
from api.places.models import Place
from api.tables import categories, goals, place_facts

MOST = 60
"""No form sends more values of one name."""


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Nothing chosen shows all. Within a row any choice is enough, facts must all hold."""

    goal: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    age: str | None = None
    season: str | None = None
    fact: tuple[str, ...] = ()
    today: bool = False

    def __bool__(self) -> bool:
        return self != PlaceFilter()

    def shows(self, place: Place, known: Known, day: date) -> bool:
        return all(
            (
                not self.goal or _meet(self.goal, goals_of(place)),
                not self.category or place.category in self.category,
                self.age is None or _overlap(place_facts().ages[self.age].span, known.ages),
                self.season is None or _meet(self.months, known.months),
                set(self.fact) <= set(known.facts),
                not self.today or (day.month in known.months and _may_be_open(known)),
            )
        )

    @property
    def months(self) -> tuple[int, ...]:
        return place_facts().seasons[self.season].months if self.season else ()

    def values(self) -> dict[str, str | list[str] | None]:
        """As an address or a form says it."""
        return {
            "goal": list(self.goal),
            "category": list(self.category),
            "age": self.age,
            "season": self.season,
            "fact": list(self.fact),
            "today": "1" if self.today else None,
        }


def place_filter(
    goal: Iterable[str] = (),
    category: Iterable[str] = (),
    age: str | None = None,
    season: str | None = None,
    fact: Iterable[str] = (),
    today: str | None = None,
) -> PlaceFilter:
    """What was chosen, in the order of the tables. Raises Rejected naming what is not there."""
    table = place_facts()
    return PlaceFilter(
        goal=_among("goal", goal, goals()),
        category=_among("category", category, categories()),
        age=next(iter(_among("age", [age or ""], table.ages)), None),
        season=next(iter(_among("season", [season or ""], table.seasons)), None),
        fact=_among("fact", fact, table.facts),
        today=bool(_among("today", [today or ""], ["1"])),
    )


def goals_of(place: Place) -> tuple[str, ...]:
    """A place's own goals, else those of its category."""
    return tuple(place.goals) if place.goals is not None else categories()[place.category].goals


def _among(field: str, chosen: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    wanted = set(filter(None, chosen))
    known = tuple(key for key in there if key in wanted)
    if len(known) < len(wanted):
        raise Rejected(N_("There is no such choice."), field=field)
    return known


def _meet(one: Iterable[object], other: Iterable[object]) -> bool:
    return not set(one).isdisjoint(other)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _may_be_open(known: Known) -> bool:
    return known.opening is None or bool(known.opening.hours)


Several = Annotated[list[str], Query(max_length=MOST)]
One = Annotated[str | None, Query(max_length=40)]
SeveralSent = Annotated[list[str], Form(max_length=MOST)]
OneSent = Annotated[str | None, Form(max_length=40)]


def _asked(
    goal: Several = [],  # noqa: B006 - FastAPI copies it
    category: Several = [],  # noqa: B006
    age: One = None,
    season: One = None,
    fact: Several = [],  # noqa: B006
    today: One = None,
) -> PlaceFilter:
    return place_filter(goal, category, age, season, fact, today)


def _sent(
    goal: SeveralSent = [],  # noqa: B006
    category: SeveralSent = [],  # noqa: B006
    age: OneSent = None,
    season: OneSent = None,
    fact: SeveralSent = [],  # noqa: B006
    today: OneSent = None,
) -> PlaceFilter:
    return place_filter(goal, category, age, season, fact, today)


FilterQuery = Annotated[PlaceFilter, Depends(_asked)]
"""As an address says it."""
FilterForm = Annotated[PlaceFilter, Depends(_sent)]
"""As a form sends it, where nothing may stand in an address."""

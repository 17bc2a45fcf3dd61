"""What is known of places before an outing, by the table `data/place_facts.toml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.places.opening import Opening, opening_on
from api.places.service import Seen
from api.tables import Fact, categories, place_facts
from geo.nearness import nearest_m

OLDEST = 99


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for a place; a fact that is not among `facts` is unknown, not false."""

    facts: tuple[str, ...]
    ages: tuple[int, int]
    months: tuple[int, ...]
    opening: Opening | None


def known(seen: Sequence[Seen], neighbours: Iterable[Seen], day: date) -> list[Known]:
    """What is known of each place on a day, `neighbours` being all that may lie close to one."""
    told = [_told(one) for one in seen]
    for fact in place_facts().facts.values():
        for keys, metres in zip(told, _metres_to(fact, seen, neighbours), strict=True):
            if metres <= place_facts().near_m:
                keys.add(fact.key)
    order = list(place_facts().facts)
    return [
        _known(one, tuple(sorted(keys, key=order.index)), day)
        for one, keys in zip(seen, told, strict=True)
    ]


def _told(seen: Seen) -> set[str]:
    """The facts that a place's own tags and category tell."""
    place = seen.place
    return {
        fact.key
        for fact in place_facts().facts.values()
        if place.category in fact.categories or _says(place.facts, fact.tags)
    }


def _says(facts: Mapping[str, Any], tags: Mapping[str, frozenset[str]]) -> bool:
    return any(facts.get(tag) in values for tag, values in tags.items())


def _metres_to(fact: Fact, seen: Sequence[Seen], neighbours: Iterable[Seen]) -> Iterable[float]:
    if not fact.near:
        return [float("inf")] * len(seen)
    there = [one.position for one in neighbours if one.place.category in fact.near]
    return [float(metres) for metres in nearest_m([one.position for one in seen], there)]


def _known(seen: Seen, facts: tuple[str, ...], day: date) -> Known:
    said, category = seen.place.facts, categories()[seen.place.category]
    expression = said.get("opening_hours")
    return Known(
        facts=facts,
        ages=(
            _years(said.get("min_age"), category.ages[0]),
            _years(said.get("max_age"), category.ages[1]),
        ),
        months=category.months,
        opening=opening_on(str(expression), day) if expression else None,
    )


def _years(said: Any, otherwise: int) -> int:
    """An age as mapped ("3", "3 years"), where it is one."""
    number = str(said or "").partition(" ")[0]
    return min(int(number), OLDEST) if number.isdecimal() else otherwise

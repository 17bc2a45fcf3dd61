"""How safe a stretch of way is for children of an age, by the table `data/safety.toml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from api.tables import read_table
from geo.kinds import Kind


class Safety(StrEnum):
    """For children on foot. What nobody has mapped is unknown, never safe."""

    calm = "calm"
    care = "care"
    not_small = "not"
    unknown = "unknown"


BEST_FIRST = (Safety.calm, Safety.care, Safety.unknown, Safety.not_small)


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """What a way must be for the rule to hold: None or empty is anything."""

    name: str
    way: frozenset[str]
    pavement: frozenset[str]
    kmh_from: int | None
    kmh_to: int | None
    by_band: dict[str, Safety]

    def matches(self, kind: Kind) -> bool:
        return (
            (not self.way or kind.way in self.way)
            and (not self.pavement or kind.pavement in self.pavement)
            and (self.kmh_from is None or (kind.kmh is not None and kind.kmh >= self.kmh_from))
            and (self.kmh_to is None or (kind.kmh is not None and kind.kmh <= self.kmh_to))
        )


@dataclass(frozen=True, slots=True)
class SafetyTable:
    """`bands`: the lowest age of each band, the youngest band first. `rather`: by how much longer
    a metre of each state counts, and `crossing_tolls`: how many metres a crossing, for one who
    looks for the calmer way."""

    bands: dict[str, int]
    rules: tuple[SafetyRule, ...]
    crossings: dict[str, dict[str, Safety]]
    rather: dict[Safety, float]
    crossing_tolls: dict[str, float]

    def band(self, age: int) -> str:
        return [name for name, lowest in self.bands.items() if age >= lowest][-1]

    def of(self, kind: Kind, band: str) -> Safety:
        """The first rule that fits; a crossing by how one crosses there."""
        if kind.crossing is not None:
            return self.crossings[kind.crossing][band]
        return next(rule.by_band[band] for rule in self.rules if rule.matches(kind))


@cache
def safety_table() -> SafetyTable:
    table = read_table("safety")
    bands = table["bands"]
    return SafetyTable(
        bands=bands,
        rules=tuple(_rule(row, bands) for row in table["rule"]),
        crossings={
            key: {band: Safety(row[band]) for band in bands}
            for key, row in table["crossings"].items()
        },
        rather={Safety(key): factor for key, factor in table["rather"].items()},
        crossing_tolls=table["crossing_tolls"],
    )


def worst(found: Sequence[Safety]) -> Safety:
    """The least safe of some; calm where there are none."""
    return max(found, key=BEST_FIRST.index, default=Safety.calm)


def _rule(row: dict[str, Any], bands: dict[str, int]) -> SafetyRule:
    return SafetyRule(
        name=row["name"],
        way=frozenset(row.get("way", ())),
        pavement=frozenset(row.get("pavement", ())),
        kmh_from=row.get("kmh_from"),
        kmh_to=row.get("kmh_to"),
        by_band={band: Safety(row[band]) for band in bands},
    )

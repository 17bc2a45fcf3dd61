"""The rule tables for open data: which object of the world becomes which thing of ours."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from api.tables import read_table

ANY = "*"


@dataclass(frozen=True, slots=True)
class TagRule:
    """A rule on OpenStreetMap tags: all of `tags` hold and none of `without` does."""

    outcome: str
    tags: dict[str, frozenset[str]]
    without: dict[str, frozenset[str]] = field(default_factory=dict)
    without_name: tuple[str, ...] = ()
    min_area_m2: float = 0.0

    def matches(self, tags: Mapping[str, str]) -> bool:
        return (
            all(_holds(tags.get(key), wanted) for key, wanted in self.tags.items())
            and not any(_holds(tags.get(key), barred) for key, barred in self.without.items())
            and not self._names_another_thing(tags.get("name", ""))
        )

    def _names_another_thing(self, name: str) -> bool:
        return any(word in name.casefold() for word in self.without_name)


def _holds(value: str | None, wanted: frozenset[str]) -> bool:
    return value is not None and (ANY in wanted or value in wanted)


@dataclass(frozen=True, slots=True)
class OsmRules:
    places: tuple[TagRule, ...]
    institutions: tuple[TagRule, ...]
    private_access: frozenset[str]
    private_reason: str

    @property
    def keys(self) -> frozenset[str]:
        """Every key on which a rule starts; an object with none of them matches nothing."""
        return frozenset(next(iter(rule.tags)) for rule in self.places + self.institutions)

    def place(self, tags: Mapping[str, str]) -> TagRule | None:
        return next((rule for rule in self.places if rule.matches(tags)), None)

    def institution(self, tags: Mapping[str, str]) -> TagRule | None:
        return next((rule for rule in self.institutions if rule.matches(tags)), None)

    def is_private(self, tags: Mapping[str, str]) -> bool:
        return tags.get("access") in self.private_access


def _values(table: Mapping[str, str | list[str]]) -> dict[str, frozenset[str]]:
    return {
        key: frozenset([value] if isinstance(value, str) else value) for key, value in table.items()
    }


def tag_rule(row: Mapping[str, Any], outcome: str) -> TagRule:
    """A row of a table of rules."""
    return TagRule(
        outcome=outcome,
        tags=_values(row["tags"]),
        without=_values(row.get("without", {})),
        without_name=tuple(row.get("without_name", ())),
        min_area_m2=row.get("min_area_m2", 0.0),
    )


@cache
def osm_rules() -> OsmRules:
    table = read_table("osm_rules")
    return OsmRules(
        places=tuple(tag_rule(row, row["category"]) for row in table["place"]),
        institutions=tuple(tag_rule(row, row["kind"]) for row in table["institution"]),
        private_access=frozenset(table["private"]["access"]),
        private_reason=table["private"]["reason"],
    )


@dataclass(frozen=True, slots=True)
class GeofaRules:
    category: dict[str, str]
    left_out: dict[str, str]


@cache
def geofa_rules() -> GeofaRules:
    table = read_table("geofa_rules")
    return GeofaRules(category=table["place"], left_out=table["left_out"])


@dataclass(frozen=True, slots=True)
class RegisterRules:
    kind: dict[str, str]
    no_place: tuple[str, ...]


@cache
def register_rules() -> RegisterRules:
    table = read_table("register_rules")
    return RegisterRules(kind=table["kind"], no_place=tuple(table["no_place"]["words"]))


@cache
def rules_sha256() -> str:
    """The fingerprint of every rule and of the loaders: when it changes, an import is due again."""
    digest = hashlib.sha256()
    for path in sorted(Path(str(files("data"))).rglob("*")):
        if path.suffix in {".toml", ".py", ".sql"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()

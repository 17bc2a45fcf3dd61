"""The readable tables in `data/`: walking groups, categories and goals, typed and checked."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

METRES_PER_MINUTE_AT_1_KMH = 1000 / 60
ALL_YEAR = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class WalkingGroup:
    """A planning speed and a comfortable time, one way. Metres are their product, not stored.

    `wheels` are stopped by steps; a group that `cycles` keeps to one-way streets; one that does
    not `crosses` stays away from what is not for small children.
    """

    key: str
    name: str
    kmh: float
    minutes: float
    ages: tuple[int, int]
    wheels: bool = False
    cycles: bool = False
    crosses: bool = True


@dataclass(frozen=True, slots=True)
class WalkingGroups:
    groups: dict[str, WalkingGroup]
    detour_factor: float
    rings_min: tuple[int, ...]
    slow_factor: float
    soft_ground_factor: float
    pushing_factor: float
    by_kind: dict[str, str]


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the three goals of Børneliv i sund balance: a word, a colour and a shape."""

    key: str
    name: str
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class Season:
    key: str
    name: str
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgeBand:
    key: str
    name: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Category:
    """What a place can be. The first goal gives its marker colour and shape."""

    key: str
    name: str
    goals: tuple[str, ...]
    icon: str
    public: bool
    merge_m: float
    family: str
    ages: tuple[int, int] = (0, 12)
    months: tuple[int, ...] = ALL_YEAR


@dataclass(frozen=True, slots=True)
class Fact:
    """Something good to know of a place, and what tells it."""

    key: str
    name: str
    icon: str
    tags: dict[str, frozenset[str]]
    categories: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The facts that pages tell and filter by, and the bands of season and age."""

    near_m: float
    facts: dict[str, Fact]
    seasons: dict[str, Season]
    ages: dict[str, AgeBand]


def read_table(name: str) -> dict[str, Any]:
    """One TOML table of `data/`, as written."""
    return tomllib.loads(files("data").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def walking_groups() -> WalkingGroups:
    table = read_table("walking_groups")
    return WalkingGroups(
        groups={
            key: WalkingGroup(
                key=key,
                name=row["name"],
                kmh=row["kmh"],
                minutes=row["minutes"],
                ages=(row["ages"][0], row["ages"][1]),
                wheels=row.get("wheels", False),
                cycles=row.get("cycles", False),
                crosses=row.get("crosses", True),
            )
            for key, row in table["groups"].items()
        },
        detour_factor=table["defaults"]["detour_factor"],
        rings_min=tuple(table["defaults"]["rings_min"]),
        slow_factor=table["defaults"]["slow_factor"],
        soft_ground_factor=table["defaults"]["soft_ground_factor"],
        pushing_factor=table["defaults"]["pushing_factor"],
        by_kind=table["institutions"],
    )


@cache
def goals() -> dict[str, Goal]:
    return {key: Goal(key=key, **row) for key, row in read_table("categories")["goals"].items()}


@cache
def categories() -> dict[str, Category]:
    return {
        key: Category(
            key=key,
            **{
                "family": key,
                **{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()},
            },
        )
        for key, row in read_table("categories")["categories"].items()
    }


@cache
def place_facts() -> PlaceFacts:
    table = read_table("place_facts")
    return PlaceFacts(
        near_m=table["near"]["metres"],
        facts={key: _fact(key, row) for key, row in table["facts"].items()},
        seasons={
            key: Season(key, row["name"], tuple(row["months"]))
            for key, row in table["seasons"].items()
        },
        ages={
            key: AgeBand(key, row["name"], (row["span"][0], row["span"][1]))
            for key, row in table["ages"].items()
        },
    )


def _fact(key: str, row: dict[str, Any]) -> Fact:
    return Fact(
        key=key,
        name=row["name"],
        icon=row["icon"],
        tags={tag: frozenset(values) for tag, values in row.get("tags", {}).items()},
        categories=frozenset(row.get("categories", ())),
        near=frozenset(row.get("near", ())),
    )

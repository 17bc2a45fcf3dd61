"""Words for keys: directions, kinds of institution, the three goals. Message ids are English."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


def N_(message: str) -> str:
    """Mark a message id for the catalogs; it is translated where it is shown."""
    return message


DIRECTIONS = {
    "N": N_("north"),
    "NE": N_("north-east"),
    "E": N_("east"),
    "SE": N_("south-east"),
    "S": N_("south"),
    "SW": N_("south-west"),
    "W": N_("west"),
    "NW": N_("north-west"),
}

KINDS = {
    "nursery": N_("Nursery"),
    "kindergarten": N_("Kindergarten"),
    "integrated": N_("Nursery and kindergarten"),
    "school": N_("School"),
    "after_school": N_("After-school club"),
    "youth_school": N_("Youth school"),
}


class Goal(NamedTuple):
    """A goal of Børneliv i sund balance as pages show it: a word, a colour and a shape."""

    key: str
    name: str
    color: str
    shape: str


class Fact(NamedTuple):
    """Something good to know of a place as pages show it: a word and a sign."""

    key: str
    name: str
    icon: str


@cache
def facts() -> dict[str, Fact]:
    """The facts of `data/place_facts.toml`, in its order."""
    rows = _table("place_facts")["facts"]
    return {key: Fact(key, row["name"], row["icon"]) for key, row in rows.items()}


@cache
def goals() -> dict[str, Goal]:
    """The goals of `data/categories.toml`, in its order."""
    return {key: Goal(key, **row) for key, row in _table("categories")["goals"].items()}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("data").joinpath(f"{name}.toml").read_text("utf-8"))

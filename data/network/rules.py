"""The rules of data/walk_rules.toml: where one can walk, and what it is like there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from api.tables import read_table
from data.rules import TagRule, tag_rule
from geo.kinds import BRIDGE, FIRM, NO, SOFT, TUNNEL, UNKNOWN, YES, Kind

Tags = Mapping[str, str]

LANDS = {"urban": 50, "rural": 80, "motorway": 130, "living_street": 15}
"""Speed limits that are named instead of said: `DK:urban`."""
MPH = 1.609344
ON_FOOT = frozenset({"yes", "designated", "permissive"})
FOR_FEET = frozenset(
    {"footway", "pedestrian", "steps", "platform", "pier", "square", "corridor", "crossing"}
)
"""Where a cycle is pushed unless it says otherwise."""


class Verdict(NamedTuple):
    """One row of the table: its name, what it decides, and why."""

    name: str
    outcome: str
    reason: str


class WalkedWay(NamedTuple):
    """A way on foot: its kind, and those of its two sides where it is a busy road."""

    kind: Kind
    left: Kind
    right: Kind
    two_sided: bool


@dataclass(frozen=True, slots=True)
class WalkRules:
    ways: tuple[tuple[TagRule, Verdict], ...]
    nodes: tuple[tuple[TagRule, Verdict], ...]
    crossings: tuple[tuple[TagRule, str], ...]
    roads: frozenset[str]
    two_sides: frozenset[str]
    town_kmh: dict[str, int]
    firm: dict[str, frozenset[str]]
    soft: dict[str, frozenset[str]]

    def way(self, tags: Tags) -> Verdict | None:
        """The first row that fits a way; none for what is no way at all."""
        return next((verdict for rule, verdict in self.ways if rule.matches(tags)), None)

    def node(self, tags: Tags) -> Verdict | None:
        return next((verdict for rule, verdict in self.nodes if rule.matches(tags)), None)

    def crossing(self, tags: Tags) -> str | None:
        return next((key for rule, key in self.crossings if rule.matches(tags)), None)


@cache
def walk_rules() -> WalkRules:
    table = read_table("walk_rules")
    return WalkRules(
        ways=tuple(_row(row, "yes" if row["walk"] else "no") for row in table["way"]),
        nodes=tuple(_row(row, row["pass"]) for row in table["node"]),
        crossings=tuple((tag_rule(row, row["key"]), row["key"]) for row in table["crossing"]),
        roads=frozenset(table["road"]["kinds"]),
        two_sides=frozenset(table["road"]["two_sides"]),
        town_kmh=table["road"]["town_default"],
        firm={key: frozenset(values) for key, values in table["firm"].items()},
        soft={key: frozenset(values) for key, values in table["soft"].items()},
    )


def _row(row: Mapping[str, Any], outcome: str) -> tuple[TagRule, Verdict]:
    return tag_rule(row, outcome), Verdict(row["name"], outcome, row["reason"])


def judge_way(tags: Tags, *, surface: bool = False) -> WalkedWay | None:
    """What a way is like on foot; None where nobody may or can walk. `surface`: an open square."""
    rules = walk_rules()
    verdict = rules.way(tags)
    if verdict is None or verdict.outcome == NO:
        return None
    way = _way(tags, surface)
    kmh = speed(tags, way) if way in rules.roads or way == "living_street" else None
    left, right = pavements(tags)
    both = YES if YES in (left, right) else NO if left == right == NO else UNKNOWN
    kind = Kind(
        way=way,
        kmh=kmh,
        pavement=both if way in rules.roads else UNKNOWN,
        surface=_surface(tags),
        steps=way == "steps" and tags.get("ramp:stroller", tags.get("ramp", "no")) == "no",
        riding=_is_ridden(tags, way),
        oneway=_oneway(tags),
        passage=next((key for key in (BRIDGE, TUNNEL) if tags.get(key, NO) != NO), None),
    )
    busy = way in rules.two_sides and (kmh is None or kmh >= 50)
    return WalkedWay(kind, kind._replace(pavement=left), kind._replace(pavement=right), busy)


def _way(tags: Tags, surface: bool) -> str:
    if surface:
        return "square"
    highway = tags.get("highway")
    if highway is not None:
        return highway.removesuffix("_link")
    is_platform = "platform" in (tags.get("railway"), tags.get("public_transport"))
    return "platform" if is_platform else "pier"


def speed(tags: Tags, way: str) -> int | None:
    """How fast cars may go, in km/h; None where nobody has mapped it and it may be 50 or 80.

    >>> speed({"maxspeed": "30"}, "residential"), speed({"maxspeed": "20 mph"}, "residential")
    (30, 32)
    >>> speed({}, "residential"), speed({}, "tertiary"), speed({"maxspeed": "DK:rural"}, "road")
    (50, None, 80)
    """
    for key in ("maxspeed", "zone:maxspeed", "maxspeed:type", "source:maxspeed", "zone:traffic"):
        kmh = _kmh(tags.get(key, ""))
        if kmh is not None:
            return kmh
    return walk_rules().town_kmh.get(way)


def _kmh(said: str) -> int | None:
    value = said.rpartition(":")[2].strip()
    if value in LANDS:
        return LANDS[value]
    if value == "walk":
        return LANDS["living_street"]
    number, _, unit = value.partition(" ")
    if not number.isdecimal() or len(number) > 3:
        return None
    return round(int(number) * MPH) if unit == "mph" else int(number)


def pavements(tags: Tags) -> tuple[str, str]:
    """Whether there is a pavement on the left and on the right, as mapped.

    >>> pavements({"sidewalk": "right"}), pavements({"sidewalk:left": "separate"}), pavements({})
    (('no', 'yes'), ('yes', 'unknown'), ('unknown', 'unknown'))
    """
    match tags.get("sidewalk"):
        case "both" | "yes" | "separate":
            return YES, YES
        case "left":
            return YES, NO
        case "right":
            return NO, YES
        case "no" | "none":
            return NO, NO
    both = tags.get("sidewalk:both")
    return _side(tags.get("sidewalk:left", both)), _side(tags.get("sidewalk:right", both))


def _side(said: str | None) -> str:
    if said in ("yes", "separate"):
        return YES
    return NO if said in ("no", "none") else UNKNOWN


def _surface(tags: Tags) -> str:
    rules = walk_rules()
    if any(tags.get(key) in values for key, values in rules.soft.items()):
        return SOFT
    if any(tags.get(key) in values for key, values in rules.firm.items()):
        return FIRM
    return UNKNOWN


def _is_ridden(tags: Tags, way: str) -> bool:
    said = tags.get("bicycle")
    if said in ("no", "dismount", "use_sidepath", "private"):
        return False
    return said in ON_FOOT or way not in FOR_FEET


def _oneway(tags: Tags) -> int:
    """Which way a cycle may go: 1 along it, -1 against it, 0 both."""
    said = tags.get("oneway:bicycle", tags.get("oneway"))
    lanes = (tags.get(key, "") for key in ("cycleway", "cycleway:left", "cycleway:right"))
    if any(lane.startswith("opposite") for lane in lanes):
        return 0
    if said is None:
        return 1 if tags.get("junction") in ("roundabout", "circular") else 0
    return {"yes": 1, "1": 1, "true": 1, "-1": -1, "reverse": -1}.get(said, 0)

"""A way on the network told as people tell it: streets, turns, crossings, stairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import atan2, degrees, hypot

import numpy as np
from numpy.typing import NDArray

from api.reach.networks import Walked
from api.reach.safety import Safety, worst
from geo.barriers import NO_NAME, crossed_name
from geo.kinds import Kind
from geo.laid import Leg
from geo.tree import Tree

Floats = NDArray[np.float64]

SHORT_M = 12.0
"""An unnamed bit between two others is not worth a line."""
LOOK_M = 12.0
"""How far before and after a corner tells where one turns."""
STRAIGHT_DEG = 35.0


class Doing(StrEnum):
    walk = "walk"
    cross = "cross"
    stairs = "stairs"


class Turn(StrEnum):
    left = "left"
    right = "right"
    on = "on"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the description. `name`: the street walked along, or crossed. `line`: n x 2, in
    degrees in the end."""

    doing: Doing
    name: str | None
    way: str
    crossing: str | None
    metres: float
    safety: Safety
    line: Floats
    turn: Turn | None = None


def steps_of(walked: Walked, tree: Tree, legs: Sequence[Leg], band: str) -> list[Step]:
    """The steps of a way, for children of a band of ages."""
    merged: list[Step] = []
    for step in _without_bits(list(_each(walked, tree, legs, band))):
        if merged and _is_same(merged[-1], step):
            merged[-1] = _joined(merged[-1], step)
        else:
            merged.append(step)
    return [replace(step, line=tree.plane.to_degrees(step.line)) for step in _with_turns(merged)]


def _each(walked: Walked, tree: Tree, legs: Sequence[Leg], band: str) -> Iterator[Step]:
    mapped, safety = walked.mapped, walked.safety(band)
    over = tree.laid.overlay
    danger = set(over.danger.tolist()) if over else set()
    before = NO_NAME
    for leg in legs:
        row = tree.laid.row(leg.edge)
        kind = mapped.kinds[row.kind]
        found = Safety.not_small if leg.edge in danger else safety[row.kind]
        if kind.crossing is not None:
            name = crossed_name(mapped.network, row.a, row.b, before)
            yield _step(Doing.cross, name, kind, walked, 0.0, found, np.zeros((0, 2)))
        elif leg.metres > 0:
            doing = Doing.stairs if kind.way == "steps" else Doing.walk
            line = tree.laid.line(leg, tree.plane)
            yield _step(doing, row.name, kind, walked, leg.metres, found, line)
            before = row.name


def _step(
    doing: Doing, name: int, kind: Kind, walked: Walked, metres: float, safety: Safety, line: Floats
) -> Step:
    named = walked.mapped.names[name] if name != NO_NAME else None
    return Step(doing, named, kind.way, kind.crossing, metres, safety, line)


def _without_bits(steps: list[Step]) -> Iterator[Step]:
    """Short unnamed bits go with what comes before or after them."""
    for n, step in enumerate(steps):
        bit = step.doing is Doing.walk and step.name is None and step.metres < SHORT_M
        beside = steps[n - 1] if n else steps[min(1, len(steps) - 1)]
        if bit and beside.doing is Doing.walk and len(steps) > 1:
            yield replace(step, name=beside.name, way=beside.way)
        else:
            yield step


def _is_same(one: Step, other: Step) -> bool:
    if one.doing is not other.doing or one.name != other.name:
        return False
    return one.name is not None or one.doing is not Doing.walk or one.way == other.way


def _joined(one: Step, other: Step) -> Step:
    return replace(
        one,
        metres=one.metres + other.metres,
        safety=worst((one.safety, other.safety)),
        line=np.concatenate([one.line, other.line]),
    )


def _with_turns(steps: list[Step]) -> Iterator[Step]:
    before: Floats | None = None
    for step in steps:
        if len(step.line) < 2:
            yield step
            continue
        yield step if before is None else replace(step, turn=_turn(before, step.line))
        before = step.line


def _turn(before: Floats, after: Floats) -> Turn:
    """
    >>> north, east = np.array([[0.0, 0], [0, 50]]), np.array([[0.0, 50], [50, 50]])
    >>> _turn(north, east), _turn(east, north + (50, 50)), _turn(north, north)
    (<Turn.right: 'right'>, <Turn.left: 'left'>, <Turn.on: 'on'>)
    """
    came_from = _bearing(before[::-1])
    change = (_bearing(after) - came_from) % 360 - 180
    if abs(change) <= STRAIGHT_DEG:
        return Turn.on
    return Turn.right if change > 0 else Turn.left


def _bearing(line: Floats) -> float:
    """Degrees clockwise from north in which a line sets out."""
    start = line[0]
    far = [corner for corner in line[1:] if hypot(*(corner - start)) >= LOOK_M]
    x, y = (far[0] if far else line[-1]) - start
    return degrees(atan2(x, y))

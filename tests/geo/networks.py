"""Small networks, drawn in metres round one point."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from geo.network import Network
from geo.plane import DENMARK, to_degrees, to_plane
from geo.positions import LonLat
from geo.walls import Walls
from geo.weave import Marked, Ways, weave

HOME = LonLat(9.92, 57.05)
CROSSING, STREET, ROAD_LEFT, ROAD_RIGHT, PATH, SIGNALS, STEPS = range(7)
KINDS = 7
NONE = -1


class Way(NamedTuple):
    """The nodes of a way, and what it is; a road has two sides."""

    nodes: Sequence[int]
    kind: int = STREET
    name: int = NONE
    is_road: bool = False


def network_of(
    places: Mapping[int, tuple[float, float]],
    ways: Sequence[Way],
    *,
    barred: Mapping[int, int] | None = None,
    signals: Sequence[int] = (),
) -> Network:
    """Nodes at metres east and north of HOME, joined by ways; something may stand at some."""
    barred = barred or {}
    numbers = [node for way in ways for node in way.nodes]
    kinds = np.array([way.kind for way in ways], np.int64)
    roads = np.array([way.is_road for way in ways], np.bool_)
    marks = sorted({*barred, *signals})
    return weave(
        Ways(
            node=np.array(numbers, np.int64),
            degrees=degrees([places[number] for number in numbers]),
            ptr=np.cumsum([0, *(len(way.nodes) for way in ways)]),
            kind=kinds,
            left=np.where(roads, ROAD_LEFT, kinds),
            right=np.where(roads, ROAD_RIGHT, kinds),
            two_sided=roads,
            name=np.array([way.name for way in ways], np.int64),
            mirror=np.arange(KINDS),
        ),
        Marked(
            np.array(marks, np.int64),
            np.array([barred.get(mark, 0) for mark in marks], np.int64),
            np.array([SIGNALS if mark in signals else CROSSING for mark in marks], np.int64),
        ),
        plain_crossing=CROSSING,
    )


def degrees(metres: Sequence[tuple[float, float]]) -> np.ndarray:
    """Positions some metres east and north of HOME, n x 2 in degrees."""
    return to_degrees(to_plane(HOME, DENMARK) + np.array(metres, float).reshape(-1, 2), DENMARK)


def at(east: float, north: float) -> LonLat:
    [[lon, lat]] = degrees([(east, north)])
    return LonLat(float(lon), float(lat))


def plane(east: float, north: float) -> tuple[float, float]:
    """The same in the plane of the network."""
    [[x, y]] = to_plane(HOME, DENMARK) + np.array([(east, north)])
    return float(x), float(y)


def walls_of(*lines: Sequence[tuple[float, float]], kind: int = 0) -> Walls:
    """Walls of one kind along lines in metres east and north of HOME."""
    corners = [plane(*corner) for line in lines for corner in line]
    line = np.repeat(np.arange(len(lines)), [len(one) for one in lines])
    return Walls.of(
        np.array(corners, float).reshape(-1, 2),
        line,
        np.full(len(lines), kind),
        np.full(len(lines), NONE),
    )


def grid(side: int, step: float) -> tuple[dict[int, tuple[float, float]], list[Way]]:
    """Streets crossing each other, `side` each way, HOME in the middle."""
    middle = (side - 1) / 2
    places = {
        row * side + column: ((column - middle) * step, (row - middle) * step)
        for row in range(side)
        for column in range(side)
    }
    rows = [Way([row * side + column for column in range(side)]) for row in range(side)]
    columns = [Way([row * side + column for row in range(side)]) for column in range(side)]
    return places, [*rows, *columns]

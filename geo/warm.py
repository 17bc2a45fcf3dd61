"""Compile what is compiled before anybody waits for it: `python -m geo.warm`.

Numba compiles a function when it is first called, for the types it is called with, and keeps the
result beside the sources or in NUMBA_CACHE_DIR. This walks once over a small made-up network.
"""

from functools import cache

import numpy as np
from shapely import LineString, Point, box

from geo.arrivals import arrive
from geo.barriers import nearest_passage, walls_on
from geo.gaps import find_gaps
from geo.overlay import Drawn, lay_over
from geo.plane import to_plane
from geo.positions import LonLat
from geo.reach import Ground
from geo.shapes import grouped
from geo.walkers import Walker
from geo.walls import RAIL, Walls
from geo.weave import Marked, Ways, weave

HOME = LonLat(9.92, 57.05)
STEP_DEG = 0.001
SIDE = 5
NONE = -1


@cache
def warm() -> None:
    """Call every compiled function with the types that the service uses; once in a process."""
    ways = _grid()
    network = weave(ways, Marked(*np.zeros((3, 0), np.int64)), plain_crossing=0)
    walls = _wall(network.epsg)
    ground = Ground(network, 1)
    gates = ground.spots(HOME)[:1]
    walker = Walker.on_foot(2)
    corner = to_plane(HOME, network.epsg)[0]
    drawn = Drawn(
        shut=[LineString(corner + np.array([(-30, 40), (30, 40)]))],
        paths=[LineString(corner + np.array([(5, 5), (60, 50)]))],
    )
    overlay = lay_over(network, drawn, path_kind=1, is_road=np.zeros(2, np.bool_))
    places = arrive(network, walls, [Point(*HOME), box(9.9195, 57.0495, 9.9205, 57.0505)])
    with ground.walk(gates, walker, 400.0, centre=HOME, overlay=overlay) as tree:
        grouped(tree.rims(400.0))
        _, spots = tree.metres_to(places)
        tree.worst(np.zeros(3, np.int64), places, spots)
        tree.way_to(places.spot(0))
    low, high = (corner[0] - 150, corner[1] - 150), (corner[0] + 150, corner[1] + 150)
    for met in walls_on(walls, low, high)[:1]:
        nearest_passage(network, walls, met)
    around = (corner[0] - 500, corner[1] - 500, corner[0] + 500, corner[1] + 500)
    find_gaps(network, walls, around, poor=np.ones(2, np.bool_))


def _grid() -> Ways:
    """Streets crossing each other, every other one a busy road with two sides."""
    number = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    rows = [*number, *number.T]
    node = np.concatenate(rows)
    x, y = node % SIDE - SIDE // 2, node // SIDE - SIDE // 2
    count = len(rows)
    kind = np.ones(count, np.int64)
    return Ways(
        node=node,
        degrees=np.column_stack([HOME.lon + x * 2 * STEP_DEG, HOME.lat + y * STEP_DEG]),
        ptr=np.arange(0, SIDE * count + 1, SIDE),
        kind=kind,
        left=kind,
        right=kind,
        two_sided=np.arange(count) % 2 == 0,
        name=np.full(count, NONE),
        mirror=np.array([0, 1]),
    )


def _wall(epsg: int) -> Walls:
    """A railway between two of the streets."""
    ends = to_plane([(9.9165, 57.0496), (9.9235, 57.0504)], epsg)
    line, one = np.zeros(2, np.int64), np.zeros(1, np.int64)
    return Walls.of(ends, line, one + RAIL, one + NONE)


if __name__ == "__main__":
    warm()

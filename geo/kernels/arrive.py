"""Where paths arrive at places: at their entrances, where they meet their outline, or near by."""

import math

import numpy as np
from numba import njit

from geo.kernels.snap import CENTIMETRE, edges_near, foot_on, meeting, walls_between

ISLAND_M = 1000.0
RATHER_M = 40.0
"""An edge of an island of less than a kilometre of ways counts as that much farther."""
EDGES, PIECES, SPOTS, MOST_CORNERS = 1024, 512, 64, 32


@njit(cache=True, nogil=True)
def arrivals(
    place_ptr, is_area, corner, ring_end,
    cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side, edge_part,
    part_m, wall_xy, wall_key, wall_cell_ptr, wall_item, within,
):  # fmt: skip
    """How many spots each place has, and the rows of all: edge, metres along it, metres away.

    Place n has the corners `corner[place_ptr[n]:place_ptr[n + 1]]` in metres: entrances or a
    point, or rings where `is_area[n]`, each of which ends at a corner that `ring_end` marks.
    """
    places = len(place_ptr) - 1
    count = np.zeros(places, np.int64)
    rows = np.empty((max(SPOTS, 4 * places), 3))
    made = 0
    for place in range(places):
        first, last = place_ptr[place], place_ptr[place + 1]
        begun = made
        if is_area[place]:
            rim, ends = corner[first:last], ring_end[first:last]
            low_x, top_x = rim[:, 0].min(), rim[:, 0].max()
            low_y, top_y = rim[:, 1].min(), rim[:, 1].max()
            for one in edges_in(cell_key, cell_ptr, cell_item, cell_m, low_x, low_y, top_x, top_y):
                for share in _meetings(rim, ends, shape_ptr, shape_xy, one):
                    rows = _with_room(rows, made)
                    rows[made, 0], rows[made, 1], rows[made, 2] = one, share * edge_m[one], 0.0
                    made += 1
        if made == begun:
            for n in range(first, last, max(1, (last - first) // MOST_CORNERS)):
                one, metres, distance = _nearest(
                    cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side,
                    edge_part, part_m, wall_xy, wall_key, wall_cell_ptr, wall_item,
                    corner[n, 0], corner[n, 1], within,
                )  # fmt: skip
                if one >= 0:
                    rows = _with_room(rows, made)
                    rows[made, 0], rows[made, 1], rows[made, 2] = one, metres, distance
                    made += 1
        count[place] = made - begun
    return count, rows[:made]


@njit(cache=True, nogil=True)
def _with_room(rows, made):
    if made < len(rows):
        return rows
    wider = np.empty((2 * len(rows), 3))
    wider[:made] = rows
    return wider


@njit(cache=True, nogil=True)
def _nearest(
    cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side, edge_part,
    part_m, wall_xy, wall_key, wall_cell_ptr, wall_item, x, y, within,
):  # fmt: skip
    """The nearest edge that no wall parts from a point, its metres along and away; -1 for none.

    Every straight piece of an edge counts: it may come round a wall.
    """
    near, _, _, _ = edges_near(
        cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side, x, y, within
    )
    rows = np.empty((PIECES, 6))  # rank, edge, along, away, and where
    found = 0
    for edge in near:
        rather = RATHER_M if part_m[edge_part[edge]] < ISLAND_M else 0.0
        whole, first = 0.0, found
        for n in range(shape_ptr[edge] + 1, shape_ptr[edge + 1]):
            px, py, t, length = foot_on(shape_xy, n, x, y)
            away = math.hypot(x - px, y - py)
            if away <= within and found < PIECES:
                rows[found, 0], rows[found, 1] = away + rather, edge
                rows[found, 2], rows[found, 3] = whole + t * length, away
                rows[found, 4], rows[found, 5] = px, py
                found += 1
            whole += length
        if whole > 0:
            rows[first:found, 2] *= edge_m[edge] / whole
    for n in np.argsort(rows[:found, 0]):
        wall, _ = walls_between(
            wall_xy, wall_key, wall_cell_ptr, wall_item, cell_m, x, y, rows[n, 4], rows[n, 5]
        )
        if not len(wall):
            return np.int64(rows[n, 1]), rows[n, 2], rows[n, 3]
    return np.int64(-1), 0.0, 0.0


@njit(cache=True, nogil=True)
def edges_in(cell_key, cell_ptr, cell_item, cell_m, low_x, low_y, top_x, top_y):
    """Edges of all squares that a box touches, each once."""
    edges = np.empty(EDGES, np.int64)
    found = 0
    for row in range(math.floor(low_y / cell_m), math.floor(top_y / cell_m) + 1):
        base = np.int64(row) << 32
        cell = np.searchsorted(cell_key, base + math.floor(low_x / cell_m))
        while cell < len(cell_key) and cell_key[cell] <= base + math.floor(top_x / cell_m):
            for n in range(cell_ptr[cell], cell_ptr[cell + 1]):
                if found == len(edges):
                    wider = np.empty(2 * found, np.int64)
                    wider[:found] = edges
                    edges = wider
                edges[found] = cell_item[n]
                found += 1
            cell += 1
    return np.unique(edges[:found])


@njit(cache=True, nogil=True)
def _meetings(corner, ring_end, shape_ptr, shape_xy, edge):
    """At which shares of its length an edge meets an outline, and its ends that lie inside."""
    shares = np.empty(SPOTS)
    found, along = 0, 0.0
    first, last = shape_ptr[edge], shape_ptr[edge + 1]
    for n in range(first + 1, last):
        ax, ay = shape_xy[n - 1, 0] * CENTIMETRE, shape_xy[n - 1, 1] * CENTIMETRE
        bx, by = shape_xy[n, 0] * CENTIMETRE, shape_xy[n, 1] * CENTIMETRE
        length = math.hypot(bx - ax, by - ay)
        for m in range(1, len(corner)):
            if ring_end[m - 1]:
                continue
            cx, cy, dx, dy = corner[m - 1, 0], corner[m - 1, 1], corner[m, 0], corner[m, 1]
            if max(cx, dx) < min(ax, bx) or min(cx, dx) > max(ax, bx):
                continue
            if max(cy, dy) < min(ay, by) or min(cy, dy) > max(ay, by):
                continue
            t = meeting(ax, ay, bx, by, cx, cy, dx, dy)
            if t >= 0 and found < SPOTS - 2:
                shares[found] = along + t * length
                found += 1
        along += length
    if along == 0:
        return shares[:0]
    shares[:found] /= along
    for end in range(2):
        n = last - 1 if end else first
        if _holds(corner, ring_end, shape_xy[n, 0] * CENTIMETRE, shape_xy[n, 1] * CENTIMETRE):
            shares[found] = end
            found += 1
    return shares[:found]


@njit(cache=True, nogil=True)
def _holds(corner, ring_end, x, y):
    inside = False
    for m in range(1, len(corner)):
        if ring_end[m - 1]:
            continue
        ax, ay, bx, by = corner[m - 1, 0], corner[m - 1, 1], corner[m, 0], corner[m, 1]
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside

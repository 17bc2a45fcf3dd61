"""The edges that are nearest to a point, on the side of a road where it lies, not across a wall."""

import math

import numpy as np
from numba import njit

CENTIMETRE = 0.01
ON_IT_M = 0.5
"""What lies that near a line is on it: on either side of a road, at a gate in a fence."""
MOST = 256


@njit(cache=True, nogil=True)
def edges_near(
    cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side, x, y, within
):  # fmt: skip
    """Edges with a point within a distance of (x, y), each once: number, metres away in the plane,
    metres along it (true ones, in proportion), and where that is.

    Of a road with two sides only the one that the point lies on.
    """
    edge, away, along = np.empty(MOST, np.int64), np.empty(MOST), np.empty(MOST)
    at = np.empty((MOST, 2))
    found = 0
    low_x, top_x = math.floor((x - within) / cell_m), math.floor((x + within) / cell_m)
    low_y, top_y = math.floor((y - within) / cell_m), math.floor((y + within) / cell_m)
    for row in range(low_y, top_y + 1):
        base = np.int64(row) << 32
        cell = np.searchsorted(cell_key, base + low_x)
        while cell < len(cell_key) and cell_key[cell] <= base + top_x:
            for n in range(cell_ptr[cell], cell_ptr[cell + 1]):
                one = cell_item[n]
                distance, share, side, px, py = nearest_on(shape_ptr, shape_xy, one, x, y)
                if distance > within or found == MOST:
                    continue
                if edge_side[one] != 0 and side != edge_side[one] and distance > ON_IT_M:
                    continue
                known = False
                for m in range(found):
                    known = known or edge[m] == one
                if known:
                    continue
                edge[found], away[found], along[found] = one, distance, share * edge_m[one]
                at[found, 0], at[found, 1] = px, py
                found += 1
            cell += 1
    return edge[:found], away[:found], along[:found], at[:found]


@njit(cache=True, nogil=True)
def nearest_on(shape_ptr, shape_xy, edge, x, y):
    """How far an edge is from a point, at which share of its length it is nearest, on which side
    of it the point lies (1 left, -1 right), and where that is."""
    best, at, whole, side, near_x, near_y = np.inf, 0.0, 0.0, 0, 0.0, 0.0
    for n in range(shape_ptr[edge] + 1, shape_ptr[edge + 1]):
        px, py, t, length = foot_on(shape_xy, n, x, y)
        distance = (x - px) ** 2 + (y - py) ** 2
        if distance < best:
            best, at = distance, whole + t * length
            dx = (shape_xy[n, 0] - shape_xy[n - 1, 0]) * CENTIMETRE
            dy = (shape_xy[n, 1] - shape_xy[n - 1, 1]) * CENTIMETRE
            side = 1 if dx * (y - py) - dy * (x - px) > 0 else -1
            near_x, near_y = px, py
        whole += length
    if whole == 0:
        return np.inf, 0.0, 0, 0.0, 0.0
    return math.sqrt(best), at / whole, side, near_x, near_y


@njit(cache=True, nogil=True)
def foot_on(shape_xy, n, x, y):
    """The point of the straight piece that ends at corner n that is nearest to another: where it
    is, its share of the piece, and how long that is."""
    ax, ay = shape_xy[n - 1, 0] * CENTIMETRE, shape_xy[n - 1, 1] * CENTIMETRE
    dx, dy = shape_xy[n, 0] * CENTIMETRE - ax, shape_xy[n, 1] * CENTIMETRE - ay
    length2 = dx * dx + dy * dy
    t = 0.0
    if length2 > 0:
        t = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length2))
    return ax + t * dx, ay + t * dy, t, math.sqrt(length2)


@njit(cache=True, nogil=True)
def walls_between(xy, cell_key, cell_ptr, cell_item, cell_m, ax, ay, bx, by):
    """The walls that a straight line from a to b crosses: number, metres from a; nearest first.

    What it only touches with an end does not count.
    """
    wall, metres = np.empty(MOST, np.int64), np.empty(MOST)
    found = 0
    length = math.hypot(bx - ax, by - ay)
    if length == 0:
        return wall[:0], metres[:0]
    low_x, top_x = math.floor(min(ax, bx) / cell_m), math.floor(max(ax, bx) / cell_m)
    low_y, top_y = math.floor(min(ay, by) / cell_m), math.floor(max(ay, by) / cell_m)
    for row in range(low_y, top_y + 1):
        base = np.int64(row) << 32
        cell = np.searchsorted(cell_key, base + low_x)
        while cell < len(cell_key) and cell_key[cell] <= base + top_x:
            for n in range(cell_ptr[cell], cell_ptr[cell + 1]):
                one = cell_item[n]
                t = meeting(
                    ax, ay, bx, by, xy[one, 0] * CENTIMETRE, xy[one, 1] * CENTIMETRE,
                    xy[one, 2] * CENTIMETRE, xy[one, 3] * CENTIMETRE,
                )  # fmt: skip
                if t < 0 or min(t, 1 - t) * length < ON_IT_M or found == MOST:
                    continue
                known = False
                for m in range(found):
                    known = known or wall[m] == one
                if not known:
                    wall[found], metres[found] = one, t * length
                    found += 1
            cell += 1
    order = np.argsort(metres[:found])
    return wall[:found][order], metres[:found][order]


@njit(cache=True, nogil=True)
def meeting(ax, ay, bx, by, cx, cy, dx, dy):
    """At which share of a-b it meets c-d; -1 where it does not, or runs along it."""
    ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
    turn = ux * vy - uy * vx
    if turn == 0:
        return -1.0
    t = ((cx - ax) * vy - (cy - ay) * vx) / turn
    s = ((cx - ax) * uy - (cy - ay) * ux) / turn
    if 0 <= t <= 1 and 0 <= s <= 1:
        return t
    return -1.0

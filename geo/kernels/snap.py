"""The edges that are nearest to a point."""

import math

import numpy as np
from numba import njit

CENTIMETRE = 0.01


@njit(cache=True, nogil=True)
def edges_near(
    cell_key, cell_ptr, cell_edge, cell_m, shape_ptr, shape_xy, edge_m, x, y, within
):  # fmt: skip
    """Edges with a point within a distance of (x, y), each once: number, metres away in the plane,
    metres along it (true ones, in proportion)."""
    most = 256
    edge, away, along = np.empty(most, np.int64), np.empty(most), np.empty(most)
    found = 0
    low_x, top_x = math.floor((x - within) / cell_m), math.floor((x + within) / cell_m)
    low_y, top_y = math.floor((y - within) / cell_m), math.floor((y + within) / cell_m)
    for row in range(low_y, top_y + 1):
        base = np.int64(row) << 32
        at = np.searchsorted(cell_key, base + low_x)
        while at < len(cell_key) and cell_key[at] <= base + top_x:
            for n in range(cell_ptr[at], cell_ptr[at + 1]):
                one = cell_edge[n]
                distance, share = nearest_on(shape_ptr, shape_xy, one, x, y)
                if distance > within:
                    continue
                known = False
                for m in range(found):
                    known = known or edge[m] == one
                if known or found == most:
                    continue
                edge[found], away[found], along[found] = one, distance, share * edge_m[one]
                found += 1
            at += 1
    return edge[:found], away[:found], along[:found]


@njit(cache=True, nogil=True)
def nearest_on(shape_ptr, shape_xy, edge, x, y):
    """How far an edge is from a point, and at which share of its length it is nearest."""
    best, at, whole = np.inf, 0.0, 0.0
    for n in range(shape_ptr[edge] + 1, shape_ptr[edge + 1]):
        ax, ay = shape_xy[n - 1, 0] * CENTIMETRE, shape_xy[n - 1, 1] * CENTIMETRE
        dx, dy = shape_xy[n, 0] * CENTIMETRE - ax, shape_xy[n, 1] * CENTIMETRE - ay
        length2 = dx * dx + dy * dy
        length = math.sqrt(length2)
        t = 0.0
        if length2 > 0:
            t = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length2))
        px, py = x - ax - t * dx, y - ay - t * dy
        distance = px * px + py * py
        if distance < best:
            best, at = distance, whole + t * length
        whole += length
    if whole == 0:
        return np.inf, 0.0
    return math.sqrt(best), at / whole

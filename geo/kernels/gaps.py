"""Pairs of ways on both sides of a wall."""

import math

import numpy as np
from numba import njit

from geo.kernels.snap import CENTIMETRE, edges_near


@njit(cache=True, nogil=True)
def gaps_along(
    wall_xy, chosen, step_m, within_m, cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy,
    edge_m, edge_side, edge_part, part_m, island_m,
):  # fmt: skip
    """At every step along the chosen walls the nearest way on each side: rows of (wall, edge,
    along, x, y, edge, along, x, y), plane metres. Islands of ways do not count."""
    rows = np.empty((256, 9))
    made = 0
    for wall in chosen:
        ax, ay = wall_xy[wall, 0] * CENTIMETRE, wall_xy[wall, 1] * CENTIMETRE
        dx = wall_xy[wall, 2] * CENTIMETRE - ax
        dy = wall_xy[wall, 3] * CENTIMETRE - ay
        length = math.hypot(dx, dy)
        steps = max(1, int(length / step_m))
        for n in range(steps):
            t = (n + 0.5) / steps
            x, y = ax + t * dx, ay + t * dy
            edge, away, along, at = edges_near(
                cell_key, cell_ptr, cell_item, cell_m, shape_ptr, shape_xy, edge_m, edge_side,
                x, y, within_m,
            )  # fmt: skip
            left, right = -1, -1
            for m in range(len(edge)):
                if part_m[edge_part[edge[m]]] < island_m:
                    continue
                side = dx * (at[m, 1] - y) - dy * (at[m, 0] - x)
                if side > 0 and (left < 0 or away[m] < away[left]):
                    left = m
                if side < 0 and (right < 0 or away[m] < away[right]):
                    right = m
            if left < 0 or right < 0 or edge[left] == edge[right]:
                continue
            if made == len(rows):
                wider = np.empty((2 * made, 9))
                wider[:made] = rows
                rows = wider
            rows[made, 0] = wall
            rows[made, 1], rows[made, 2] = edge[left], along[left]
            rows[made, 3], rows[made, 4] = at[left, 0], at[left, 1]
            rows[made, 5], rows[made, 6] = edge[right], along[right]
            rows[made, 7], rows[made, 8] = at[right, 0], at[right, 1]
            made += 1
    return rows[:made]

"""Where ways lead across walls: over bridges, through tunnels and gates, at crossings."""

import numpy as np
from numba import njit

from geo.kernels.snap import CENTIMETRE, walls_between


@njit(cache=True, nogil=True)
def passages(
    edges, shape_ptr, shape_xy, wall_xy, wall_kind, wall_key, wall_cell_ptr, wall_item, cell_m, kind
):  # fmt: skip
    """Rows (edge, x, y) of where edges meet walls of a kind; x and y in metres of the plane."""
    room = 256
    rows = np.empty((room, 3))
    made = 0
    for edge in edges:
        for n in range(shape_ptr[edge] + 1, shape_ptr[edge + 1]):
            ax, ay = shape_xy[n - 1, 0] * CENTIMETRE, shape_xy[n - 1, 1] * CENTIMETRE
            bx, by = shape_xy[n, 0] * CENTIMETRE, shape_xy[n, 1] * CENTIMETRE
            length = np.hypot(bx - ax, by - ay)
            found, metres = walls_between(
                wall_xy, wall_key, wall_cell_ptr, wall_item, cell_m, ax, ay, bx, by
            )
            for m in range(len(found)):
                if wall_kind[found[m]] != kind:
                    continue
                if made == room:
                    room *= 2
                    wider = np.empty((room, 3))
                    wider[:made] = rows
                    rows = wider
                share = metres[m] / length
                rows[made, 0] = edge
                rows[made, 1], rows[made, 2] = ax + share * (bx - ax), ay + share * (by - ay)
                made += 1
    return rows[:made]

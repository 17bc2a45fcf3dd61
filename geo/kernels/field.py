"""All that lies within a distance of some segments, as rings.

The distance to the nearest segment at the corners of a grid tells which squares the rim passes
(marching squares: Lorensen and Cline 1987, in the plane). Where it crosses an edge of the grid is
not interpolated but found on the true distance to the two segments that are nearest there, and
between two crossings the rim gets a corner more where it bulges. So a coarse grid has the shape of
a fine one.
"""

import math

import numpy as np
from numba import njit

FAR = np.float32(1e12)
BULGE_M = 0.12
STRAIGHT_M = 0.03
LEAST_M2 = 1.0
OFF_CORNER = 0.02
"""Crossings keep off the grid's corners: there rims of different squares would touch."""
STEPS = 8
EXACT_M = 0.005


@njit(cache=True, nogil=True, fastmath=True)
def distance2(segments, n, x, y):
    """The square of the distance from a point to a segment."""
    ax, ay = segments[n, 0], segments[n, 1]
    dx, dy = segments[n, 2] - ax, segments[n, 3] - ay
    px, py = x - ax, y - ay
    length2 = dx * dx + dy * dy
    t = 0.0
    if length2 > 0:
        t = min(1.0, max(0.0, (px * dx + py * dy) / length2))
    px -= t * dx
    py -= t * dy
    return px * px + py * py


@njit(cache=True, nogil=True)
def grid_round(segments, cell, beside):
    """The corner of a grid that has room for all segments and what is beside them; its size."""
    low_x, low_y, top_x, top_y = np.inf, np.inf, -np.inf, -np.inf
    for n in range(len(segments)):
        for end in (0, 2):
            x, y = segments[n, end], segments[n, end + 1]
            low_x, top_x = min(low_x, x), max(top_x, x)
            low_y, top_y = min(low_y, y), max(top_y, y)
    room = beside + cell
    x0 = math.floor((low_x - room) / cell) * cell
    y0 = math.floor((low_y - room) / cell) * cell
    wide = math.ceil((top_x + room - x0) / cell) + 1
    return x0, y0, wide, math.ceil((top_y + room - y0) / cell) + 1


@njit(cache=True, nogil=True, fastmath=True)
def distances(segments, x0, y0, cell, wide, high, within):
    """For each corner of a grid the square of the distance to the nearest segment, and which it
    is; FAR and -1 where none is within the distance."""
    most = np.float32(within)
    field = np.full((high, wide), FAR, np.float32)
    nearest = np.full((high, wide), -1, np.int32)
    for n in range(len(segments)):
        ax, ay = segments[n, 0] - x0, segments[n, 1] - y0
        bx, by = segments[n, 2] - x0, segments[n, 3] - y0
        dx, dy = bx - ax, by - ay
        length2 = dx * dx + dy * dy
        share = np.float32(1.0) / length2 if length2 > 0 else np.float32(0.0)
        low = max(0, int((min(ay, by) - most) / cell) + 1)
        top = min(high - 1, int((max(ay, by) + most) / cell))
        for j in range(low, top + 1):
            row = np.float32(j * cell)
            py = row - ay
            # Of this row only what can be near: the segment's own stretch at this height.
            lower, upper = py - most, py + most
            s, t = np.float32(0.0), np.float32(1.0)
            if dy > 0:
                s, t = max(s, lower / dy), min(t, upper / dy)
            elif dy < 0:
                s, t = max(s, upper / dy), min(t, lower / dy)
            one, other = ax + s * dx, ax + t * dx
            aside = max(np.float32(0.0), max(min(ay, by) - row, row - max(ay, by)))
            half = math.sqrt(max(np.float32(0.0), most * most - aside * aside))
            left = max(0, int((min(one, other) - half) / cell) + 1)
            right = min(wide - 1, int((max(one, other) + half) / cell))
            for i in range(left, right + 1):
                px = np.float32(i * cell) - ax
                along = min(np.float32(1.0), max(np.float32(0.0), (px * dx + py * dy) * share))
                qx, qy = px - along * dx, py - along * dy
                d = qx * qx + qy * qy
                if d < field[j, i]:
                    field[j, i] = d
                    nearest[j, i] = n
    return field, nearest


@njit(cache=True, nogil=True, fastmath=True)
def _near(segments, nearest, i, j, x, y):
    """The square of the distance to what is nearest to one of a square's corners."""
    best = np.inf
    for row in range(j, j + 2):
        for column in range(i, i + 2):
            if nearest[row, column] >= 0:
                best = min(best, distance2(segments, nearest[row, column], x, y))
    return best


@njit(cache=True, nogil=True, fastmath=True)
def _away(segments, one, other, x, y):
    """The distance to the nearer of two segments, of which the first may be none."""
    best = distance2(segments, other, x, y)
    if one >= 0 and one != other:
        best = min(best, distance2(segments, one, x, y))
    return math.sqrt(best)


@njit(cache=True, nogil=True, fastmath=True)
def _crossing(segments, field, nearest, edge, x0, y0, cell, within):
    """Where the rim crosses an edge of the grid, and the segments nearest to its two ends (the
    inner one last): regula falsi in its Illinois form (Dowell and Jarratt 1971)."""
    high, wide = field.shape
    vertical = edge >= high * wide
    at = edge - high * wide if vertical else edge
    j, i = at // wide, at % wide
    k, m = (j + 1, i) if vertical else (j, i + 1)
    if field[j, i] >= field[k, m]:
        j, i, k, m = k, m, j, i  # from the inner end to the outer
    inner, outer = nearest[j, i], nearest[k, m]
    ax, ay = x0 + i * cell, y0 + j * cell
    dx, dy = (m - i) * cell, (k - j) * cell
    s, t = 0.0, 1.0
    low = math.sqrt(field[j, i]) - within
    top = _away(segments, outer, inner, ax + dx, ay + dy) - within
    at_low, middle = 0, 0.0
    for _ in range(STEPS):
        middle = s - low * (t - s) / (top - low)
        value = _away(segments, outer, inner, ax + middle * dx, ay + middle * dy) - within
        if abs(value) < EXACT_M:
            break
        if value < 0:
            s, low = middle, value
            if at_low > 0:
                top *= 0.5
            at_low = 1
        else:
            t, top = middle, value
            if at_low < 0:
                low *= 0.5
            at_low = -1
    middle = min(1 - OFF_CORNER, max(OFF_CORNER, middle))
    return ax + middle * dx, ay + middle * dy, outer, inner


@njit(cache=True, nogil=True)
def _put(xy, first, made, x, y):
    """Add a corner; the one before it goes where it lies straight between its neighbours."""
    if made - first >= 2:
        ax, ay = xy[made - 2, 0], xy[made - 2, 1]
        bx, by = xy[made - 1, 0] - ax, xy[made - 1, 1] - ay
        cx, cy = x - ax, y - ay
        long2 = cx * cx + cy * cy
        aside = bx * cy - by * cx
        if aside * aside < STRAIGHT_M * STRAIGHT_M * long2 and bx * cx + by * cy > 0:
            made -= 1
    xy[made, 0], xy[made, 1] = x, y
    return made + 1


@njit(cache=True, nogil=True, fastmath=True)
def _bulge(segments, field, xy, first, made, px, py, x, y, a, b, c, d, x0, y0, cell, within):
    """A corner between two crossings of one square where the rim is rounder than the chord.

    It stays in the square, and where the rim passes through that twice there is none.
    """
    mx, my = (px + x) / 2, (py + y) / 2
    i, j = math.floor((mx - x0) / cell), math.floor((my - y0) / cell)
    limit = within * within
    one, other = field[j, i] < limit, field[j, i + 1] < limit
    if one != other and one == (field[j + 1, i + 1] < limit) and other == (field[j + 1, i] < limit):
        return made
    nx, ny = y - py, px - x  # outwards: what is near lies on the left
    length = math.sqrt(nx * nx + ny * ny)
    if length < 1:
        return made
    bulge = within - min(_away(segments, a, b, mx, my), _away(segments, c, d, mx, my))
    if abs(bulge) < BULGE_M:
        return made
    for _ in range(2):
        mx += nx / length * bulge
        my += ny / length * bulge
        bulge = within - min(_away(segments, a, b, mx, my), _away(segments, c, d, mx, my))
    if math.floor((mx - x0) / cell) != i or math.floor((my - y0) / cell) != j:
        return made
    return _put(xy, first, made, mx, my)


@njit(cache=True, nogil=True)
def _traced(segments, field, nearest, follow, starts, x0, y0, cell, within):
    xy = np.empty((2 * len(starts) + 8, 2), np.float64)
    ptr = np.empty(len(starts) // 2 + 2, np.int64)
    area = np.empty(len(starts) // 2 + 2, np.float64)
    made, rims = 0, 0
    for n in range(len(starts)):
        edge = starts[n]
        if follow[edge] < 0:
            continue
        first = made
        ptr[rims] = first
        px, py, one, other = _crossing(segments, field, nearest, edge, x0, y0, cell, within)
        made = _put(xy, first, made, px, py)
        while True:
            step = follow[edge]
            follow[edge] = -1
            if step < 0:
                break
            x, y, outer, inner = _crossing(segments, field, nearest, step, x0, y0, cell, within)
            made = _bulge(
                segments, field, xy, first, made, px, py, x, y, one, other, outer, inner,
                x0, y0, cell, within,
            )  # fmt: skip
            made = _put(xy, first, made, x, y)
            px, py, one, other, edge = x, y, outer, inner, step
        xy[made - 1] = xy[first]
        inside = 0.0
        for m in range(first + 1, made):
            inside += xy[m - 1, 0] * xy[m, 1] - xy[m, 0] * xy[m - 1, 1]
        area[rims] = inside / 2
        if made - first < 4 or abs(area[rims]) < LEAST_M2:
            made = first
        else:
            rims += 1
    ptr[rims] = made
    return xy[:made], ptr[: rims + 1], area[:rims]


@njit(cache=True, nogil=True)
def rings(segments, field, nearest, x0, y0, cell, within):
    """The rims, one after the other: corners (x, y), where each begins, and the area in each,
    negative for holes.

    What is near lies on the left: outer rings run anticlockwise, holes clockwise.
    """
    high, wide = field.shape
    limit = np.float32(within * within)
    follow = np.full(2 * high * wide, -1, np.int32)
    starts = np.empty(2 * high * wide, np.int32)
    found = 0
    vertical = high * wide
    for j in range(high - 1):
        for i in range(wide - 1):
            case = 0
            if field[j, i] < limit:
                case |= 1
            if field[j, i + 1] < limit:
                case |= 2
            if field[j + 1, i + 1] < limit:
                case |= 4
            if field[j + 1, i] < limit:
                case |= 8
            if case == 0 or case == 15:
                continue
            below, above = j * wide + i, (j + 1) * wide + i
            left, right = vertical + j * wide + i, vertical + j * wide + i + 1
            if case == 5 or case == 10:
                x, y = x0 + (i + 0.5) * cell, y0 + (j + 0.5) * cell
                joined = _near(segments, nearest, i, j, x, y) < limit
                if case == 5:
                    follow[below], follow[above] = (right, left) if joined else (left, right)
                    one, other = below, above
                else:
                    follow[right], follow[left] = (above, below) if joined else (below, above)
                    one, other = right, left
                starts[found], starts[found + 1] = one, other
                found += 2
                continue
            if case == 1:
                one, other = below, left
            elif case == 2:
                one, other = right, below
            elif case == 3:
                one, other = right, left
            elif case == 4:
                one, other = above, right
            elif case == 6:
                one, other = above, below
            elif case == 7:
                one, other = above, left
            elif case == 8:
                one, other = left, above
            elif case == 9:
                one, other = below, above
            elif case == 11:
                one, other = right, above
            elif case == 12:
                one, other = left, right
            elif case == 13:
                one, other = below, right
            else:
                one, other = left, below
            follow[one] = other
            starts[found] = one
            found += 1
    return _traced(segments, field, nearest, follow, starts[:found], x0, y0, cell, within)

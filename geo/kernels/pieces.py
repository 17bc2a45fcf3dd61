"""Which pieces of edges are reached, as straight segments round the start."""

import math

import numpy as np
from numba import njit

CENTIMETRE = 0.01


@njit(cache=True, nogil=True)
def reached_pieces(
    arc_ptr, arc_to, arc_edge, edge_a, edge_b, edge_m, edge_kind, shape_ptr, shape_xy,
    factor, toll, is_open, run, cost, left, edge_mark, settled, limit, x0, y0,
):  # fmt: skip
    """n x 4 segments (x, y, x, y in metres from x0, y0) of everything within the limit, and the
    edge of each.

    `left[node] == run` marks the nodes that paths go on from.
    """
    nodes, most = len(arc_ptr) - 1, 0
    for n in range(len(settled)):
        node = settled[n]
        if cost[node] > limit:
            break
        if node >= nodes:
            continue
        for arc in range(arc_ptr[node], arc_ptr[node + 1]):
            step = arc_edge[arc]
            edge = step if step >= 0 else ~step
            most += shape_ptr[edge + 1] - shape_ptr[edge] + 1
    out, of = np.empty((most, 4), np.float32), np.empty(most, np.int32)
    made = 0
    for n in range(len(settled)):
        node = settled[n]
        if cost[node] > limit:
            break
        if node >= nodes:
            continue
        for arc in range(arc_ptr[node], arc_ptr[node + 1]):
            step = arc_edge[arc]
            edge = step if step >= 0 else ~step
            if shape_ptr[edge] == shape_ptr[edge + 1] or edge_mark[edge] == run:
                continue
            if step < 0 and left[edge_a[edge]] == run and cost[edge_a[edge]] <= limit:
                continue  # its other end has it
            before = made
            made = _add_reached(
                edge, edge_a, edge_b, edge_m, edge_kind, shape_ptr, shape_xy,
                factor, toll, is_open, run, cost, left, limit, x0, y0, out, made,
            )  # fmt: skip
            of[before:made] = edge
    return out[:made], of[:made]


@njit(cache=True, nogil=True)
def pieces_of_all(
    edge_a, edge_b, edge_m, edge_kind, shape_ptr, shape_xy, is_shut,
    factor, toll, is_open, run, cost, left, limit, x0, y0,
):  # fmt: skip
    """The same of every edge that is not shut: of the few beside the network."""
    most = len(shape_xy) + 2 * len(edge_m)
    out, of = np.empty((most, 4), np.float32), np.empty(most, np.int32)
    made = 0
    for edge in range(len(edge_m)):
        if is_shut[edge] or edge_m[edge] <= 0:
            continue
        before = made
        made = _add_reached(
            edge, edge_a, edge_b, edge_m, edge_kind, shape_ptr, shape_xy,
            factor, toll, is_open, run, cost, left, limit, x0, y0, out, made,
        )  # fmt: skip
        of[before:made] = edge
    return out[:made], of[:made]


@njit(cache=True, nogil=True)
def _add_reached(
    edge, edge_a, edge_b, edge_m, edge_kind, shape_ptr, shape_xy,
    factor, toll, is_open, run, cost, left, limit, x0, y0, out, made,
):  # fmt: skip
    """What is reached of an edge from both its ends."""
    a, b, kind, length = edge_a[edge], edge_b[edge], edge_kind[edge], edge_m[edge]
    ahead, back = 0.0, 0.0
    if left[a] == run and cost[a] <= limit and is_open[0, kind]:
        ahead = max(0.0, limit - cost[a] - toll[0, kind]) / factor[0, kind]
    if left[b] == run and cost[b] <= limit and is_open[1, kind]:
        back = max(0.0, limit - cost[b] - toll[1, kind]) / factor[1, kind]
    if ahead + back >= length:
        return _add(shape_ptr, shape_xy, edge, length, 0.0, length, x0, y0, out, made)
    if ahead > 0:
        made = _add(shape_ptr, shape_xy, edge, length, 0.0, ahead, x0, y0, out, made)
    if back > 0:
        made = _add(shape_ptr, shape_xy, edge, length, length - back, length, x0, y0, out, made)
    return made


@njit(cache=True, nogil=True)
def part_of_edge(shape_ptr, shape_xy, edge, length, start, stop, x0, y0):
    """The segments of an edge between two distances along it."""
    out = np.empty((shape_ptr[edge + 1] - shape_ptr[edge] + 1, 4), np.float32)
    made = _add(shape_ptr, shape_xy, edge, length, start, stop, x0, y0, out, 0)
    return out[:made]


@njit(cache=True, nogil=True)
def _add(shape_ptr, shape_xy, edge, length, start, stop, x0, y0, out, made):
    """Shapes are thinned out and in the plane: what is along them is taken in proportion."""
    first, last = shape_ptr[edge], shape_ptr[edge + 1]
    whole = 0.0
    for n in range(first + 1, last):
        dx, dy = shape_xy[n, 0] - shape_xy[n - 1, 0], shape_xy[n, 1] - shape_xy[n - 1, 1]
        whole += math.sqrt(float(dx) * dx + float(dy) * dy)
    whole *= CENTIMETRE
    begin, end = start / length * whole, stop / length * whole
    along = 0.0
    for n in range(first + 1, last):
        ax = shape_xy[n - 1, 0] * CENTIMETRE - x0
        ay = shape_xy[n - 1, 1] * CENTIMETRE - y0
        dx = (shape_xy[n, 0] - shape_xy[n - 1, 0]) * CENTIMETRE
        dy = (shape_xy[n, 1] - shape_xy[n - 1, 1]) * CENTIMETRE
        step = math.sqrt(dx * dx + dy * dy)
        low, high = max(begin, along), min(end, along + step)
        if high > low and step > 0:
            s, t = (low - along) / step, (high - along) / step
            out[made, 0], out[made, 1] = ax + s * dx, ay + s * dy
            out[made, 2], out[made, 3] = ax + t * dx, ay + t * dy
            made += 1
        along += step
    return made

"""Following rows of edges, and thinning out lines."""

import numpy as np
from numba import njit


@njit(cache=True)
def _joins(node, kind, name, mirror, kept, ptr, end):
    """Whether two ends meet at a node and no more, of edges that are alike in one direction."""
    if kept[node] or ptr[node + 1] - ptr[node] != 2:
        return False
    one, other = end[ptr[node]], end[ptr[node] + 1]
    edge_in = one if one >= 0 else ~one
    edge_out = other if other >= 0 else ~other
    if edge_in == edge_out or name[edge_in] != name[edge_out]:
        return False
    # Walked towards the node: an edge that begins there goes backwards.
    inwards = mirror[kind[edge_in]] if one >= 0 else kind[edge_in]
    outwards = kind[edge_out] if other >= 0 else mirror[kind[edge_out]]
    return inwards == outwards


@njit(cache=True)
def join(a, b, kind, name, mirror, kept, ptr, end):
    edges = len(a)
    inner = np.empty(len(kept), np.bool_)
    for node in range(len(kept)):
        inner[node] = _joins(node, kind, name, mirror, kept, ptr, end)
    done = np.zeros(edges, np.bool_)
    new_a, new_b = np.empty(edges, np.int64), np.empty(edges, np.int64)
    new_ptr, row = np.empty(edges + 1, np.int64), np.empty(edges, np.int64)
    made, filled = 0, 0
    for turn in range(2):  # first from the nodes that stay, then the rings that have none
        for start in range(edges):
            if done[start] or (turn == 0 and inner[a[start]] and inner[b[start]]):
                continue
            step = start if turn == 1 or not inner[a[start]] else ~start
            first = a[start] if step >= 0 else b[start]
            new_ptr[made] = filled
            while True:
                edge = step if step >= 0 else ~step
                done[edge] = True
                row[filled] = step
                filled += 1
                node = b[edge] if step >= 0 else a[edge]
                if not inner[node] or node == first:
                    break
                one, other = end[ptr[node]], end[ptr[node] + 1]
                here = one if one >= 0 else ~one
                step = other if here == edge else one
            new_a[made], new_b[made] = first, node
            made += 1
    new_ptr[made] = filled
    return new_a[:made], new_b[:made], new_ptr[: made + 1], row[:filled]


@njit(cache=True)
def thin_out(x, y, ptr, tolerance):
    """Which corners of lines to keep so that none moves more than a tolerance (Douglas & Peucker
    1973, "Algorithms for the reduction of the number of points"); line n is `ptr[n]:ptr[n + 1]`."""
    keep = np.zeros(len(x), np.bool_)
    stack = np.empty((len(x) + 2, 2), np.int64)
    for line in range(len(ptr) - 1):
        if ptr[line] == ptr[line + 1]:
            continue
        first, last = ptr[line], ptr[line + 1] - 1
        keep[first] = keep[last] = True
        stack[0, 0], stack[0, 1] = first, last
        height = 1
        while height:
            height -= 1
            start, stop = stack[height, 0], stack[height, 1]
            dx, dy = x[stop] - x[start], y[stop] - y[start]
            length2 = dx * dx + dy * dy
            worst, at = tolerance * tolerance, -1
            for n in range(start + 1, stop):
                px, py = x[n] - x[start], y[n] - y[start]
                t = 0.0
                if length2 > 0:
                    t = min(1.0, max(0.0, (px * dx + py * dy) / length2))
                away = (px - t * dx) ** 2 + (py - t * dy) ** 2
                if away > worst:
                    worst, at = away, n
            if at >= 0:
                keep[at] = True
                stack[height, 0], stack[height, 1] = start, at
                stack[height + 1, 0], stack[height + 1, 1] = at, stop
                height += 2
    return keep

"""Shortest paths from a start as far as a limit (Dijkstra 1959), on a heap that knows where each
node is in it. What holds for a node holds where its stamp is that of the run."""

import numpy as np
from numba import njit

NO_PARENT = -1
SETTLED = -2


@njit(cache=True, nogil=True)
def _rise(heap, place, cost, at, node):
    value = cost[node]
    while at > 0:
        above = (at - 1) >> 1
        if cost[heap[above]] <= value:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = node
    place[node] = at


@njit(cache=True, nogil=True)
def _sink(heap, place, cost, size, node):
    value, at = cost[node], 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and cost[heap[below + 1]] < cost[heap[below]]:
            below += 1
        if cost[heap[below]] >= value:
            break
        heap[at] = heap[below]
        place[heap[at]] = at
        at = below
    heap[at] = node
    place[node] = at


@njit(cache=True, nogil=True)
def _offer(heap, place, stamp, cost, run, limit, size, node, value):
    """Take a way to a node where it is the best one yet; the new size of the heap, or -1."""
    if value > limit:
        return -1
    if stamp[node] != run:
        stamp[node] = run
        cost[node] = value
        _rise(heap, place, cost, size, node)
        return size + 1
    if place[node] == SETTLED or value >= cost[node]:
        return -1
    cost[node] = value
    _rise(heap, place, cost, place[node], node)
    return size


@njit(cache=True, nogil=True)
def grow(
    arc_ptr, arc_to, arc_edge, edge_m, edge_kind, node_kind,
    factor, toll, is_open, bars,
    start_node, start_cost, limit,
    extra_from, extra_to, extra_cost, blocked,
    run, stamp, cost, parent_node, parent_edge, heap, place, extra_mark, edge_mark, left, settled,
):  # fmt: skip
    """Fills `cost` and the parents of every node within the limit; returns how many are settled.

    `factor`, `toll` and `is_open` are 2 x kinds: forwards and backwards along an edge; it costs
    its metres times the factor plus the toll. A node whose kind `bars` is reached and not left,
    unless one starts there. `extra_*` are arcs beside the network, between its nodes and further
    ones after its last; `parent_edge` of such an arc is the number of edges plus its own, that of
    a start its place among the starts, and `parent_node` NO_PARENT. `settled` takes the nodes that
    paths go on from, nearest first; in `left` they have the run's stamp.
    """
    nodes, edges = len(arc_ptr) - 1, len(edge_m)
    for edge in blocked:
        edge_mark[edge] = run
    for node in extra_from:
        extra_mark[node] = run
    size, count = 0, 0
    for n in range(len(start_node)):
        node = start_node[n]
        grown = _offer(heap, place, stamp, cost, run, limit, size, node, start_cost[n])
        if grown >= 0:
            size = grown
            parent_node[node], parent_edge[node] = NO_PARENT, n
    while size:
        node, here = heap[0], cost[heap[0]]
        size -= 1
        if size:
            _sink(heap, place, cost, size, heap[size])
        place[node] = SETTLED
        if node < nodes and bars[node_kind[node]] and parent_node[node] != NO_PARENT:
            continue
        left[node] = run
        settled[count] = node
        count += 1
        if node < nodes:
            for arc in range(arc_ptr[node], arc_ptr[node + 1]):
                step, to = arc_edge[arc], arc_to[arc]
                edge, way = (step, 0) if step >= 0 else (~step, 1)
                kind = edge_kind[edge]
                if not is_open[way, kind] or edge_mark[edge] == run:
                    continue
                there = np.float32(here + edge_m[edge] * factor[way, kind] + toll[way, kind])
                grown = _offer(heap, place, stamp, cost, run, limit, size, to, there)
                if grown >= 0:
                    size = grown
                    parent_node[to], parent_edge[to] = node, step
        if extra_mark[node] != run:
            continue
        for extra in range(len(extra_from)):
            if extra_from[extra] == node:
                to, there = extra_to[extra], np.float32(here + extra_cost[extra])
                grown = _offer(heap, place, stamp, cost, run, limit, size, to, there)
                if grown >= 0:
                    size = grown
                    parent_node[to], parent_edge[to] = node, edges + extra
    return count


@njit(cache=True, nogil=True)
def worst_at(
    settled, parent_node, parent_edge, edge_kind, extra_step, extra_kind, first, rank, danger
):  # fmt: skip
    """The highest rank of an edge on the way to each settled node.

    `rank` is that of each kind of edge and, last, that of the edges in `danger` (sorted); `first`
    that of the edge on which each start lies.
    """
    edges = len(edge_kind)
    worst = np.empty(len(parent_node), np.int64)
    for node in settled:
        parent, by = parent_node[node], parent_edge[node]
        if parent == NO_PARENT:
            worst[node] = first[by]
            continue
        step = extra_step[by - edges] if by >= edges else by
        edge = step if step >= 0 else ~step
        own = rank[extra_kind[by - edges]] if by >= edges else rank[edge_kind[edge]]
        at = np.searchsorted(danger, edge)
        if at < len(danger) and danger[at] == edge:
            own = rank[-1]
        worst[node] = max(worst[parent], own)
    return worst

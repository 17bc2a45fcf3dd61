"""Which nodes hang together."""

import numpy as np
from numba import njit


@njit(cache=True)
def connected(a, b, nodes):
    """A label for each node, equal where edges lead from one to the other (union-find with halved
    paths: Tarjan and van Leeuwen 1984), counted from 0."""
    parent = np.arange(nodes)
    for edge in range(len(a)):
        one, other = a[edge], b[edge]
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        if one != other:
            parent[max(one, other)] = min(one, other)
    label = np.empty(nodes, np.int64)
    count = 0
    for node in range(nodes):  # a root has the lowest number of its part
        root = node
        while parent[root] != root:
            root = parent[root]
        if root == node:
            label[node] = count
            count += 1
        else:
            label[node] = label[root]
    return label

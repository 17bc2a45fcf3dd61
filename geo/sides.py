"""Busy roads have two sides: what joins one of them is not on the other.

In the data such a road is one line, and whatever meets it meets all. Here each of its edges becomes
two, its left and its right side, and a node on it becomes the corners between its arms. Corners are
joined by edges of their own, the crossings: without length, each of the kind that was mapped there.
So a path that crosses a road says so, and a group that may not, does not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.kernels.sides import part

Ints = NDArray[np.int64]


class Links(NamedTuple):
    """Pieces of ways between nodes that matter: from node `a` to node `b`.

    `out_a` and `out_b` are the directions in which they leave these nodes (radians, anticlockwise
    from east). `two_sided` marks busy roads, with `left` and `right` kinds beside `kind`.
    """

    a: Ints
    b: Ints
    out_a: NDArray[np.float64]
    out_b: NDArray[np.float64]
    kind: Ints
    left: Ints
    right: Ints
    two_sided: NDArray[np.bool_]


class Edges(NamedTuple):
    """`side`: whether an edge is the left (1) or right (-1) one of a road, or neither. `link` is
    the link whose shape it has, NO_LINK for a crossing; `origin` gives for each node the node of
    the data that it is a corner of."""

    a: Ints
    b: Ints
    kind: Ints
    side: NDArray[np.int8]
    link: Ints
    origin: Ints


def part_sides(links: Links, nodes: int, crossing: Ints) -> Edges:
    """Edges for links, with `crossing[node]` the kind of a crossing at each node of the data."""
    ends = _Ends(links, nodes)
    made = part(
        links.a, links.b, links.kind, links.left, links.right, links.two_sided,
        ends.ptr, ends.link, ends.angle, crossing,
    )  # fmt: skip
    return Edges(*made)


class _Ends:
    """The ends of links by node, each node's in anticlockwise order."""

    def __init__(self, links: Links, nodes: int) -> None:
        node = np.concatenate([links.a, links.b])
        angle = np.concatenate([links.out_a, links.out_b])
        number = np.arange(len(links.a), dtype=np.int64)
        link = np.concatenate([number, ~number])  # the complement where it ends
        order = np.lexsort((angle, node))
        self.link, self.angle = link[order], angle[order]
        self.ptr = np.concatenate([[0], np.cumsum(np.bincount(node, minlength=nodes))])

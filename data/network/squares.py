"""Open squares are walked across: straight lines between where ways meet their rim."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

HAIR_DEG = 1e-6
"""Ten centimetres: the rim itself counts as inside."""
MOST_WAYS_IN = 40
"""Of a square with more, the first ones have to do: no market place has so many."""


class Rim(NamedTuple):
    """A closed way round a square: the numbers of its nodes, where they lie in degrees, and which
    of them other ways have too."""

    nodes: NDArray[np.int64]
    degrees: NDArray[np.float64]
    shared: NDArray[np.bool_]


class Across(NamedTuple):
    """A straight way from one node of a rim to another."""

    nodes: NDArray[np.int64]
    degrees: NDArray[np.float64]


def ways_across(rims: Sequence[Rim]) -> Iterator[tuple[int, Across]]:
    """Ways across each square, with its number.

    A line is one where it lies in the square: round a fountain or a corner one has to walk.
    """
    for number, rim in enumerate(rims):
        met = np.flatnonzero(rim.shared[:-1])[:MOST_WAYS_IN]
        if len(rim.nodes) < 4 or rim.nodes[0] != rim.nodes[-1] or len(met) < 2:
            continue
        surface = Polygon(rim.degrees)
        if not surface.is_valid:
            continue
        inside = surface.buffer(HAIR_DEG)
        shapely.prepare(inside)
        for one, other in combinations(met.tolist(), 2):
            if other - one in (1, len(rim.nodes) - 2):
                continue  # the rim itself
            at = [one, other]
            if inside.covers(shapely.LineString(rim.degrees[at])):
                yield number, Across(rim.nodes[at], rim.degrees[at])

"""Squares of the plane by which edges and walls are found."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CELL_M = 128
"""Width of a square."""


class Cells(NamedTuple):
    """`key` is sorted; the things that touch a square are `item[ptr[n]:ptr[n + 1]]`, each once."""

    key: Ints
    ptr: NDArray[np.int32]
    item: NDArray[np.int32]


def cells_of(start: Floats, stop: Floats, item: Ints) -> Cells:
    """The squares that the box of each segment touches; segment n is a part of `item[n]`.

    `start` and `stop` are n x 2 positions in metres of the plane.
    """
    low = np.floor(np.minimum(start, stop) / CELL_M).astype(np.int64)
    high = np.floor(np.maximum(start, stop) / CELL_M).astype(np.int64)
    wide, count = (high - low + 1)[:, 0], (high - low + 1).prod(axis=1)
    segment = np.repeat(np.arange(len(low)), count)
    nth = np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)
    x = low[segment, 0] + nth % wide[segment]
    y = low[segment, 1] + nth // wide[segment]
    pairs = np.unique(np.column_stack([cell_key(x, y), item[segment]]), axis=0)
    key, first = np.unique(pairs[:, 0], return_index=True)
    ptr = np.concatenate([first, [len(pairs)]])
    return Cells(key, ptr.astype(np.int32), pairs[:, 1].astype(np.int32))


def cell_key(x: Ints, y: Ints) -> Ints:
    """One number for a square; rows of squares lie one after the other."""
    return (y << 32) + x

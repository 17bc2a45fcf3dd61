"""What nobody walks across but over a bridge, through a tunnel or a gate: rails, water, fences."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.cells import cells_of
from geo.network import CENTIMETRES

Ints = NDArray[np.int64]

RAIL, WATER, MOTORWAY, FENCE = range(4)


@dataclass(frozen=True, slots=True)
class Walls:
    """Straight pieces of walls in the plane of a network.

    `xy`: n x 4 whole centimetres (x, y, x, y). `kind`: one of the four above. `name`: the number of
    a name, or -1. `cell_*`: the squares by which they are found (see `geo.cells`).
    """

    xy: NDArray[np.int32]
    kind: NDArray[np.int8]
    name: NDArray[np.int32]
    cell_key: Ints
    cell_ptr: NDArray[np.int32]
    cell_item: NDArray[np.int32]

    @classmethod
    def of(cls, lines: NDArray[np.float64], line: Ints, kind: Ints, name: Ints) -> "Walls":
        """Of the corners of lines in metres, one line after the other: `line` is the number of each
        corner's line, by which it has a kind and a name."""
        inside = line[1:] == line[:-1]
        start, stop, of = lines[:-1][inside], lines[1:][inside], line[1:][inside]
        cells = cells_of(start, stop, np.arange(len(of)))
        whole = np.round(np.column_stack([start, stop]) * CENTIMETRES).astype(np.int32)
        return cls(whole, kind[of].astype(np.int8), name[of].astype(np.int32), *cells)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it, by name."""
        return {name: getattr(self, name) for name in ARRAYS}


ARRAYS = tuple(field.name for field in fields(Walls))

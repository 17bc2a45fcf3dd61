"""The pedestrian network as flat arrays: nodes, edges with their shapes, and where they lie.

Plane coordinates are metres of the network's own CRS (a UTM zone); lengths are true metres on the
ellipsoid. An edge runs from `edge_a` to `edge_b`; walked backwards its kind is `mirror[kind]`.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENTIMETRES = 100
"""Shapes are whole centimetres of the plane, as 32-bit numbers."""


@dataclass(frozen=True, slots=True)
class Network:
    """Immutable; the arrays may lie in files that several processes share.

    `node_x`, `node_y`: metres. `node_kind`: what stands there, 0 for nothing. The arcs of node n
    are `arc_ptr[n]` to `arc_ptr[n + 1]`: where they lead (`arc_to`) and by which edge (`arc_edge`,
    the complement where it is walked from b to a). `edge_m`: true length. `edge_side`: 1 where it
    is the left side of a road, -1 the right one, 0 the whole way. `edge_part`: the part it belongs
    to, all connected; `part_m`: the metres of ways in each. `shape_xy`: corners in cm, those of
    edge e from `shape_ptr[e]` on; an edge without any is a step across a road.
    `cell_*`: the squares by which edges are found (see `geo.cells`).
    """

    epsg: int
    node_x: Floats
    node_y: Floats
    node_kind: NDArray[np.int16]
    arc_ptr: NDArray[np.int32]
    arc_to: NDArray[np.int32]
    arc_edge: NDArray[np.int32]
    edge_a: NDArray[np.int32]
    edge_b: NDArray[np.int32]
    edge_m: NDArray[np.float32]
    edge_kind: NDArray[np.int16]
    edge_side: NDArray[np.int8]
    edge_name: NDArray[np.int32]
    edge_part: NDArray[np.int32]
    part_m: NDArray[np.float32]
    shape_ptr: NDArray[np.int32]
    shape_xy: NDArray[np.int32]
    cell_key: Ints
    cell_ptr: NDArray[np.int32]
    cell_edge: NDArray[np.int32]
    mirror: NDArray[np.int16]

    @property
    def nodes(self) -> int:
        return len(self.node_x)

    @property
    def edges(self) -> int:
        return len(self.edge_m)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything but the CRS, by name."""
        return {name: getattr(self, name) for name in ARRAYS}


ARRAYS = tuple(field.name for field in fields(Network) if field.name != "epsg")

"""The walls of a network, out of the layers of the base map."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from psycopg import Connection
from pyproj import Transformer

from geo.walls import FENCE, MOTORWAY, RAIL, WATER, Walls

NO_NAME = -1
LINES = f"""
    SELECT {RAIL}, NULL, ST_AsBinary(geom) FROM base.rail WHERE shown AND NOT tunnel
    UNION ALL
    SELECT {WATER}, name, ST_AsBinary(geom) FROM base.waterway
    WHERE shown AND NOT tunnel AND kind IN ('river', 'stream', 'canal')
    UNION ALL
    SELECT {WATER}, name, ST_AsBinary(ST_Boundary(geom)) FROM base.water
    WHERE shown AND kind NOT IN ('pool', 'fountain')
    UNION ALL
    SELECT {WATER}, NULL, ST_AsBinary(ST_Boundary(geom)) FROM base.sea
    UNION ALL
    SELECT {MOTORWAY}, name, ST_AsBinary(geom) FROM base.road
    WHERE shown AND NOT tunnel AND NOT bridge AND kind = 'motorway'
    UNION ALL
    SELECT {FENCE}, NULL, ST_AsBinary(geom) FROM base.fence WHERE shown
"""
AT_ONCE = 20_000


def read_walls(connection: Connection[Any], epsg: int, names: dict[str, int]) -> Walls:
    """All that parts one side from the other; its names are added to `names`."""
    kinds: list[int] = []
    named: list[int] = []
    shapes: list[bytes] = []
    with connection.cursor("walls", binary=True) as cursor:
        cursor.itersize = AT_ONCE
        for kind, name, shape in cursor.execute(LINES):
            kinds.append(kind)
            named.append(names.setdefault(name, len(names)) if name else NO_NAME)
            shapes.append(shape)
    parts, owner = shapely.get_parts(shapely.from_wkb(shapes), return_index=True)
    corners, line = shapely.get_coordinates(parts, return_index=True)
    there = Transformer.from_crs(3857, epsg, always_xy=True)
    plane = np.column_stack(there.transform(corners[:, 0], corners[:, 1]))
    return Walls.of(plane, line, _of(kinds, owner), _of(named, owner))


def _of(values: list[int], owner: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.array(values, np.int64)[owner]

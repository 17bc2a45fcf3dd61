"""Positions in degrees and in metres, and shapes as COPY takes them: EWKB in hex."""

from collections.abc import Sequence
from struct import pack

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from data.errors import ImportRejected
from data.osm.numbers import Numbers

MERCATOR = Transformer.from_crs(4326, 3857, always_xy=True)
EDGE_DEG = np.array([180.0, 85.06])
"""Web Mercator ends there."""
POSITION = 32
"""Hex digits of one position: two numbers of eight bytes."""


def to_mercator(degrees: Numbers) -> Numbers:
    """Positions in EPSG:4326 as those in EPSG:3857."""
    return np.column_stack(MERCATOR.transform(degrees[:, 0], degrees[:, 1]))


def refuse_off_the_map(degrees: Numbers, refs: Sequence[str], starts: Sequence[int]) -> None:
    """Raise ImportRejected with the object whose positions, from its start on, are no positions."""
    wrong = np.flatnonzero((np.abs(degrees) > EDGE_DEG).any(axis=1))
    if wrong.size:
        ref = refs[int(np.searchsorted(starts, wrong[0], side="right")) - 1]
        lon, lat = degrees[wrong[0]]
        raise ImportRejected(f"object {ref} lies off the map, at latitude {lat}, longitude {lon}")


class Hex:
    """The shapes that an array of positions holds, as EWKB in hex: slices of one long text.

    >>> square = Hex(np.array([[0.0, 0], [0, 1], [1, 1], [0, 0]]), 4326).polygon(0, 4)
    >>> shapely.to_wkt(shapely.from_wkb(square), trim=True)
    'POLYGON ((0 0, 0 1, 1 1, 0 0))'
    """

    def __init__(self, positions: Numbers, srid: int) -> None:
        self._text = positions.astype("<f8").tobytes().hex()
        self._srid = _hex(srid)

    def point(self, number: int) -> str:
        return f"0101000020{self._srid}{self._text[number * POSITION : (number + 1) * POSITION]}"

    def line(self, start: int, end: int) -> str:
        return f"0102000020{self._srid}{_hex(end - start)}{self._slice(start, end)}"

    def polygon(self, start: int, end: int) -> str:
        return f"0103000020{self._srid}01000000{_hex(end - start)}{self._slice(start, end)}"

    def _slice(self, start: int, end: int) -> str:
        return self._text[start * POSITION : end * POSITION]


def _hex(number: int) -> str:
    return pack("<I", number).hex()


def hex_of(shape: BaseGeometry, srid: int) -> str:
    """Any one shape as EWKB in hex."""
    return str(shapely.to_wkb(shapely.set_srid(shape, srid), hex=True, include_srid=True))


def valid(shape: BaseGeometry) -> BaseGeometry:
    """The shape itself, or where it is not valid what can be made of it, polygons only."""
    return shape if shape.is_valid else as_multipolygon(shape)


def as_multipolygon(geometry: BaseGeometry) -> MultiPolygon:
    """Valid, and polygons only.

    >>> bow_tie = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> len(as_multipolygon(bow_tie).geoms)
    2
    """
    flat = shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
    return MultiPolygon([part for part in flat if isinstance(part, Polygon)])

"""From degrees to the plane of a UTM zone and back, and how long a metre of it is."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

from geo.positions import LonLat

Floats = NDArray[np.float64]

UTM_NORTH, UTM_SOUTH = 32600, 32700
DENMARK = 25832
"""ETRS89 / UTM 32N, in which Danish geodata is kept; the same as 32632 to some decimetres."""
AXIS_M = 6_378_137.0
FLATTENING_E2 = 0.00669437999014
SCALE_AT_CENTRE = 0.9996
EASTING_AT_CENTRE = 500_000.0


def utm_zone(lon: float, lat: float) -> int:
    """The EPSG code of the zone round a position.

    >>> utm_zone(9.92, 57.05), utm_zone(24.94, 60.17), utm_zone(151.2, -33.9)
    (25832, 32635, 32756)
    """
    zone = min(60, int((lon + 180) // 6) + 1)
    code = (UTM_NORTH if lat >= 0 else UTM_SOUTH) + zone
    return DENMARK if code == 32632 else code


@lru_cache(maxsize=16)
def _transformers(epsg: int) -> tuple[Transformer, Transformer]:
    there = Transformer.from_crs(4326, epsg, always_xy=True)
    return there, Transformer.from_crs(epsg, 4326, always_xy=True)


def to_plane(degrees: ArrayLike, epsg: int) -> Floats:
    """n x 2 positions in degrees (WGS 84) as metres of a zone."""
    given = np.asarray(degrees, dtype=np.float64).reshape(-1, 2)
    return np.column_stack(_transformers(epsg)[0].transform(given[:, 0], given[:, 1]))


def to_degrees(metres: ArrayLike, epsg: int) -> Floats:
    """n x 2 positions in metres of a zone as degrees (WGS 84)."""
    given = np.asarray(metres, dtype=np.float64).reshape(-1, 2)
    return np.column_stack(_transformers(epsg)[1].transform(given[:, 0], given[:, 1]))


def plane_scale(x: ArrayLike, y: ArrayLike) -> Floats:
    """Metres of the plane for a true metre, at positions of a UTM zone.

    The point scale factor of the transverse Mercator projection to the second order (Snyder 1987,
    "Map projections: a working manual", 8-9 to 8-12), true to a millionth inside a zone and to
    a ten-thousandth 12 degrees outside it.

    >>> float(plane_scale(500_000, 6_300_000).round(4))
    0.9996
    """
    easting = np.asarray(x, dtype=np.float64) - EASTING_AT_CENTRE
    lat = np.asarray(y, dtype=np.float64) / (SCALE_AT_CENTRE * 6_367_449.1)
    sin2 = np.sin(lat) ** 2
    radius2 = AXIS_M**2 * (1 - FLATTENING_E2) / (1 - FLATTENING_E2 * sin2) ** 2
    t = easting**2 / (radius2 * SCALE_AT_CENTRE**2)
    scale: Floats = SCALE_AT_CENTRE * (1 + t / 2 + t**2 / 24)
    return scale


def _terms(metres: Floats) -> Floats:
    u, v = metres[:, 0], metres[:, 1]
    return np.column_stack([np.ones(len(u)), u, v, u * u, u * v, v * v])


NINE = np.array([(u, v) for v in (-1.0, 0.0, 1.0) for u in (-1.0, 0.0, 1.0)])
FIT: Floats = np.asarray(np.linalg.pinv(_terms(NINE)), np.float64)


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """The plane round one position: quick back to degrees, and its scale.

    Back to degrees goes a polynomial of the second degree through nine exact positions; 5 km away
    it is a centimetre off.
    """

    epsg: int
    x: float
    y: float
    scale: float
    coefficients: Floats

    @classmethod
    def around(cls, centre: LonLat, epsg: int, reach_m: float) -> "LocalPlane":
        [[x, y]] = to_plane(centre, epsg)
        exact = to_degrees(NINE * reach_m + (x, y), epsg)
        by_metre = np.array([1, reach_m, reach_m, reach_m**2, reach_m**2, reach_m**2])
        solved = FIT @ exact / by_metre[:, None]
        return cls(epsg, float(x), float(y), float(plane_scale(x, y)), solved)

    def to_degrees(self, metres: Floats) -> Floats:
        """n x 2 positions in metres from the middle, in degrees."""
        degrees: Floats = _terms(metres) @ self.coefficients
        return degrees

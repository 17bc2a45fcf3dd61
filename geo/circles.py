"""Circles in true metres: geodesic rings on the ellipsoid, exact at every corner.

A circle in Web Mercator would be about 1.8 times too small in Denmark, one buffered in UTM a few
centimetres off; a geodesic ring is neither (Karney 2013, "Algorithms for geodesics", by pyproj).
"""

from functools import lru_cache
from math import ceil, isfinite, pi, sqrt

import numpy as np
from shapely import Polygon

from geo.errors import GeometryError
from geo.positions import WGS84, LonLat

MIN_RADIUS_M = 1.0
MAX_RADIUS_M = 50_000.0
FLATNESS_M = 0.5


@lru_cache(maxsize=1024)
def circle(centre: LonLat, radius_m: float) -> Polygon:
    """The disc of `radius_m` metres round a centre, as a polygon in degrees (EPSG:4326).

    The ring runs counter-clockwise (RFC 7946) with so many corners that no edge lies more than
    half a metre inside the true circle. Raises GeometryError for a radius outside 1 m to 50 km,
    and for a disc that would reach a pole or cross the antimeridian.

    >>> disc = circle(LonLat(9.92, 57.05), 500)
    >>> round(abs(WGS84.geometry_area_perimeter(disc)[0]) / (pi * 500**2), 3)
    0.999
    >>> circle(LonLat(180, 0), 500)
    Traceback (most recent call last):
    geo.errors.GeometryError: The circle crosses the antimeridian.
    """
    check_radius(radius_m)
    corners = corner_count(radius_m)
    azimuths = np.linspace(360, 0, corners, endpoint=False)
    lons, lats, _ = WGS84.fwd(
        np.full(corners, centre.lon),
        np.full(corners, centre.lat),
        azimuths,
        np.full(corners, radius_m),
    )
    _refuse_the_ends_of_the_earth(centre, radius_m, lons)
    return Polygon(np.column_stack([lons, lats]))


def check_radius(radius_m: float) -> None:
    """Raise GeometryError unless the radius is one that a circle on foot can have."""
    if not (isfinite(radius_m) and MIN_RADIUS_M <= radius_m <= MAX_RADIUS_M):
        raise GeometryError("The distance lies between 1 m and 50 km.", field="metres")


def corner_count(radius_m: float) -> int:
    """Corners that keep the ring within FLATNESS_M of the circle, in whole quarters.

    The sagitta of an edge over the angle a is r(1 - cos(a/2)), about r a² / 8.

    >>> corner_count(10), corner_count(1000)
    (32, 100)
    """
    angle = sqrt(8 * FLATNESS_M / radius_m)
    return max(32, 4 * ceil(2 * pi / angle / 4))


def _refuse_the_ends_of_the_earth(centre: LonLat, radius_m: float, lons: np.ndarray) -> None:
    for pole in (90.0, -90.0):
        if WGS84.inv(centre.lon, centre.lat, centre.lon, pole)[2] <= radius_m:
            raise GeometryError("The circle reaches a pole.", field="lat")
    if np.ptp(lons) > 180 or abs(centre.lon) == 180:
        raise GeometryError("The circle crosses the antimeridian.", field="lon")

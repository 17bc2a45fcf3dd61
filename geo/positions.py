"""Positions on the ellipsoid, and distance and direction between them, by geodesics."""

from math import cos, isfinite, radians
from typing import NamedTuple

from pyproj import Geod

from geo.errors import GeometryError

WGS84 = Geod(ellps="WGS84")
METRES_PER_DEGREE = 111_320.0
"""Of latitude, and of longitude at the equator, to half a per cent."""
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


class LonLat(NamedTuple):
    """A position in degrees, WGS 84 (EPSG:4326), longitude first."""

    lon: float
    lat: float

    @classmethod
    def checked(cls, lon: float, lat: float) -> "LonLat":
        """A position on earth, or GeometryError naming the field that is not.

        >>> LonLat.checked(9.92, 57.05)
        LonLat(lon=9.92, lat=57.05)
        >>> LonLat.checked(9.92, 157.05)
        Traceback (most recent call last):
        geo.errors.GeometryError: Latitude lies between -90 and 90 degrees.
        """
        if not (isfinite(lon) and -180 <= lon <= 180):
            raise GeometryError("Longitude lies between -180 and 180 degrees.", field="lon")
        if not (isfinite(lat) and -90 <= lat <= 90):
            raise GeometryError("Latitude lies between -90 and 90 degrees.", field="lat")
        return cls(lon, lat)

    def rounded(self, metres: float) -> "LonLat":
        """The nearest corner of a grid of that width: many positions have the same one.

        >>> LonLat(9.92134, 57.04821).rounded(50)
        LonLat(lon=9.921431, lat=57.048149)
        """
        step = metres / METRES_PER_DEGREE
        lat = min(max(round(self.lat / step) * step, -90.0), 90.0)
        across = step / max(cos(radians(lat)), step)
        lon = min(max(round(self.lon / across) * across, -180.0), 180.0)
        return LonLat(round(lon, 6), round(lat, 6))


def air_distance_m(start: LonLat, goal: LonLat) -> float:
    """The length in metres of the geodesic between two positions; 0 where they are one.

    >>> round(air_distance_m(LonLat(9.92, 57.05), LonLat(9.92, 57.06)))
    1114
    """
    return float(WGS84.inv(start.lon, start.lat, goal.lon, goal.lat)[2])


def compass_point(start: LonLat, goal: LonLat) -> str | None:
    """Which of eight directions the goal lies in; None where it is no distance away.

    >>> compass_point(LonLat(9.92, 57.05), LonLat(9.93, 57.05))
    'E'
    >>> compass_point(LonLat(9.92, 57.05), LonLat(9.92, 57.05)) is None
    True
    """
    azimuth, _, distance = WGS84.inv(start.lon, start.lat, goal.lon, goal.lat)
    return COMPASS[round(azimuth / 45) % 8] if distance >= 1 else None

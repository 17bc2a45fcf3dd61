"""The base map as the rest of the house needs it: its version, its outline, whom to thank."""

from datetime import datetime
from typing import Any

from geoalchemy2.shape import to_shape
from shapely import Polygon, orient_polygons
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, func, select, text
from sqlmodel import Session, col

from api.basemap.models import state, street
from api.sources.models import Source
from geo.positions import WGS84, LonLat

LAND = text("""
    WITH disc AS (
        SELECT ST_Transform(ST_GeomFromWKB(:disc, 4326), 3857) AS geom
    ), covered AS (
        SELECT ST_Intersection(disc.geom, ST_Transform(
            ST_Intersection(state.coverage, ST_GeomFromWKB(:disc, 4326)), 3857)) AS geom
        FROM disc, base.state
    ), wet AS (
        SELECT w.geom FROM base.water w, disc
        WHERE w.shown AND w.kind NOT IN ('pool', 'fountain') AND ST_Intersects(w.geom, disc.geom)
        UNION ALL
        SELECT s.geom FROM base.sea s, disc WHERE ST_Intersects(s.geom, disc.geom)
    ), water AS (
        SELECT ST_Union(ST_Intersection(wet.geom, disc.geom)) AS geom FROM wet, disc
    )
    SELECT COALESCE(ST_Area(
        CASE WHEN water.geom IS NULL THEN covered.geom
             ELSE ST_Difference(covered.geom, water.geom) END) / ST_Area(disc.geom), 0)
    FROM disc LEFT JOIN covered ON true, water
""")
"""In Web Mercator: over a few kilometres its scale is the same, and this is a ratio."""


def data_version(engine: Engine) -> str | None:
    """The version of all map data together; None while there is none."""
    with engine.connect() as connection:
        return connection.execute(select(state.c.version)).scalar_one_or_none()


def coverage(session: Session) -> BaseGeometry | None:
    """The outline in which the map data is complete, in degrees (EPSG:4326)."""
    outline: Any = session.execute(select(state.c.coverage)).scalar_one_or_none()
    return to_shape(outline) if outline is not None else None


def street_at(session: Session, position: LonLat, *, within_m: float) -> str | None:
    """The name of the nearest street, where one is that near through the air."""
    here = func.ST_SetSRID(func.ST_MakePoint(position.lon, position.lat), 4326)
    there = func.ST_Transform(here, 3857)
    nearest = (
        select(street.c.name, street.c.geom)
        .where(street.c.geom.op("&&")(func.ST_Expand(there, 3 * within_m)))
        .order_by(street.c.geom.op("<->")(there))
        .limit(1)
        .subquery()
    )
    metres = func.ST_Distance(
        func.geography(func.ST_Transform(nearest.c.geom, 4326)), func.geography(here)
    )
    return session.execute(select(nearest.c.name).where(metres <= within_m)).scalar_one_or_none()


def covered_share(session: Session, disc: Polygon) -> float:
    """How much of a disc in degrees the map data covers, 0 to 1, by area on the ellipsoid."""
    outline = coverage(session)
    if outline is None:
        return 0.0
    if outline.contains(disc):
        return 1.0
    return area_m2(outline.intersection(disc)) / area_m2(disc)


def land_share(session: Session, disc: Polygon) -> float:
    """How much of a disc in degrees is land that the map data covers, 0 to 1."""
    row = session.execute(LAND, {"disc": disc.wkb}).one()
    return float(row[0])


def data_date(session: Session, position: LonLat) -> datetime | None:
    """When the map of a position was last true: the newest source that covers it."""
    here = func.ST_SetSRID(func.ST_MakePoint(position.lon, position.lat), 4326)
    newest = select(func.max(col(Source.data_date))).where(
        col(Source.removed_at).is_(None), func.ST_Intersects(Source.coverage, here)
    )
    return session.execute(newest).scalar_one_or_none()


def area_m2(shape: BaseGeometry) -> float:
    return abs(float(WGS84.geometry_area_perimeter(orient_polygons(shape))[0]))


def credits(session: Session) -> list[str]:
    """Everyone whose data is on the map, OpenStreetMap first."""
    rows = session.execute(
        select(col(Source.attribution))
        .where(col(Source.removed_at).is_(None), col(Source.attribution) != "")
        .group_by(col(Source.attribution))
        .order_by(func.min(Source.kind) != "osm", col(Source.attribution))
    )
    return list(rows.scalars())

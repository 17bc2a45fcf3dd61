"""What visitors get to know of a reach, by API and page alike."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel
from shapely import Polygon
from sqlmodel import Session

from api import geojson
from api.basemap.service import covered_share, data_date, land_share
from api.circles.walk import Walk
from api.reach.service import Missing, Outing
from geo.circles import circle
from geo.plane import LocalPlane, to_plane
from geo.shapes import Rim, as_polygon, grouped
from geo.tree import Tree

DECIMALS = 6
"""About a decimetre: no shape is truer than that."""


class ReachPart(BaseModel):
    """One shape: the circle, the reach of the group's own minutes, or that of fewer, a ring."""

    kind: Literal["circle", "reach", "ring"]
    minutes: float
    metres: float


class DetourPublic(BaseModel):
    """How much longer paths are than air round here: the median over `count` places on them."""

    factor: float
    count: int


class ReachPublic(BaseModel):
    """`share`: how much of the circle's land is reached. `missing`: why there is no reach."""

    group: str
    minutes: float
    metres: float
    radius_m: float
    slow: bool
    share: float | None
    coverage_share: float
    data_date: datetime | None
    detour: DetourPublic | None
    missing: Missing | None


class ReachCollection(geojson.FeatureCollection[ReachPart]):
    """Largest shape first, so that the small lie on top. `bbox`: west, south, east, north."""

    bbox: tuple[float, float, float, float]
    properties: ReachPublic


def reach_collection(session: Session, outing: Outing) -> ReachCollection:
    """Circle, reach and rings of a walk; the circle alone where there is no reach."""
    centre, walk = outing.origin.position, outing.walk
    disc = circle(centre, walk.radius_m)
    features = [_circle_feature(disc, walk)]
    share, detour = None, outing.detour()
    if tree := outing.tree:
        rims = tree.rims(walk.metres)
        features.append(_feature("reach", walk.minutes, walk.metres, rims, tree.plane))
        features += _rings(tree, walk)
        share = _share(session, rims, tree.plane, disc)
    return ReachCollection.model_construct(
        type="FeatureCollection",
        features=features,
        bbox=_box(features),
        properties=ReachPublic(
            group=walk.walking_group.key,
            minutes=walk.minutes,
            metres=walk.metres,
            radius_m=walk.radius_m,
            slow=walk.slow,
            share=share,
            coverage_share=covered_share(session, disc),
            data_date=data_date(session, centre),
            detour=DetourPublic(factor=detour.factor, count=detour.count) if detour else None,
            missing=outing.missing,
        ),
    )


def _box(features: list[geojson.Feature[ReachPart]]) -> tuple[float, float, float, float]:
    """Round all shapes."""
    shapes = [one.geometry.coordinates for one in features if one.geometry]
    rims = [shapes[0][0], *(polygon[0] for shape in shapes[1:] for polygon in shape)]
    corners = np.concatenate([np.asarray(rim) for rim in rims])
    west, south = corners.min(axis=0).tolist()
    east, north = corners.max(axis=0).tolist()
    return west, south, east, north


def _rings(tree: Tree, walk: Walk) -> Iterator[geojson.Feature[ReachPart]]:
    for ring in reversed(walk.rings()):
        metres = walk.metres_in(ring.minutes)
        if metres < walk.metres:
            yield _feature("ring", ring.minutes, metres, tree.rims(metres), tree.plane)


def _circle_feature(disc: Polygon, walk: Walk) -> geojson.Feature[ReachPart]:
    return geojson.Feature(
        id=f"circle-{walk.minutes:g}",
        geometry=geojson.geometry(disc),
        properties=ReachPart(kind="circle", minutes=walk.minutes, metres=walk.radius_m),
    )


def _feature(
    kind: Literal["reach", "ring"],
    minutes: float,
    metres: float,
    rims: list[Rim],
    plane: LocalPlane,
) -> geojson.Feature[ReachPart]:
    return geojson.Feature.model_construct(
        type="Feature",
        id=f"{kind}-{minutes:g}",
        geometry=geojson.Geometry.model_construct(
            type="MultiPolygon", coordinates=coordinates(rims, plane)
        ),
        properties=ReachPart(kind=kind, minutes=minutes, metres=metres),
    )


def coordinates(rims: list[Rim], plane: LocalPlane) -> list[Any]:
    """The coordinates of a MultiPolygon in degrees, outer rings counter-clockwise."""
    return [
        [np.round(plane.to_degrees(ring), DECIMALS).tolist() for ring in polygon]
        for polygon in grouped(rims)
    ]


def _share(session: Session, rims: list[Rim], plane: LocalPlane, disc: Polygon) -> float | None:
    """How much of the circle's land lies in the reach; None where it has no land on the map."""
    land = land_share(session, disc)
    if land == 0:
        return None
    corners = to_plane(np.asarray(disc.exterior.coords), plane.epsg) - (plane.x, plane.y)
    round_disc = Polygon(corners)
    reached = as_polygon(grouped(rims)).intersection(round_disc)
    return min(1.0, reached.area / (round_disc.area * land))

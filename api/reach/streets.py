"""The ways within reach by how safe they are, and where one crosses roads there."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from api import geojson
from api.errors import NotFound
from api.reach.safety import Safety
from api.reach.service import NO_PATHS, Outing
from api.reach.views import DECIMALS
from geo.kinds import NOTHING
from geo.tree import Tree


class StreetPart(BaseModel):
    """Ways that are equally safe for the group, or a place to cross a road."""

    kind: Literal["ways", "crossing"]
    safety: Safety
    crossing: str | None = None


class StreetsPublic(BaseModel):
    group: str
    minutes: float


class StreetCollection(geojson.FeatureCollection[StreetPart]):
    properties: StreetsPublic


def street_collection(outing: Outing) -> StreetCollection:
    """Raises NotFound where there is no network."""
    if outing.tree is None:
        raise NotFound(NO_PATHS)
    return StreetCollection.model_construct(
        type="FeatureCollection",
        features=[*_ways(outing, outing.tree), *_crossings(outing, outing.tree)],
        properties=StreetsPublic(group=outing.walk.walking_group.key, minutes=outing.walk.minutes),
    )


def _ways(outing: Outing, tree: Tree) -> Iterator[geojson.Feature[StreetPart]]:
    segments, edges = tree.pieces(outing.walk.metres)
    states = outing.safety_of(edges)
    corners = tree.plane.to_degrees(segments.reshape(-1, 2).astype(np.float64)).reshape(-1, 2, 2)
    for state in Safety:
        lines = _lines(np.round(corners[[one is state for one in states]], DECIMALS))
        if lines:
            yield _feature(f"ways-{state}", "MultiLineString", lines, kind="ways", safety=state)


def _lines(segments: NDArray[np.float64]) -> list[Any]:
    """Segments (n x 2 x 2) in rows: one that begins where the last one ended goes on from it."""
    if not len(segments):
        return []
    begins = np.ones(len(segments), np.bool_)
    begins[1:] = np.any(segments[1:, 0] != segments[:-1, 1], axis=1)
    rows = np.split(segments, np.flatnonzero(begins)[1:])
    return [np.concatenate([row[:1, 0], row[:, 1]]).tolist() for row in rows]


def _crossings(outing: Outing, tree: Tree) -> Iterator[geojson.Feature[StreetPart]]:
    """Where something is there that helps to cross a busy road, once for each place."""
    assert outing.start is not None
    mapped = outing.start.walked.mapped
    net = mapped.network
    nodes, metres = tree.nodes()
    seen: set[tuple[float, float]] = set()
    for node in nodes[metres <= outing.walk.metres].tolist():
        at = (float(net.node_x[node]), float(net.node_y[node]))
        if at in seen:
            continue
        steps = net.arc_edge[net.arc_ptr[node] : net.arc_ptr[node + 1]]
        for edge in np.where(steps >= 0, steps, ~steps).tolist():
            crossing = mapped.kinds[net.edge_kind[edge]].crossing
            if crossing and crossing != NOTHING and at not in seen:
                seen.add(at)
                [[lon, lat]] = tree.plane.to_degrees(np.array([at]) - (tree.plane.x, tree.plane.y))
                [safety] = outing.safety_of(np.array([edge]))
                yield _feature(
                    f"crossing-{len(seen)}",
                    "Point",
                    [round(float(lon), DECIMALS), round(float(lat), DECIMALS)],
                    kind="crossing",
                    safety=safety,
                    crossing=crossing,
                )


def _feature(
    name: str, geometry: str, coordinates: list[Any], **properties: Any
) -> geojson.Feature[StreetPart]:
    return geojson.Feature.model_construct(
        type="Feature",
        id=name,
        geometry=geojson.Geometry.model_construct(type=geometry, coordinates=coordinates),
        properties=StreetPart(**properties),
    )

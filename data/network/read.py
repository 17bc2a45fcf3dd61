"""Ways and nodes out of the database, judged, cut at the rim of the data, one after the other."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from psycopg import Connection
from shapely.geometry.base import BaseGeometry

from data.network.judged import Judge, Judged
from data.network.squares import Rim, ways_across
from geo.inside import points_inside
from geo.weave import Marked, Ways

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WAYS = """
    SELECT osm_type = 'w' AND tags ?| '{area,area:highway}', tags::text, array_send(node_ids),
           ST_AsBinary(geom, 'NDR')
    FROM base.walk_way WHERE shown ORDER BY osm_type, osm_id, part
"""
NODES = "SELECT osm_id, tags::text FROM base.walk_node WHERE shown ORDER BY osm_id"
COVERAGE = "SELECT ST_AsBinary(coverage) FROM base.state WHERE NOT ST_IsEmpty(coverage)"
AT_ONCE = 20_000
ARRAY_HEAD, WKB_HEAD = 20, 9
"""Bytes before the elements of PostgreSQL's arrays, and before the points of a line as WKB."""
POINT_BYTES = 16
ELEMENT = np.dtype([("size", ">i4"), ("value", ">i8")])


class Read(NamedTuple):
    """What a network is woven of."""

    ways: Ways
    marked: Marked


class _Corners(NamedTuple):
    """Ways side by side: `way` is the number of each corner's way."""

    way: Ints
    node: Ints
    degrees: Floats


def read_ways(connection: Connection[Any], judge: Judge) -> Read:
    """Everything that shows and can be walked; what it is like becomes known to the judge."""
    marked = _marked(connection, judge)
    judged, corners, surfaces = _fetched(connection, judge)
    judged, corners = _with_ways_across(judged, corners, surfaces)
    corners, begins = _within(corners, _coverage(connection))
    return Read(_side_by_side(judged, corners, begins, judge), marked)


def _marked(connection: Connection[Any], judge: Judge) -> Marked:
    marks = [
        (number, *mark)
        for number, tags in _rows(connection, NODES)
        if (mark := judge.node(tags)) is not None
    ]
    return Marked(*np.array(marks, np.int64).reshape(-1, 3).T)


def _fetched(connection: Connection[Any], judge: Judge) -> tuple[list[Judged], _Corners, list[int]]:
    """Ways as they are judged, their corners, and which of them are open surfaces."""
    judged: list[Judged] = []
    surfaces: list[int] = []
    sizes: list[int] = []
    node_bytes: list[bytes] = []
    point_bytes: list[bytes] = []
    for is_surface, tags, nodes, shape in _rows(connection, WAYS):
        way = judge.way(tags, surface=is_surface)
        if way is None:
            continue
        if is_surface:
            surfaces.append(len(judged))
        judged.append(way)
        sizes.append((len(shape) - WKB_HEAD) // POINT_BYTES)
        node_bytes.append(nodes[ARRAY_HEAD:])
        point_bytes.append(shape[WKB_HEAD:])
    corners = _Corners(
        way=np.repeat(np.arange(len(judged)), sizes),
        node=np.frombuffer(b"".join(node_bytes), ELEMENT)["value"].astype(np.int64),
        degrees=np.frombuffer(b"".join(point_bytes), "<f8").reshape(-1, 2),
    )
    return judged, corners, surfaces


def _rows(connection: Connection[Any], sql: str) -> Iterator[Any]:
    with connection.cursor("network", binary=True) as cursor:
        cursor.itersize = AT_ONCE
        yield from cursor.execute(sql)


def _with_ways_across(
    judged: list[Judged], corners: _Corners, surfaces: list[int]
) -> tuple[list[Judged], _Corners]:
    _, of, count = np.unique(corners.node, return_inverse=True, return_counts=True)
    shared = count[of] > 1
    ends = np.searchsorted(corners.way, [surfaces, [one + 1 for one in surfaces]])
    rims = [Rim(corners.node[i:j], corners.degrees[i:j], shared[i:j]) for i, j in ends.T]
    across = list(ways_across(rims))
    if not across:
        return judged, corners
    number = np.repeat(np.arange(len(judged), len(judged) + len(across)), 2)
    return [*judged, *(judged[surfaces[square]] for square, _ in across)], _Corners(
        way=np.concatenate([corners.way, number]),
        node=np.concatenate([corners.node, *(way.nodes for _, way in across)]),
        degrees=np.concatenate([corners.degrees, *(way.degrees for _, way in across)]),
    )


def _coverage(connection: Connection[Any]) -> BaseGeometry | None:
    row = connection.execute(COVERAGE).fetchone()
    return shapely.from_wkb(row[0]) if row else None


def _within(corners: _Corners, coverage: BaseGeometry | None) -> tuple[_Corners, NDArray[np.bool_]]:
    """Without what lies beyond the rim of the data, but for the first step across it; and which
    corners begin a way.

    Extracts hold some ways whole that stick out of their box: a few ways that lead on, where many
    do, would say what is not true.
    """
    inside = np.ones(len(corners.node), np.bool_)
    if coverage is not None:
        inside = points_inside(coverage, corners.degrees)
    step = (corners.way[1:] == corners.way[:-1]) & (inside[1:] | inside[:-1])
    kept = np.zeros(len(inside), np.bool_)
    kept[1:] |= step
    kept[:-1] |= step
    begins = np.ones(len(inside), np.bool_)
    begins[1:] = ~step
    rest = _Corners(corners.way[kept], corners.node[kept], corners.degrees[kept])
    return rest, begins[kept]


def _side_by_side(
    judged: list[Judged], corners: _Corners, begins: NDArray[np.bool_], judge: Judge
) -> Ways:
    start = np.flatnonzero(begins)
    table = np.array(judged, np.int64).reshape(-1, 5)[corners.way[start]]
    kind, left, right, two_sided, name = table.T
    return Ways(
        node=corners.node,
        degrees=corners.degrees,
        ptr=np.concatenate([start, [len(corners.node)]]),
        kind=kind,
        left=left,
        right=right,
        two_sided=two_sided.astype(np.bool_),
        name=name,
        mirror=np.array(judge.kinds.mirror(), np.int64),
    )

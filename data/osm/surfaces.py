"""Surfaces: houses, water, ground and places with an area; valid, or not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from data.osm.copying import Lines, copy_line
from data.osm.lines import OsmObject
from data.osm.numbers import Numbers, counts, numbers
from data.osm.rows import Found
from data.osm.shapes import Hex, hex_of, refuse_off_the_map, to_mercator, valid

AT_A_POINT = frozenset({"address", "place_name"})
NO_SURFACE = "an area without a surface"


class Surface(NamedTuple):
    """A shape in Web Mercator, the same as hex, and in degrees: a shape or a ring's corners."""

    found: Found
    shape: BaseGeometry
    hex: str
    degrees: BaseGeometry | Numbers

    def in_degrees(self) -> BaseGeometry:
        if isinstance(self.degrees, BaseGeometry):
            return valid(self.degrees)
        return valid(Polygon(self.degrees))


def surface_lines(found: Sequence[Found], left_out: Counter[str]) -> Lines:
    ways = [one for one in found if one.thing.kind == "w"]
    relations = [one for one in found if one.thing.kind == "a"]
    for surface in (*_of_ways(ways), *_of_relations(relations)):
        if surface.shape.is_empty:
            left_out[NO_SURFACE] += 1
        else:
            yield from _lines(surface)


def _lines(surface: Surface) -> Lines:
    thing, rows = surface.found
    for layer, row in rows:
        if layer in AT_A_POINT:
            hexed = hex_of(surface.shape.point_on_surface(), 3857)
        elif layer == "place":
            row["node_ids"] = _node_ids(thing)
            hexed = hex_of(surface.in_degrees(), 4326)
        else:
            row["area"] = f"{surface.shape.area:.1f}"
            hexed = surface.hex
        yield layer, copy_line(layer, thing, row, hexed)


def _of_ways(ways: Sequence[Found]) -> Iterator[Surface]:
    if not ways:
        return
    texts = [thing.nodes for thing, _ in ways]
    degrees, sizes = numbers(texts, 3)[:, 1:], counts(texts)
    stops = [0, *accumulate(sizes)]
    refuse_off_the_map(degrees, [thing.ref for thing, _ in ways], stops)
    metres = to_mercator(degrees)
    rings = shapely.linearrings(metres, indices=np.repeat(np.arange(len(ways)), sizes))
    shapes: Any = shapely.polygons(rings)
    whole: Any = shapely.is_valid(shapes)
    hexed = Hex(metres, 3857)
    for one, shape, is_valid, span in zip(ways, shapes, whole, pairwise(stops), strict=True):
        corners = degrees[slice(*span)]
        if is_valid:
            yield Surface(one, shape, hexed.polygon(*span), corners)
        else:
            yield _repaired(one, shape, corners)


def _of_relations(relations: Sequence[Found]) -> Iterator[Surface]:
    if not relations:
        return
    degrees = shapely.from_wkb([one.thing.shape for one in relations])
    corners, owner = shapely.get_coordinates(degrees, return_index=True)
    starts = np.searchsorted(owner, np.arange(len(relations)))
    refuse_off_the_map(corners, [one.thing.ref for one in relations], starts.tolist())
    shapes = shapely.transform(degrees, to_mercator)
    for one, shape, original in zip(relations, shapes, degrees, strict=True):
        yield _repaired(one, shape, original)


def _repaired(found: Found, shape: BaseGeometry, degrees: BaseGeometry | Numbers) -> Surface:
    whole = valid(shape)
    return Surface(found, whole, hex_of(whole, 3857), degrees)


def _node_ids(thing: OsmObject) -> str:
    ids = [node[1 : node.index("x")] for node in thing.nodes.replace(";", ",").split(",")]
    return f"{{{','.join(ids)}}}"

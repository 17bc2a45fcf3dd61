"""What an object is: rows for the layers, by the shape that they need."""

from collections import Counter
from typing import NamedTuple

from data.osm.layers import (
    ADDRESS_KEY,
    Row,
    Tags,
    address_row,
    area_row,
    fence_row,
    is_area,
    line_row,
    name_row,
)
from data.osm.lines import NO_POSITION, OsmObject, first_missing, is_closed
from data.osm.places import Places
from data.osm.walk import NODE_KEYS, WAY_KEYS, node_tags, way_tags

Rows = list[tuple[str, Row]]
AREA_TYPES = ("multipolygon", "boundary")


class Found(NamedTuple):
    """One object in one shape, and its row in each layer."""

    thing: OsmObject
    rows: Rows


class Sorter:
    """Sorts objects by shape; counts what is left out; tells relations from finished areas."""

    def __init__(self, *, institutions: bool) -> None:
        self.places = Places(institutions=institutions)
        self.left_out: Counter[str] = self.places.left_out
        self.relations: set[str] = set()
        self.areas: set[str] = set()
        self.missing: set[int] = set()
        self.points: list[Found] = []
        self.ways: list[Found] = []
        self.surfaces: list[Found] = []

    def add(self, thing: OsmObject) -> None:
        match thing.kind:
            case "n":
                self._node(thing)
            case "w":
                self._way(thing)
            case "r":
                self._relation(thing)
            case _:
                self._area(thing)

    def _node(self, thing: OsmObject) -> None:
        rows = self._rows(thing.tags)
        if not NODE_KEYS.isdisjoint(thing.tags):
            walk = node_tags(thing.tags)
            if walk is not None:
                rows.append(("walk_node", {"tags": walk}))
        if rows and thing.nodes != NO_POSITION:
            self.points.append(Found(thing, rows))

    def _way(self, thing: OsmObject) -> None:
        tags = thing.tags
        rows: Rows = []
        if NO_POSITION in thing.nodes:
            self.missing.add(first_missing(thing.nodes))
        if is_closed(thing.nodes) and is_area(tags):
            self._surface(thing)
        else:
            drawn = line_row(tags)
            if drawn is not None:
                rows.append(drawn)
        if "barrier" in tags:
            fence = fence_row(tags)
            if fence is not None:
                rows.append(("fence", fence))
        if not WAY_KEYS.isdisjoint(tags):
            walk = way_tags(tags)
            if walk is not None:
                rows.append(("walk_way", {"tags": walk}))
        if rows:
            self.ways.append(Found(thing, rows))

    def _surface(self, thing: OsmObject) -> None:
        rows = self._surface_rows(thing.tags)
        if not rows:
            return
        if NO_POSITION in thing.nodes:
            self.left_out["an area without all its nodes"] += 1
            return
        self.surfaces.append(Found(thing, rows))

    def _relation(self, thing: OsmObject) -> None:
        """Nothing yet: the relation's area comes later, if all its ways are in the file."""
        tags = thing.tags
        if tags.get("type") in AREA_TYPES and (area_row(tags) or self.places.is_one(tags)):
            self.relations.add(thing.id)

    def _area(self, thing: OsmObject) -> None:
        self.areas.add(thing.id)
        rows = self._surface_rows(thing.tags)
        if rows:
            self.surfaces.append(Found(thing, rows))
        walk = way_tags(thing.tags)
        if walk is not None:
            self.ways.append(Found(thing, [("walk_way", {"tags": walk})]))

    def _surface_rows(self, tags: Tags) -> Rows:
        rows = self._rows(tags)
        drawn = area_row(tags)
        if drawn is not None:
            rows.append(drawn)
        return rows

    def _rows(self, tags: Tags) -> Rows:
        """What an object is wherever it lies: an address, a name on the map, a place."""
        rows: Rows = []
        if ADDRESS_KEY in tags:
            address = address_row(tags)
            if address is not None:
                rows.append(("address", address))
        if "place" in tags:
            name = name_row(tags)
            if name is not None:
                rows.append(("place_name", name))
        if not self.places.keys.isdisjoint(tags):
            place = self.places.row(tags)
            if place:
                rows.append(("place", place))
        return rows

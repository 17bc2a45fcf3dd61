"""One object of the file becomes the rows in which it is staged: one for each shape it has."""

from collections import Counter

from data.osm.keys import ADDRESS_KEY
from data.osm.layers import Row, Tags, address_row, area_row, is_area, line_row, name_row
from data.osm.lines import NO_POSITION, OsmObject, is_closed, node_ids, parts, positions
from data.osm.places import Places
from data.osm.walk import node_tags, way_tags

NOTHING: list[Row] = []
AREA_TYPES = ("multipolygon", "boundary")
NO_WAY = "a way without its nodes"
CUT_WAY = "nodes of a way that are not in the file"
CUT_AREA = "an area without all its nodes"


class Rows:
    """Turns objects into rows; counts what is left out and which relations have yet to come."""

    def __init__(self, *, institutions: bool) -> None:
        self.places = Places(institutions=institutions)
        self.left_out: Counter[str] = self.places.left_out
        self.waiting: set[str] = set()
        self._kinds = {"n": self._node, "w": self._way, "r": self._relation, "a": self._area}

    def of(self, thing: OsmObject) -> list[Row]:
        """The rows of an object; the one that is staged is told by its `geom`."""
        return self._kinds[thing.kind](thing)

    def _node(self, thing: OsmObject) -> list[Row]:
        row = self._thing(thing.tags)
        walk = node_tags(thing.tags)
        if walk is not None:
            row["walk"] = walk
        if not row or thing.where == " ":
            return NOTHING
        row["geom"] = f"SRID=4326;POINT({thing.where})"
        return [row]

    def _way(self, thing: OsmObject) -> list[Row]:
        tags = thing.tags
        walk = way_tags(tags)
        if is_closed(thing.where) and is_area(tags):
            rows = self._surface(thing)
            return rows if walk is None else rows + self._line(thing, {"walk": walk})
        row = line_row(tags) or {}
        if walk is not None:
            row["walk"] = walk
        return self._line(thing, row) if row else NOTHING

    def _line(self, thing: OsmObject, row: Row) -> list[Row]:
        runs = parts(thing.where)
        walked = "walk" in row
        rows = [
            row
            | {"geom": f"SRID=4326;LINESTRING({positions(run)})", "part": str(number)}
            | ({"node_ids": f"{{{node_ids(run)}}}"} if walked else {})
            for number, run in enumerate(runs)
        ]
        if runs[:1] != [thing.where]:
            self.left_out[CUT_WAY if runs else NO_WAY] += 1
            for part in rows:
                part["complete"] = "f"
        return rows

    def _surface(self, thing: OsmObject) -> list[Row]:
        row = self._surface_row(thing.tags)
        if not row:
            return NOTHING
        if NO_POSITION in thing.where:
            self.left_out[CUT_AREA] += 1
            return NOTHING
        if "category" in row:
            row["node_ids"] = f"{{{node_ids(thing.where)}}}"
        row["geom"] = f"SRID=4326;POLYGON(({positions(thing.where)}))"
        return [row]

    def _relation(self, thing: OsmObject) -> list[Row]:
        """Nothing yet: the relation's area comes later, if all its ways are in the file."""
        tags = thing.tags
        if tags.get("type") in AREA_TYPES and (area_row(tags) or self.places.is_one(tags)):
            self.waiting.add(thing.id)
        return NOTHING

    def _area(self, thing: OsmObject) -> list[Row]:
        self.waiting.discard(thing.id)
        rows = []
        row = self._surface_row(thing.tags)
        if row:
            if "category" in row:
                row["node_ids"] = f"{{{node_ids(thing.where.replace(';', ','))}}}"
            rows.append(row | {"geom": thing.shape})
        walk = way_tags(thing.tags)
        if walk is not None:
            rows += [
                {
                    "walk": walk,
                    "part": str(number),
                    "node_ids": f"{{{node_ids(ring)}}}",
                    "geom": f"SRID=4326;LINESTRING({positions(ring)})",
                }
                for number, ring in enumerate(thing.where.split(";"))
            ]
        return rows

    def _surface_row(self, tags: Tags) -> Row:
        row = self._thing(tags)
        drawn = area_row(tags)
        return row if drawn is None else drawn | row

    def _thing(self, tags: Tags) -> Row:
        """What an object is wherever it lies: an address, a name on the map, a place."""
        row = address_row(tags) if ADDRESS_KEY in tags else {}
        if "place" in tags:
            row |= name_row(tags)
        return self.places.add(row, tags)

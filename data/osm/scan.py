"""Osmium's part, in a process of its own: one line on standard output for each object.

    python -m data.osm.scan FILE FORMAT INDEX

The lines are osmium's OPL format (id, version, time, tags, position or nodes with positions).
After them come the areas of multipolygon relations, which OPL does not know, in the same manner:
`a` instead of `r`, `H` and the shape as WKB in hex, `N` and the nodes of the rings where they
count. A process of its own, since osmium holds Python's lock while it works: so both cores do.
"""

import sys
from collections.abc import Iterable, Iterator

import osmium
from osmium.filter import KeyFilter, TagFilter
from osmium.osm import NODE, RELATION, WAY

from data.osm.keys import NODE_KEYS, RELATION_KEYS, RING_KEYS, WAY_KEYS
from data.osm.text import escape

AREA_TYPES = (("type", "multipolygon"), ("type", "boundary"))
OPL = "opl,locations_on_ways=true,add_metadata=version+timestamp"


def main(path: str, form: str, index: str) -> None:
    file = osmium.io.File(path, form)
    locations = osmium.NodeLocationsForWays(osmium.index.create_map(index))
    locations.ignore_errors()
    manager, members = osmium.area.AreaManager(), osmium.IdTracker()
    _find_relations(file, manager, members)
    with osmium.SimpleWriter(osmium.io.File("-", OPL), 1 << 20) as writer:
        osmium.apply(
            file,
            locations,
            _keeping(NODE, NODE_KEYS),
            _keeping(WAY, WAY_KEYS),
            _keeping(RELATION, RELATION_KEYS),
            writer,
        )
    for area in _areas(file, manager, members, locations):
        sys.stdout.write(_line(area))


def _keeping(kind: osmium.osm.osm_entity_bits, keys: Iterable[str]) -> KeyFilter:
    """Of this kind of object only those with one of the keys; the other kinds pass."""
    keep = KeyFilter(*keys)
    keep.enable_for(kind)
    return keep


def _find_relations(
    file: osmium.io.File, manager: osmium.area.AreaManager, members: osmium.IdTracker
) -> None:
    """The first pass: which relations are areas, and of which ways."""
    is_kept, is_area = KeyFilter(*RELATION_KEYS), TagFilter(*AREA_TYPES)
    first_pass = manager.first_pass_handler()
    with osmium.io.Reader(file, RELATION) as reader:
        for relation in osmium.OsmFileIterator(reader, is_kept, is_area, first_pass):
            members.add_references(relation)


def _areas(
    file: osmium.io.File,
    manager: osmium.area.AreaManager,
    members: osmium.IdTracker,
    locations: osmium.NodeLocationsForWays,
) -> Iterator[osmium.osm.Area]:
    """The last pass: the ways of those relations only, put together."""
    is_kept, is_member = KeyFilter(*RELATION_KEYS), members.id_filter()
    areas = osmium.BufferIterator(is_kept)
    second_pass = manager.second_pass_to_buffer(areas)
    with osmium.io.Reader(file, WAY) as reader:
        for _ in osmium.OsmFileIterator(reader, is_member, locations, second_pass):
            yield from _of_relations(areas)
    yield from _of_relations(areas)


def _of_relations(areas: osmium.BufferIterator) -> Iterator[osmium.osm.Area]:
    for area in areas:
        if isinstance(area, osmium.osm.Area) and not area.from_way():
            yield area


def _line(area: osmium.osm.Area) -> str:
    tags = {tag.k: tag.v for tag in area.tags}
    said = ",".join(f"{escape(key)}={escape(value)}" for key, value in tags.items())
    shape = osmium.geom.WKBFactory().create_multipolygon(area)
    rings = _rings(area) if any(key in tags for key in RING_KEYS) else ""
    return (
        f"a{area.orig_id()} v{area.version} dV t{area.timestamp:%Y-%m-%dT%H:%M:%SZ}"
        f" T{said} H{shape} N{rings}\n"
    )


def _rings(area: osmium.osm.Area) -> str:
    rings = [ring for outer in area.outer_rings() for ring in (outer, *area.inner_rings(outer))]
    return ";".join(",".join(f"n{n.ref}x{n.lon}y{n.lat}" for n in ring) for ring in rings)


if __name__ == "__main__":
    main(*sys.argv[1:])

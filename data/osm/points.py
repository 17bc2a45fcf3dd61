"""Nodes that matter by themselves: addresses, names, places, crossings and gates."""

from collections.abc import Sequence

from data.osm.copying import Lines, copy_line
from data.osm.numbers import numbers
from data.osm.rows import Found
from data.osm.shapes import Hex, refuse_off_the_map, to_mercator
from data.osm.tables import IN_DEGREES


def point_lines(found: Sequence[Found]) -> Lines:
    if not found:
        return
    degrees = numbers([thing.nodes for thing, _ in found], 2)
    refuse_off_the_map(degrees, [thing.ref for thing, _ in found], range(len(found)))
    in_degrees, in_metres = Hex(degrees, 4326), Hex(to_mercator(degrees), 3857)
    for number, (thing, rows) in enumerate(found):
        for layer, row in rows:
            shape = (in_degrees if layer in IN_DEGREES else in_metres).point(number)
            yield layer, copy_line(layer, thing, row, shape)

"""Ways along which something goes: drawn in Web Mercator, walked in degrees; and the coast."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise

import numpy as np
from shapely import LineString, MultiLineString

from data.osm.copying import Lines, copy_line
from data.osm.lines import OsmObject, parts
from data.osm.numbers import counts, numbers
from data.osm.rows import Found
from data.osm.shapes import Hex, hex_of, refuse_off_the_map, to_mercator

Spans = list[tuple[int, int]]
NO_WAY = "a way without its nodes"
CUT_WAY = "a way without all its nodes, kept in parts"


def way_lines(found: Sequence[Found], coast: list[bytes], left_out: Counter[str]) -> Lines:
    """Drawn and walked ways; the coast's lines, in metres, are added to `coast`."""
    runs = [_runs(thing, left_out) for thing, _ in found]
    texts = [text for run in runs for text in run]
    if not texts:
        return
    nodes = _Nodes(texts)
    refs = [one.thing.ref for one, run in zip(found, runs, strict=True) for _ in run]
    refuse_off_the_map(nodes.degrees, refs, nodes.stops)
    pieces = pairwise(nodes.stops)
    for (thing, rows), run in zip(found, runs, strict=True):
        complete = thing.kind == "a" or run == [thing.nodes]
        spans = list(islice(pieces, len(run)))
        for layer, row in rows:
            if layer == "walk_way":
                for number, span in enumerate(spans):
                    walk = row | {"part": str(number), "node_ids": nodes.ids(*span)}
                    shape = nodes.in_degrees.line(*span)
                    yield layer, copy_line(layer, thing, walk, shape, complete=complete)
            elif layer == "coast":
                coast += [LineString(nodes.metres[start:end]).wkb for start, end in spans]
            elif spans:
                yield layer, copy_line(layer, thing, row, nodes.drawn(spans), complete=complete)


def _runs(thing: OsmObject, left_out: Counter[str]) -> list[str]:
    if thing.kind == "a":
        return thing.nodes.split(";")
    runs = parts(thing.nodes)
    if runs != [thing.nodes]:
        left_out[CUT_WAY if runs else NO_WAY] += 1
    return runs


class _Nodes:
    """The nodes of all ways of a batch, one after the other."""

    def __init__(self, texts: Sequence[str]) -> None:
        table = numbers(texts, 3)
        self.degrees = table[:, 1:]
        self.metres = to_mercator(self.degrees)
        self.in_degrees, self.in_metres = Hex(self.degrees, 4326), Hex(self.metres, 3857)
        self.stops = [0, *accumulate(counts(texts))]
        self._ids: list[int] = table[:, 0].astype(np.int64).tolist()

    def ids(self, start: int, end: int) -> str:
        return f"{{{str(self._ids[start:end])[1:-1]}}}"

    def drawn(self, spans: Spans) -> str:
        if len(spans) == 1:
            return self.in_metres.line(*spans[0])
        return hex_of(MultiLineString([self.metres[start:end] for start, end in spans]), 3857)

"""A block of osmium's lines becomes lines of COPY: nothing else is needed for it or kept of it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain, islice

from data.errors import ImportRejected
from data.osm.lines import OsmObject, parse_line
from data.osm.points import point_lines
from data.osm.rows import Sorter
from data.osm.surfaces import surface_lines
from data.osm.ways import way_lines

IN_ORDER = re.compile("n*w*r*a*")
SAMPLE = 5
HOW_TO_SORT = "nodes come first, then ways, then relations (osmium sort does it)"


@dataclass(slots=True)
class Converted:
    """What a block holds: rows by layer, the coast, relations seen, and those put together."""

    copies: dict[str, bytes] = field(default_factory=dict)
    coast: list[bytes] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    relations: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    seen: int = 0


def convert(block: bytes, *, institutions: bool) -> Converted:
    """Raises ImportRejected with the object that is wrong."""
    things = _parsed(block)
    sorter = Sorter(institutions=institutions)
    for thing in things:
        sorter.add(thing)
    coast: list[bytes] = []
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for layer, line in chain(
        point_lines(sorter.points),
        way_lines(sorter.ways, coast, sorter.left_out),
        surface_lines(sorter.surfaces, sorter.left_out),
    ):
        lines[layer].append(line)
    return Converted(
        copies={layer: "".join(texts).encode() for layer, texts in lines.items()},
        coast=coast,
        left_out=sorter.left_out,
        relations=sorter.relations,
        areas=sorter.areas,
        missing=set(islice(sorter.missing, SAMPLE)),
        seen=len(things),
    )


def _parsed(block: bytes) -> list[OsmObject]:
    things: list[OsmObject] = []
    try:
        for line in block.decode().split("\n"):
            things.append(parse_line(line))
    except ValueError as error:
        after = f"after object {things[-1].ref} " if things else ""
        raise ImportRejected(f"an object {after}cannot be read: {error}") from error
    _refuse_drafts_and_disorder(things)
    return things


def _refuse_drafts_and_disorder(things: list[OsmObject]) -> None:
    for thing in things:
        if thing.id[0] == "-":
            raise ImportRejected(f"object {thing.ref} is a draft that was never uploaded")
    in_order = IN_ORDER.match("".join([thing.kind for thing in things]))
    if in_order and in_order.end() < len(things):
        late = things[in_order.end()]
        raise ImportRejected(f"object {late.ref} is not in its place: {HOW_TO_SORT}")

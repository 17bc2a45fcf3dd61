"""A real town many times side by side: as dense as the real one, as large as one likes."""

from collections.abc import Iterator
from pathlib import Path

import osmium
from osmium.osm import NODE, RELATION, WAY, Box, Node, Relation, Way

SPREAD = {"n": 1500, "w": 300, "r": 100}
"""Numbers as far apart as they are in a real country's extract."""


class Numbers:
    """New numbers for each copy, growing with the old ones: the file stays sorted."""

    def __init__(self, source: Path) -> None:
        self._order: dict[str, dict[int, int]] = {"n": {}, "w": {}, "r": {}}
        for thing in osmium.FileProcessor(str(source)):
            known = self._order[thing.type_str()]
            known[thing.id] = len(known) + 1

    def new(self, kind: str, number: int, copy: int) -> int:
        known = self._order[kind]
        if number in known:
            return (copy * len(known) + known[number]) * SPREAD[kind]
        elsewhere = number % max(1, len(known))  # a member that the extract lacks, in the copy too
        return (copy * len(known) + elsewhere) * SPREAD[kind] + 1


def copied_town(source: Path, folder: Path, side: int) -> Path:
    """The file, made anew only where it is not there yet."""
    target = folder / f"{source.name.removesuffix('.osm.pbf')}-{side}x{side}.osm.pbf"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"unfinished-{target.name}"
    unfinished.unlink(missing_ok=True)
    extent = osmium.io.Reader(str(source), osmium.osm.NOTHING).header().box()
    low, high = extent.bottom_left, extent.top_right
    width, height = high.lon - low.lon, high.lat - low.lat
    header = osmium.io.Header()
    header.add_box(Box(low.lon, low.lat, low.lon + width * side, low.lat + height * side))
    numbers = Numbers(source)
    with osmium.SimpleWriter(str(unfinished), header=header) as writer:
        for kind in (NODE, WAY, RELATION):
            for copy in range(side * side):
                shift = (copy % side * width, copy // side * height)
                for thing in _moved(source, kind, copy, shift, numbers):
                    writer.add(thing)
    unfinished.rename(target)
    return target


def _moved(
    source: Path,
    kind: osmium.osm.osm_entity_bits,
    copy: int,
    shift: tuple[float, float],
    numbers: Numbers,
) -> Iterator[object]:
    for thing in osmium.FileProcessor(str(source), kind):
        number = numbers.new(thing.type_str(), thing.id, copy)
        match thing:
            case Node():
                place = (thing.lon + shift[0], thing.lat + shift[1])
                yield thing.replace(id=number, location=place)
            case Way():
                nodes = [numbers.new("n", node.ref, copy) for node in thing.nodes]
                yield thing.replace(id=number, nodes=nodes)
            case Relation():
                members = [
                    (one.type, numbers.new(one.type, one.ref, copy), one.role)
                    for one in thing.members
                ]
                yield thing.replace(id=number, members=members)

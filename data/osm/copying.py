"""One row as COPY's text format wants it."""

from collections.abc import Iterator

from data.osm.layers import Row
from data.osm.lines import OsmObject
from data.osm.tables import COPIED, NULL
from data.osm.text import for_copy

Lines = Iterator[tuple[str, str]]
"""Layers, each with a line for its COPY."""
TAB = "\t"


def copy_line(layer: str, thing: OsmObject, row: Row, shape: str, *, complete: bool = True) -> str:
    if not thing.plain:
        row = {column: for_copy(value) for column, value in row.items()}
    return (
        f"{thing.type}\t{thing.id}\t{thing.version}\t{thing.changed_at or NULL}"
        f"\t{'t' if complete else 'f'}\t{TAB.join((COPIED[layer].empty | row).values())}\t{shape}\n"
    )

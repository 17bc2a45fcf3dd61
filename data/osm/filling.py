"""A load's tables are filled while the file is read."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection

from data.errors import ImportRejected
from data.osm.convert import Converted
from data.osm.file import OsmInput
from data.osm.partitions import copy_statement
from data.osm.reader import reading, refuse_late_nodes
from data.osm.workers import converted

Progress = Callable[[str, float | None], None]
COPY_BYTES = 1 << 20
SMALL_BYTES = {"pbf": 3_000_000, "osm": 50_000_000, "osm.gz": 4_000_000}
"""Up to this size of file, starting workers takes longer than they save."""


@dataclass(slots=True)
class Read:
    """What the file held apart from rows."""

    seen: int = 0
    coast: list[bytes] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    relations: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)

    def add(self, block: Converted) -> None:
        self.seen += block.seen
        self.coast += block.coast
        self.left_out += block.left_out
        self.relations |= block.relations
        self.areas |= block.areas
        self.missing |= block.missing


def fill_tables(
    connection: Connection[Any],
    file: OsmInput,
    load: int,
    *,
    institutions: bool,
    progress: Progress,
) -> Read:
    """Stream the file into the load's tables. Raises ImportRejected."""
    read, waiting = Read(), _Waiting(connection, load)
    many = file.path.stat().st_size > SMALL_BYTES[file.format]
    with reading(file) as blocks:
        for block in converted(blocks, institutions=institutions, many=many):
            read.add(block)
            waiting.add(block.copies)
            progress(f"read {read.seen:,}", None)
    waiting.send(at_least=1)
    refuse_late_nodes(file, read.missing)
    if not read.seen:
        raise ImportRejected("it holds nothing that a map could show")
    return read


class _Waiting:
    """Rows that wait until they are worth a COPY of their own."""

    def __init__(self, connection: Connection[Any], load: int) -> None:
        self._connection, self._load = connection, load
        self._blocks: defaultdict[str, list[bytes]] = defaultdict(list)
        self._sizes: Counter[str] = Counter()

    def add(self, copies: dict[str, bytes]) -> None:
        for layer, text in copies.items():
            self._blocks[layer].append(text)
            self._sizes[layer] += len(text)
        self.send(at_least=COPY_BYTES)

    def send(self, *, at_least: int) -> None:
        for layer in [name for name, size in self._sizes.items() if size >= at_least]:
            statement = copy_statement(layer, self._load)
            with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write(b"".join(self._blocks.pop(layer)))
            del self._sizes[layer]

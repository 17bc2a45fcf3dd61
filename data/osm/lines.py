"""The objects of a file, one after the other, as osmium's process says them."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from data.errors import ImportRejected
from data.osm.file import OsmInput
from data.osm.text import unescape

CHECKOUT = Path(__file__).resolve().parents[2]
SPACE = "%20%"
BEFORE_POSITION = re.compile(r"n[^x]*x")
AFTER_ID = re.compile(r"x[^,;]*")
NO_POSITION = "xy"
ORDER = {"n": 0, "w": 1, "r": 2, "a": 3}
HOW_TO_SORT = "; nodes come first, then ways, then relations (osmium sort does it)"


@dataclass(slots=True)
class OsmObject:
    """One line: `kind` is n, w, r, or a for the area of a relation. Positions are still text."""

    kind: str
    id: str
    version: str
    changed_at: str
    tags: dict[str, str]
    plain: bool
    where: str
    shape: str = ""

    @property
    def ref(self) -> str:
        return f"{'r' if self.kind == 'a' else self.kind}{self.id}"


def parse_line(line: str) -> OsmObject:
    """
    >>> parse_line("n12 v2 dV t2024-05-01T10:00:00Z Tname=Lille%20%Torv x9.92 y57.05\\n")
    ... # doctest: +NORMALIZE_WHITESPACE
    OsmObject(kind='n', id='12', version='2', changed_at='2024-05-01T10:00:00Z',
    tags={'name': 'Lille Torv'}, plain=True, where='9.92 57.05', shape='')
    """
    ref, version, _, changed_at, said, where, *more = line.rstrip("\n").split(" ")
    kind = ref[0]
    shape = ""
    if kind == "n":
        where = f"{where[1:]} {more[0][1:]}"
    elif kind == "a":
        where, shape = more[0][1:], where[1:]
    else:
        where = where[1:]
    if SPACE in said:
        said = said.replace(SPACE, " ")
    plain = "%" not in said and "\\" not in said and '"' not in said
    tags = dict([tag.split("=", 1) for tag in said[1:].split(",")])
    if not plain:
        tags = {unescape(key): unescape(value) for key, value in tags.items()}
    return OsmObject(kind, ref[1:], version[1:], changed_at[1:], tags, plain, where, shape)


def positions(nodes: str) -> str:
    """`n1x9.1y57.1,n2x9.2y57.2` as the positions of a shape: `9.1 57.1,9.2 57.2`."""
    return BEFORE_POSITION.sub("", nodes).replace("y", " ")


def node_ids(nodes: str) -> str:
    """`n1x9.1y57.1,n2x9.2y57.2` as the nodes' numbers: `1,2`."""
    return AFTER_ID.sub("", nodes).replace("n", "")


def is_closed(nodes: str) -> bool:
    """Whether a way ends where it began, round something."""
    first = nodes[: nodes.find("x") + 1]
    return nodes.rfind(first) == nodes.rfind("n") > 0 and nodes.count(",") > 2


def parts(nodes: str) -> list[str]:
    """The runs of a way between the nodes that the file lacks: a gap is never bridged."""
    if NO_POSITION not in nodes:
        return [nodes] if "," in nodes else []
    runs: list[list[str]] = [[]]
    for node in nodes.split(","):
        if node.endswith(NO_POSITION):
            runs.append([])
        else:
            runs[-1].append(node)
    return [",".join(run) for run in runs if len(run) > 1]


@contextmanager
def scan(file: OsmInput) -> Iterator[Iterator[OsmObject]]:
    """Start osmium on a file. Raises ImportRejected where the file breaks off or is wrong."""
    with tempfile.TemporaryDirectory(prefix="naerhed-import-") as folder:
        index = "flex_mem" if file.fits_in_memory else f"sparse_file_array,{folder}/positions"
        command = [sys.executable, "-m", "data.osm.scan", str(file.path.resolve()), file.format]
        with (
            open(f"{folder}/said", "w+b") as said,
            subprocess.Popen(
                [*command, index],
                stdout=subprocess.PIPE,
                stderr=said,
                cwd=CHECKOUT,
                bufsize=1 << 20,
            ) as process,
        ):
            assert isinstance(process.stdout, BufferedReader)
            try:
                yield _objects(file, process.stdout, process, said)
            finally:
                process.kill()


def _objects(
    file: OsmInput, stream: BufferedReader, process: "subprocess.Popen[bytes]", said: IO[bytes]
) -> Iterator[OsmObject]:
    last, order = "nothing", ORDER["n"]
    try:
        for line in stream:
            thing = parse_line(line.decode())
            if ORDER[thing.kind] < order:
                raise ImportRejected(
                    f"{file.path.name} is not sorted: {thing.ref} after {last}{HOW_TO_SORT}"
                )
            if thing.id[0] == "-":
                raise ImportRejected(f"{thing.ref} is an editor's draft: it has no number yet")
            yield thing
            last, order = thing.ref, ORDER[thing.kind]
    except (UnicodeDecodeError, ValueError, IndexError) as error:
        if process.wait() == 0:
            raise ImportRejected(f"{file.path.name}: after object {last}: {error}") from error
    if process.wait():
        said.seek(0)
        reason = (said.read().decode("utf-8", "replace").strip().splitlines() or ["it died"])[-1]
        reason = reason.removeprefix("RuntimeError: ")
        raise ImportRejected(
            f"{file.path.name} breaks off; the last object read is {last}: {reason}"
        )

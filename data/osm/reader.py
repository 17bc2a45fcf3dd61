"""Osmium's process: started on a file, its lines taken by the block, its complaint passed on."""

import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import osmium

from data.errors import ImportRejected
from data.osm.convert import HOW_TO_SORT
from data.osm.file import OsmInput

CHECKOUT = Path(__file__).resolve().parents[2]
BLOCK_BYTES = 1 << 19
ORDER = b"nwra"


@contextmanager
def reading(file: OsmInput) -> Iterator[Iterator[bytes]]:
    """Whole lines, some hundred kilobytes at a time; osmium ends with the block of the caller."""
    with tempfile.TemporaryDirectory(prefix="naerhed-import-") as folder:
        index = "flex_mem" if file.fits_in_memory else f"sparse_file_array,{folder}/positions"
        command = [sys.executable, "-m", "data.osm.scan", str(file.path.resolve()), file.format]
        with (
            open(f"{folder}/said", "w+b") as said,
            subprocess.Popen(
                [*command, index], stdout=subprocess.PIPE, stderr=said, cwd=CHECKOUT
            ) as process,
        ):
            try:
                yield _blocks(process, said)
            finally:
                process.kill()


def refuse_late_nodes(file: OsmInput, missing: Collection[int]) -> None:
    """Nodes that ways lacked, but that are in the file: they came too late."""
    if not missing:
        return
    nodes = osmium.FileProcessor(osmium.io.File(str(file.path), file.format), osmium.osm.NODE)
    for late in nodes.with_filter(osmium.filter.IdFilter(missing)):
        raise ImportRejected(f"n{late.id} comes after a way that it is part of: {HOW_TO_SORT}")


def _blocks(process: "subprocess.Popen[bytes]", said: IO[bytes]) -> Iterator[bytes]:
    """Raises ImportRejected where the file breaks off or its kinds of objects are not in order."""
    assert process.stdout is not None
    rest, last = b"", b"nothing"
    while block := process.stdout.read(BLOCK_BYTES):
        whole, _, rest = (rest + block).rpartition(b"\n")
        if whole:
            if last != b"nothing" and ORDER.index(whole[:1]) < ORDER.index(last[:1]):
                raise ImportRejected(f"{_ref(whole)} comes after {_ref(last)}: {HOW_TO_SORT}")
            yield whole
            last = whole[whole.rfind(b"\n") + 1 :]
    if process.wait():
        raise ImportRejected(f"the file breaks off after object {_ref(last)}: {_reason(said)}")


def _ref(line: bytes) -> str:
    return line.partition(b" ")[0].decode("ascii", "replace")


def _reason(said: IO[bytes]) -> str:
    """The last line of a traceback, which is what osmium says."""
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("RuntimeError: ") if lines else "reading stopped"

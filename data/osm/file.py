"""What a file is, before it is read: its format, the box and the date that its header names."""

import gzip
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import osmium
from shapely import MultiPolygon, box

from data.errors import ImportRejected

HEAD_BYTES = 4096
PBF_START = re.compile(rb"^\0\0..\n\x09OSMHeader", re.DOTALL)
XML_START = re.compile(rb"^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<osm\b", re.DOTALL)
CHANGE_START = re.compile(rb"<osmChange\b")
OVERPASS_DATE = re.compile(rb'osm_base="([^"]+)"')
OVERPASS_REMARK = re.compile(rb"<remark>(.*?)</remark>", re.DOTALL)

IN_MEMORY_BYTES = {"pbf": 128_000_000, "osm": 2_000_000_000, "osm.gz": 150_000_000}
"""Up to this size of file the nodes' positions fit in memory (16 bytes each): about 17 M nodes."""


@dataclass(frozen=True, slots=True)
class OsmInput:
    """A file that begins as OpenStreetMap data does. `box` is what its header says it covers."""

    path: Path
    format: str
    box: MultiPolygon | None
    data_date: datetime | None

    @property
    def fits_in_memory(self) -> bool:
        return self.path.stat().st_size <= IN_MEMORY_BYTES[self.format]


def open_input(path: Path) -> OsmInput:
    """Look at the beginning of a file. Raises ImportRejected where it is none of ours."""
    try:
        start = _start(path)
    except (OSError, EOFError) as error:
        raise ImportRejected(f"{path.name} cannot be read: {error}") from error
    form = _format(path, start)
    try:
        with osmium.io.Reader(osmium.io.File(str(path), form), osmium.osm.NOTHING) as reader:
            header = reader.header()
            extent = header.box()
    except (RuntimeError, ValueError) as error:
        raise ImportRejected(f"{path.name} breaks off in its header: {error}") from error
    if header.has_multiple_object_versions:
        raise ImportRejected(
            f"{path.name} is a history of OpenStreetMap, not its state at one time"
        )
    return OsmInput(path=path, format=form, box=_polygon(extent), data_date=_date(header, start))


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(path) as packed:
            return b"\x1f\x8b" + packed.read(HEAD_BYTES)
    return start


def _format(path: Path, start: bytes) -> str:
    packed = start[:2] == b"\x1f\x8b"
    if packed:
        start = start[2:]
    if not start.strip():
        raise ImportRejected(f"{path.name} is empty")
    if PBF_START.match(start) and packed:
        raise ImportRejected(f"{path.name} is packed with gzip; unpack it with gunzip first")
    if PBF_START.match(start):
        return "pbf"
    if CHANGE_START.search(start):
        raise ImportRejected(f"{path.name} holds changes (osmChange), not the data themselves")
    if XML_START.match(start):
        _refuse_broken_answer(path, packed)
        return "osm.gz" if packed else "osm"
    raise ImportRejected(
        f"{path.name} is no OpenStreetMap file (.osm.pbf, .osm or .osm.gz): line 1 begins with"
        f" “{start[:40].decode('utf-8', 'replace').splitlines()[0]}”"
    )


def _refuse_broken_answer(path: Path, packed: bool) -> None:
    """Overpass gives up in the middle and says so only in a remark at the end of its answer."""
    if packed:
        return
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - HEAD_BYTES))
        remark = OVERPASS_REMARK.search(file.read())
    if remark and b"error" in remark[1]:
        said = " ".join(remark[1].decode("utf-8", "replace").split())
        raise ImportRejected(f"{path.name} is incomplete, Overpass stopped: {said}")


def _polygon(extent: "osmium.osm.Box") -> MultiPolygon | None:
    if not extent.valid():
        return None
    low, high = extent.bottom_left, extent.top_right
    return MultiPolygon([box(low.lon, low.lat, high.lon, high.lat)])


def _date(header: "osmium.io.Header", start: bytes) -> datetime | None:
    said = header.get("osmosis_replication_timestamp") or header.get("timestamp")
    if not said and (found := OVERPASS_DATE.search(start)):
        said = found[1].decode()
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None

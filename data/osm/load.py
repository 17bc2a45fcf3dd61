"""Load a file of OpenStreetMap as one source; all in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from data.errors import ImportRejected
from data.osm.coverage import coverage_of
from data.osm.derived import rebuild_derived, touch_derived
from data.osm.file import open_input
from data.osm.filling import Progress, fill_tables
from data.osm.incoming import hand_over_institutions, hand_over_places
from data.osm.partitions import attach, begin_load, empty, index, load_of
from data.osm.sea import fill_sea
from data.osm.shown import has_others, settle_shown, touch
from data.osm.state import refresh_state
from data.osm.tables import LAYERS


@dataclass(frozen=True, slots=True)
class OsmFile:
    """What the pass over the file found out."""

    coverage: MultiPolygon | None
    data_date: datetime | None
    counts: dict[str, int]
    left_out: dict[str, int]
    notes: list[str]


def load_osm(
    connection: Connection[Any],
    path: Path,
    *,
    source_id: int,
    outline: BaseGeometry | None,
    institutions: bool,
    progress: Progress,
) -> OsmFile:
    """Replace what source `source_id` holds by what the file says. Raises ImportRejected."""
    file = open_input(path)
    load = begin_load(connection, source_id)
    try:
        read = fill_tables(connection, file, load, institutions=institutions, progress=progress)
    except ImportRejected as rejected:
        raise ImportRejected(f"{path.name}: {rejected}") from rejected
    counts = _index(connection, load, progress)
    data_date = file.data_date or _newest_change(connection, load)
    _replace(connection, source_id, load, data_date)
    progress("sea", None)
    notes: list[str] = []
    coverage = coverage_of(connection, file, outline, load, notes)
    counts["sea"] = fill_sea(connection, load, read.coast, coverage, notes)
    progress("places", None)
    read.left_out["too small"] += hand_over_places(connection, load)
    counts["institution"] = hand_over_institutions(connection)
    read.left_out["an incomplete multipolygon"] += len(read.relations - read.areas)
    return OsmFile(coverage, data_date, counts, dict(+read.left_out), notes)


def remove_osm(connection: Connection[Any], source_id: int) -> None:
    """Take a source's objects off the map; other sources' copies of them show again."""
    load = load_of(connection, source_id)
    if load is None:
        return
    touch_derived(connection, load)
    shared = has_others(connection, load)
    if shared:
        touch(connection, load)
    empty(connection, load)
    if shared:
        settle_shown(connection)


def refresh_derived(connection: Connection[Any], *, source_id: int) -> None:
    """What follows from the layers, and the one row of state, by what the sources now say."""
    load = load_of(connection, source_id)
    if load is not None:
        touch_derived(connection, load)
    rebuild_derived(connection)
    refresh_state(connection)


def _index(connection: Connection[Any], load: int, progress: Progress) -> dict[str, int]:
    counts = {}
    for done, layer in enumerate(LAYERS.values()):
        progress(f"index {layer.name}", done / len(LAYERS))
        counts[layer.name] = index(connection, layer, load)
    return counts


def _replace(
    connection: Connection[Any], source_id: int, load: int, data_date: datetime | None
) -> None:
    remove_osm(connection, source_id)
    attach(connection, source_id, load)
    if has_others(connection, load):
        touch(connection, load)
        settle_shown(connection, load, data_date)


def _newest_change(connection: Connection[Any], load: int) -> datetime | None:
    dates = [
        connection.execute(
            SQL("SELECT max(changed_at) FROM {part}").format(
                part=Identifier("base_part", f"{layer}_{load}")
            )
        ).fetchone()
        for layer in LAYERS
    ]
    return max((row[0] for row in dates if row and row[0]), default=None)

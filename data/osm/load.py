"""Load a file of OpenStreetMap as one source; all in the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import Connection, errors
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from data.errors import ImportRejected
from data.osm.coverage import coverage_of
from data.osm.file import OsmInput, open_input
from data.osm.incoming import hand_over_institutions, hand_over_places
from data.osm.lines import scan
from data.osm.rows import Rows
from data.osm.sea import fill_sea
from data.osm.shown import has_others, settle_shown, touch
from data.osm.staging import COLUMNS, Staging, create_staging
from data.osm.state import refresh_state
from data.osm.streets import rebuild_streets, touch_streets
from data.osm.tables import LAYERS, empty_layers, fill_layer

Progress = Callable[[str, float | None], None]


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
    rows = Rows(institutions=institutions)
    _stage(connection, file, rows, progress)
    data_date = file.data_date or _newest_change(connection)
    notes: list[str] = []
    coverage = coverage_of(connection, file, outline, notes)
    counts = _replace(connection, source_id, data_date, progress)
    progress("sea", None)
    counts["sea"] = fill_sea(connection, source_id, coverage, notes)
    progress("places", None)
    if too_small := hand_over_places(connection):
        rows.left_out["too small"] += too_small
    counts["institution"] = hand_over_institutions(connection)
    if rows.waiting:
        rows.left_out["an incomplete multipolygon"] += len(rows.waiting)
    return OsmFile(coverage, data_date, counts, dict(rows.left_out), notes)


def remove_osm(connection: Connection[Any], source_id: int) -> None:
    """Take a source's objects off the map; other sources' copies of them show again."""
    touch_streets(connection, source_id)
    shared = has_others(connection, source_id)
    if shared:
        touch(connection, source_id)
    empty_layers(connection, source_id)
    if shared:
        settle_shown(connection, source_id)


def refresh_derived(connection: Connection[Any], *, source_id: int) -> None:
    """Streets of the names touched, and the one row of state, by what the sources now say."""
    touch_streets(connection, source_id)
    rebuild_streets(connection)
    refresh_state(connection)


def _stage(connection: Connection[Any], file: OsmInput, rows: Rows, progress: Progress) -> None:
    create_staging(connection)
    columns = ", ".join(COLUMNS)
    seen = 0
    with (
        scan(file) as things,
        connection.cursor() as cursor,
        cursor.copy(f"COPY osm_staged ({columns}) FROM STDIN") as copy,
    ):
        staging = Staging(copy)
        for thing in things:
            staging.add(thing, rows.of(thing))
            seen += 1
            if seen % PROGRESS_STEP == 0:
                progress(f"read {seen:,}", None)
        staging.send()
    _refuse_nonsense(connection, file, seen)


PROGRESS_STEP = 20_000
OFF_THE_EARTH = """
    SELECT osm_type || osm_id FROM osm_staged
    WHERE NOT geom @ ST_MakeEnvelope(-180, -85.06, 180, 85.06, 4326) LIMIT 1
"""


def _refuse_nonsense(connection: Connection[Any], file: OsmInput, seen: int) -> None:
    connection.execute("ANALYZE osm_staged")
    if not seen:
        raise ImportRejected(f"{file.path.name} holds no objects that a map could show")
    row = connection.execute(OFF_THE_EARTH).fetchone()
    if row:
        raise ImportRejected(f"{file.path.name}: object {row[0]} lies off the earth's map")


def _newest_change(connection: Connection[Any]) -> datetime | None:
    row = connection.execute("SELECT max(changed_at) FROM osm_staged").fetchone()
    return row[0] if row else None


def _replace(
    connection: Connection[Any], source_id: int, data_date: datetime | None, progress: Progress
) -> dict[str, int]:
    touch_streets(connection, source_id)
    shared = has_others(connection, source_id)
    if shared:
        touch(connection, source_id)
    empty_layers(connection, source_id)
    counts = {}
    for done, layer in enumerate(LAYERS):
        progress(layer, done / len(LAYERS))
        try:
            counts[layer] = fill_layer(connection, layer, source_id)
        except errors.UniqueViolation as error:
            raise ImportRejected(
                f"an object is in the file twice: {error.diag.message_detail}"
            ) from error
    if shared:
        touch(connection, source_id)
        settle_shown(connection, source_id, data_date)
    return counts

"""The imports: registers, GeoFA's points, OpenStreetMap; and taking a source away."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
from shapely.geometry.base import BaseGeometry

from api.changes.models import KEPT_DAYS
from api.files.store import Files
from data.errors import ImportRejected
from data.geofa import GeofaPoint, read_points
from data.knowledge import forget_knowledge, load_knowledge
from data.network.build import forget_networks, publish_network
from data.osm.load import load_osm, refresh_derived, remove_osm
from data.osm.partitions import sweep
from data.reconcile.incoming import fill_institutions, fill_places
from data.reconcile.institutions import reconcile_institutions
from data.reconcile.outcome import Outcome
from data.reconcile.places import reconcile_places, settle_places
from data.register import RegisterRow, read_register
from data.transaction import ImportJob, dsn, import_as, lock

OSM_CREDIT = "© OpenStreetMap-bidragydere"
REGISTER_CREDIT = "Dagtilbudsregisteret og Institutionsregisteret (STIL)"
GEOFA_CREDIT = "GeoFA (GeoDanmark)"

FORGET_CHANGES = f"""
    DELETE FROM change WHERE at < now() - interval '{KEPT_DAYS} days'
                         AND id < (SELECT max(id) FROM change)
"""

Progress = Callable[[str, float | None], None]


def quiet(_: str, __: float | None) -> None:
    """A progress that nobody watches."""


def import_institutions(url: str, job: ImportJob, progress: Progress = quiet) -> Outcome:
    """A register of daycares and schools. Raises ImportRejected; then nothing has changed."""

    def load(connection: psycopg.Connection[Any], source_id: int) -> Outcome:
        progress("read", None)
        rows, left_out = [], Counter[str]()
        for row in read_register(job.path):
            if isinstance(row, RegisterRow):
                rows.append(row)
            else:
                left_out[f"{row.reason} (line {row.line})"] += 1
        refuse_double_keys(rows)
        fill_institutions(connection, rows)
        progress("compare", None)
        outcome = reconcile_institutions(
            connection, source_id=source_id, source_name=job.source, kind=job.kind
        )
        settle_places(connection)
        outcome.left_out = left_out
        return outcome

    return import_as(url, job, load)


def import_points(url: str, job: ImportJob, progress: Progress = quiet) -> Outcome:
    """GeoFA's points. Raises ImportRejected; then nothing has changed."""

    def load(connection: psycopg.Connection[Any], source_id: int) -> Outcome:
        progress("read", None)
        points, left_out = [], Counter[str]()
        for point in read_points(job.path):
            if isinstance(point, GeofaPoint):
                points.append(point)
            else:
                left_out[point.reason] += 1
        fill_places(connection, points)
        repeated = len(points) - len({point.ref for point in points})
        progress("compare", None)
        outcome = reconcile_places(
            connection, source_id=source_id, source_name=job.source, kind=job.kind
        )
        outcome.merged += repeated
        outcome.left_out = left_out
        return outcome

    return import_as(url, job, load)


def import_knowledge(url: str, job: ImportJob, progress: Progress = quiet) -> Outcome:
    """Local knowledge. Raises ImportRejected; then nothing has changed."""

    def load(connection: psycopg.Connection[Any], source_id: int) -> Outcome:
        progress("read", None)
        return load_knowledge(connection, job.path, source_id)

    return import_as(url, job, load)


def import_osm(
    url: str,
    job: ImportJob,
    files: Files,
    progress: Progress = quiet,
    *,
    outline: BaseGeometry | None = None,
    institutions: bool = False,
) -> Outcome:
    """An extract of OpenStreetMap: base map, network and places.

    The network goes to `files`. Raises ImportRejected as the others do.
    """

    def load(connection: psycopg.Connection[Any], source_id: int) -> Outcome:
        file = load_osm(
            connection,
            job.path,
            source_id=source_id,
            outline=outline,
            institutions=institutions,
            progress=progress,
        )
        connection.execute(
            "UPDATE source SET coverage = ST_GeomFromWKB(%s, 4326), data_date = %s WHERE id = %s",
            (file.coverage.wkb if file.coverage else None, file.data_date, source_id),
        )
        progress("derive", None)
        refresh_derived(connection, source_id=source_id)
        progress("network", None)
        publish_network(connection, files)
        progress("compare", None)
        if institutions:
            reconcile_institutions(
                connection, source_id=source_id, source_name=job.source, kind=job.kind
            )
        outcome = reconcile_places(
            connection, source_id=source_id, source_name=job.source, kind=job.kind
        )
        outcome.left_out.update(file.left_out)
        outcome.layers = file.counts
        outcome.notes = file.notes
        return outcome

    outcome = import_as(url, job, load)
    if not outcome.same_file:
        tidy(url, files)
    return outcome


def remove_source(url: str, name: str, files: Files) -> Outcome:
    """Take a source away: its map layers go, its places and institutions retire."""
    with psycopg.connect(dsn(url)) as connection:
        lock(connection)
        row = connection.execute(
            "SELECT id, kind FROM source WHERE name = %s AND removed_at IS NULL", (name,)
        ).fetchone()
        if row is None:
            raise ImportRejected(f"there is no source “{name}”")
        source_id, kind = row
        connection.execute("UPDATE source SET removed_at = now() WHERE id = %s", (source_id,))
        if kind == "osm":
            remove_osm(connection, source_id)
            refresh_derived(connection, source_id=source_id)
            publish_network(connection, files)
        forgotten = forget_knowledge(connection, source_id)
        fill_places(connection, [])
        fill_institutions(connection, [])
        outcome = reconcile_institutions(
            connection, source_id=source_id, source_name=name, kind=kind
        )
        places = reconcile_places(connection, source_id=source_id, source_name=name, kind=kind)
        outcome.retired += places.retired + forgotten
        outcome.changed += places.changed
    tidy(url, files)
    return outcome


def renew_network(url: str, files: Files) -> None:
    """Weave the network anew, of what has been imported."""
    with psycopg.connect(dsn(url)) as connection:
        lock(connection)
        publish_network(connection, files)
    tidy(url, files)


def tidy(url: str, files: Files) -> None:
    """What need not be in the transaction: what is old goes, the planner learns of the new."""
    with psycopg.connect(dsn(url), autocommit=True) as connection:
        sweep(connection)
        forget_networks(connection, files)
        connection.execute(FORGET_CHANGES)
        connection.execute("ANALYZE")


def refuse_double_keys(rows: list[RegisterRow]) -> None:
    """Raise ImportRejected where two rows of a register have one number."""
    lines: dict[str, int] = {}
    for row in rows:
        if row.ref in lines:
            raise ImportRejected(
                f"line {row.line} has the id {row.ref} of line {lines[row.ref]} again"
            )
        lines[row.ref] = row.line

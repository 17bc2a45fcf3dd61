"""The one transaction of an import: its source, its lock, its report; all or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from data.errors import ImportRejected
from data.reconcile.outcome import Outcome
from data.rules import rules_sha256

IMPORT_LOCK = 0x696D706F
"""Advisory lock: imports go one after the other, on however many servers they are started."""


@dataclass(frozen=True, slots=True)
class ImportJob:
    """What to import as which source; `force` does it again though nothing changed."""

    path: Path
    source: str
    kind: str
    attribution: str
    force: bool = False


def import_as(
    url: str, job: ImportJob, load: Callable[[psycopg.Connection[Any], int], Outcome]
) -> Outcome:
    """Run `load` in one transaction as the job's source; nothing where the file is the same.

    Raises ImportRejected for a file that cannot be read or a name that another kind holds.
    """
    fingerprint = _sha256(job.path)
    with psycopg.connect(dsn(url)) as connection:
        lock(connection)
        if not job.force and _is_same(connection, job, fingerprint):
            return Outcome(same_file=True)
        source_id = _open_source(connection, job, fingerprint)
        outcome = load(connection, source_id)
        connection.execute(
            "UPDATE source SET report = %s WHERE id = %s", (Jsonb(outcome.as_json()), source_id)
        )
    return outcome


def lock(connection: psycopg.Connection[Any]) -> None:
    """Wait until no other import runs, for as long as this transaction lasts."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (IMPORT_LOCK,))
    connection.execute("SET LOCAL TIME ZONE 'UTC'")


def _is_same(connection: psycopg.Connection[Any], job: ImportJob, fingerprint: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM source WHERE name = %s AND kind = %s AND file_sha256 = %s"
        " AND rules_sha256 = %s AND removed_at IS NULL",
        (job.source, job.kind, fingerprint, rules_sha256()),
    ).fetchone()
    return row is not None


def _open_source(connection: psycopg.Connection[Any], job: ImportJob, fingerprint: str) -> int:
    row = connection.execute(
        """
        INSERT INTO source (name, kind, file_name, file_sha256, rules_sha256, attribution,
                            imported_at, report)
        VALUES (%s, %s, %s, %s, %s, %s, now(), '{}')
        ON CONFLICT (name) DO UPDATE
        SET file_name = excluded.file_name, file_sha256 = excluded.file_sha256,
            rules_sha256 = excluded.rules_sha256, attribution = excluded.attribution,
            imported_at = now(), removed_at = NULL
        WHERE source.kind = excluded.kind
        RETURNING id
        """,
        (job.source, job.kind, job.path.name[:255], fingerprint, rules_sha256(), job.attribution),
    ).fetchone()
    if row is None:
        raise ImportRejected(
            f"the source “{job.source}” holds something else than {job.kind};"
            " give this one another name with --source"
        )
    return int(row[0])


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ImportRejected(f"{path}: {error.strerror}") from error


def dsn(url: str) -> str:
    """SQLAlchemy's URL as psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)

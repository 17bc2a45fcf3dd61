"""How long a file of three million objects takes: a real town, copied side by side.

Aalborg where ../shared/data is, else the packaged extract. The database is one of the tests'
cluster and is dropped afterwards. Beside it osm2pgsql with its own default style, where installed.
"""

import itertools
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from api.cluster import PrivateCluster, default_state_folder
from api.schema import migrate
from api.settings import CHECKOUT
from bench._copied_town import copied_town
from data.demo import PACKAGED_EXTRACT
from data.osm.load import load_osm, refresh_derived

AALBORG = CHECKOUT.parent / "shared" / "data" / "osm" / "aalborg-centrum-2024.osm.pbf"
SIDE = 10
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, and of work: ours, our processes', the database's."""

    wall: float
    cpu: float
    database: float

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.wall - other.wall, self.cpu - other.cpu, self.database - other.database)


def main() -> None:
    town = AALBORG if AALBORG.exists() else PACKAGED_EXTRACT
    file = copied_town(town, Path(tempfile.gettempdir()) / "naerhed-bench", SIDE)
    table = Table(title=f"{town.name}, {SIDE} x {SIDE} times, {file.stat().st_size / 1e6:.0f} MB")
    for column in ("step", "wall s", "CPU s", "database CPU s"):
        table.add_column(column, justify="left" if column == "step" else "right")
    with scratch_database() as url:
        for step, spent in import_steps(url, file):
            table.add_row(step, *(f"{n:.1f}" for n in (spent.wall, spent.cpu, spent.database)))
    own, children = (peak_mb(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    table.caption = f"most memory: importer {own} MB, one of its processes {children} MB"
    with scratch_database() as url:
        table.add_row("osm2pgsql, its default style", *osm2pgsql(url, file))
    Console().print(table)


def import_steps(url: str, file: Path) -> Iterator[tuple[str, Spent]]:
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO source (id, name, kind, file_name, file_sha256, rules_sha256,"
            " attribution, imported_at, report) VALUES (1, '', 'osm', '', '', '', '', now(), '{}')"
        )
        marks = [("read", spent(connection))]

        def progress(step: str, _: float | None) -> None:
            name = step.split()[0]
            if name != marks[-1][0]:
                marks.append((name, spent(connection)))

        load_osm(connection, file, source_id=1, outline=None, institutions=True, progress=progress)
        marks.append(("streets", spent(connection)))
        refresh_derived(connection, source_id=1)
        marks.append(("commit", spent(connection)))
        connection.commit()
        marks.append(("", spent(connection)))
    for (step, begun), (_, ended) in itertools.pairwise(marks):
        yield step, ended - begun
    yield "together", marks[-1][1] - marks[0][1]


def spent(connection: psycopg.Connection[tuple[object, ...]]) -> Spent:
    work = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Spent(
        time.perf_counter(),
        sum(used.ru_utime + used.ru_stime for used in work),
        process_seconds(connection.info.backend_pid),
    )


def process_seconds(pid: int) -> float:
    """What a process has worked, where the system tells (Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def osm2pgsql(url: str, file: Path) -> tuple[str, str, str]:
    if shutil.which("osm2pgsql") is None:
        return "not available", "", ""
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["osm2pgsql", "--create", "--database", url, str(file)], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - begun:.1f}", f"{work:.1f}", "not measured"


def peak_mb(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


@contextmanager
def scratch_database() -> Iterator[str]:
    """A migrated database of the tests' cluster; its owner's address for libpq."""
    folder = default_state_folder(CHECKOUT)
    urls = PrivateCluster(folder.with_name(folder.name + "-test")).start()
    name = f"bench_{uuid4().hex[:8]}"
    admin = plain(urls.admin, "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" OWNER naerhed_owner')
    with psycopg.connect(plain(urls.admin, name), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
        connection.execute("ALTER SCHEMA public OWNER TO naerhed_owner")
    engine = create_engine(make_url(urls.owner).set(database=name))
    migrate(engine, app_url=urls.app, render_url=urls.render)
    engine.dispose()
    try:
        yield plain(urls.owner, name)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def plain(url: str, database: str) -> str:
    named = make_url(url).set(database=database, drivername="postgresql")
    return named.render_as_string(hide_password=False)


if __name__ == "__main__":
    main()

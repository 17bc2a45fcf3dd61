"""How long a file of three million objects takes: a real town, copied side by side.

Aalborg where ../shared/data is, else the packaged extract. The database is one of the tests'
cluster and is dropped afterwards. Beside it osm2pgsql with its own default style, where installed.
"""

import itertools
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from bench._copied_town import copied_town
from bench._database import AALBORG, plain, scratch_database
from bench._work import worked_s
from data.demo import PACKAGED_EXTRACT
from data.osm.load import load_osm, refresh_derived

SIDE = 10


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
    with scratch_database() as databases:
        for step, spent in import_steps(plain(databases.owner), file):
            table.add_row(step, *(f"{n:.1f}" for n in (spent.wall, spent.cpu, spent.database)))
    own, children = (peak_mb(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    table.caption = f"most memory: importer {own} MB, one of its processes {children} MB"
    with scratch_database() as databases:
        own_style = osm2pgsql(plain(databases.owner), file)
        table.add_row("osm2pgsql, its default style", *own_style)
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
        marks.append(("derive", spent(connection)))
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
        worked_s(connection.info.backend_pid),
    )


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


if __name__ == "__main__":
    main()

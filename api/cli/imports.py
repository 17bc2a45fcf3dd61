"""`naerhed import …` and `naerhed sources …`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.output import Advance, console, progress, report
from api.deployment import databases, files_of
from api.settings import Settings
from data.imports import (
    GEOFA_CREDIT,
    OSM_CREDIT,
    REGISTER_CREDIT,
    import_institutions,
    import_knowledge,
    import_osm,
    import_points,
    remove_source,
)
from data.outlines import read_outline
from data.reconcile.outcome import Outcome
from data.sources import list_sources
from data.transaction import ImportJob

imports = typer.Typer(
    help="Bring data in. Each file is a named source; importing it again replaces what it "
    "brought before and nothing else. A file that is broken changes nothing.",
    no_args_is_help=True,
)
sources = typer.Typer(help="What has been imported, and taking it away.", no_args_is_help=True)

SourceName = Annotated[
    str | None, typer.Option("--source", help="Name of the source; default the file's name.")
]
Force = Annotated[bool, typer.Option("--force", help="Import again though nothing changed.")]
OsmPath = Annotated[Path, typer.Argument(help="An extract: .osm.pbf or .osm.", exists=True)]
CsvPath = Annotated[Path, typer.Argument(help="A register: CSV in UTF-8.", exists=True)]
GeojsonPath = Annotated[Path, typer.Argument(help="GeoJSON in degrees.", exists=True)]


@imports.command("osm")
def import_osm_command(
    file: OsmPath,
    source: SourceName = None,
    outline: Annotated[
        Path | None,
        typer.Option(
            help="GeoJSON polygon of what the extract covers; default its own box.", exists=True
        ),
    ] = None,
    with_institutions: Annotated[
        bool,
        typer.Option("--institutions", help="Also daycares and schools (registers are better)."),
    ] = False,
    force: Force = False,
) -> None:
    """Streets, houses, water, green, addresses and places from OpenStreetMap.

    Example: naerhed import osm denmark.osm.pbf --source denmark
    """

    def run(url: str, job: ImportJob, advance: Advance) -> Outcome:
        shape = read_outline(outline) if outline else None
        files = files_of(Settings())
        return import_osm(url, job, files, advance, outline=shape, institutions=with_institutions)

    _import(_job(file, source, "osm", OSM_CREDIT, force), run)


@imports.command("institutions")
def import_institutions_command(
    file: CsvPath, source: SourceName = None, force: Force = False
) -> None:
    """Daycares and schools from a register.

    Columns: id,navn,type,ejer,kommune,adresse,postnr,by,lat,lon,kilde
    """
    _import(_job(file, source, "institutions", REGISTER_CREDIT, force), import_institutions)


@imports.command("points")
def import_points_command(
    file: GeojsonPath, source: SourceName = None, force: Force = False
) -> None:
    """Playgrounds, viewpoints, museums … that a municipality has registered in GeoFA."""
    _import(_job(file, source, "points", GEOFA_CREDIT, force), import_points)


@imports.command("barriers")
def import_barriers_command(
    file: GeojsonPath, source: SourceName = None, force: Force = False
) -> None:
    """Local knowledge as GeoJSON: gates, what is not crossed, paths, dangerous roads.

    Each feature says kind (gate, shut, path, danger), role, date, reason, and the institution or
    the municipality for which it holds. It counts at once, on every server.
    """
    _import(_job(file, source, "barriers", "", force), import_knowledge)


@sources.command("list")
def list_command() -> None:
    """All sources, when they were imported, and what they brought."""
    with databases(Settings()) as found:
        table = Table("source", "kind", "data of", "imported", "objects")
        for source in list_sources(found.app):
            table.add_row(*map(str, source))
    console.print(table)


@sources.command("remove")
def remove_command(name: str) -> None:
    """Take a source away: its map goes, its places and institutions retire (nothing is deleted)."""
    with databases(Settings()) as found, progress(f"Removing {name}"):
        outcome = remove_source(found.owner, name, files_of(Settings()))
    report(outcome, name)


def _import(
    job: ImportJob,
    run: Callable[[str, ImportJob, Advance], Outcome],
) -> None:
    with databases(Settings()) as found, progress(job.path.name) as advance:
        outcome = run(found.owner, job, advance)
    report(outcome, job.source)


def _job(file: Path, source: str | None, kind: str, credit: str, force: bool) -> ImportJob:
    name = source or file.name.split(".")[0]
    return ImportJob(file, name, kind, credit, force)

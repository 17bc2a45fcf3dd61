"""`naerhed`: run the service, bring data in, see what is there."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlmodel import Session

from api.cluster import ClusterError
from api.database import make_engine
from api.deployment import Databases, DeploymentError, cluster_of, databases, with_databases
from api.errors import AppError
from api.health import examine
from api.institutions.service import set_walk
from api.main import create_app
from api.places.service import publish_waiting
from api.settings import Settings
from api.tables import categories, walking_groups
from data import demo
from data.errors import ImportRejected
from data.imports import (
    GEOFA_CREDIT,
    OSM_CREDIT,
    REGISTER_CREDIT,
    ImportJob,
    import_institutions,
    import_osm,
    import_points,
    remove_source,
)
from data.outlines import read_outline
from data.reconcile.outcome import Outcome
from data.sources import list_sources

OPERATOR = "operator"
console = Console()

app = typer.Typer(
    help="Nærhedscirklen: how far children walk round their daycare or school, and what is there.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
imports = typer.Typer(
    help="Bring data in. Each file is a named source; importing it again replaces what it "
    "brought before and nothing else. A file that is broken changes nothing.",
    no_args_is_help=True,
)
sources = typer.Typer(help="What has been imported, and taking it away.", no_args_is_help=True)
institutions = typer.Typer(help="Settings of one institution.", no_args_is_help=True)
places = typer.Typer(help="Places that wait for a person.", no_args_is_help=True)
app.add_typer(imports, name="import")
app.add_typer(sources, name="sources")
app.add_typer(institutions, name="institution")
app.add_typer(places, name="places")

SourceName = Annotated[
    str | None, typer.Option("--source", help="Name of the source; default the file's name.")
]
Force = Annotated[bool, typer.Option("--force", help="Import again though nothing changed.")]
OsmPath = Annotated[Path, typer.Argument(help="An extract: .osm.pbf or .osm.", exists=True)]
CsvPath = Annotated[Path, typer.Argument(help="A register: CSV in UTF-8.", exists=True)]
GeojsonPath = Annotated[Path, typer.Argument(help="GeoFA points: GeoJSON.", exists=True)]


@app.command()
def serve(
    with_demo: Annotated[
        bool, typer.Option("--demo", help="With no data yet, bring the packaged demo first.")
    ] = False,
) -> None:
    """Run the service on HOST and PORT, with its own database where DATABASE_URL is unset."""
    settings = Settings()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    with databases(settings, keep_alive=True) as found:
        if with_demo and not _has_data(found):
            _bring_demo(found)
        console.print(f"[bold]http://{settings.host}:{settings.port}[/bold]  (Ctrl-C stops)")
        uvicorn.run(
            create_app(with_databases(settings, found)),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="warning",
        )


@app.command()
def stop() -> None:
    """Stop the private database of this checkout; its data stays."""
    settings = Settings()
    if settings.database_url is not None:
        console.print("DATABASE_URL names a server; there is no database of our own to stop.")
        return
    stopped = cluster_of(settings).stop()
    console.print("The database has stopped." if stopped else "The database was not running.")


@app.command()
def migrate() -> None:
    """Bring the database's schema to the newest version."""
    with databases(Settings()):
        console.print("The schema is up to date.")


@app.command()
def health() -> None:
    """Say whether database, schema and data are fine; exit code 1 where they are not."""
    with databases(Settings()) as found:
        report = examine(make_engine(found.app))
    table = Table("", "", show_header=False)
    for name, value in report.model_dump(exclude={"renderers"}).items():
        table.add_row(name, str(value))
    console.print(table)
    if not report.lock:
        console.print("The lock is off: the service's role may change tables (see README).")
    raise typer.Exit(0 if report.ok else 1)


@app.command(name="demo")
def show_demo(
    area: Annotated[str, typer.Option(help="A Danish town, village or suburb.")] = "",
) -> None:
    """Bring the packaged demo, or with --area the streets of a Danish town from Overpass."""
    settings = Settings()
    with databases(settings) as found:
        if not area:
            _bring_demo(found)
            return
        with _progress(f"Streets of {area}") as progress:
            outcome = demo.import_area(
                found.owner,
                name=area,
                overpass_url=settings.overpass_url,
                folder=settings.state / "downloads",
                progress=progress,
            )
        _report(outcome, f"demo-{area.casefold()}")
        _approve(found, list(demo.APPROVED))


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

    def run(url: str, job: ImportJob, progress: Callable[[str, float | None], None]) -> Outcome:
        shape = read_outline(outline) if outline else None
        return import_osm(url, job, progress, outline=shape, institutions=with_institutions)

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
    with databases(Settings()) as found, _progress(f"Removing {name}"):
        outcome = remove_source(found.owner, name)
    _report(outcome, name)


@institutions.command("set")
def set_command(
    slug: Annotated[str, typer.Argument(help="As in the page's address: /i/SLUG")],
    group: Annotated[
        str | None, typer.Option(help="Walking group: " + ", ".join(walking_groups().groups))
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="One way, 1 to 120.")] = None,
    detour_factor: Annotated[
        float | None, typer.Option(help="Path length / air distance, 1 to 3.")
    ] = None,
) -> None:
    """Give an institution its own group, minutes or detour factor; imports leave them alone."""
    with databases(Settings()) as found, Session(make_engine(found.app)) as session:
        set_walk(
            session,
            slug=slug,
            role=OPERATOR,
            group=group,
            minutes=minutes,
            detour_factor=detour_factor,
        )
        session.commit()
    console.print(f"{slug} is set.")


@places.command("publish")
def publish_command(
    category: Annotated[list[str], typer.Argument(help=", ".join(categories()))],
) -> None:
    """Approve all waiting open-data places of these categories."""
    if unknown := set(category) - set(categories()):
        raise typer.BadParameter(f"no such category: {', '.join(sorted(unknown))}")
    with databases(Settings()) as found:
        _approve(found, category)


def main() -> None:
    """The command, its errors said in a sentence and exit code 1."""
    try:
        app()
    except (ImportRejected, DeploymentError, ClusterError) as error:
        Console(stderr=True).print(f"[bold red]Not done.[/bold red] {error}", highlight=False)
        sys.exit(1)
    except AppError as error:
        Console(stderr=True).print(
            f"[bold red]Not done.[/bold red] {error.message % error.values}", highlight=False
        )
        sys.exit(1)


def _import(
    job: ImportJob,
    run: Callable[[str, ImportJob, Callable[[str, float | None], None]], Outcome],
) -> None:
    with databases(Settings()) as found, _progress(job.path.name) as progress:
        outcome = run(found.owner, job, progress)
    _report(outcome, job.source)


def _job(file: Path, source: str | None, kind: str, credit: str, force: bool) -> ImportJob:
    name = source or file.name.split(".")[0]
    return ImportJob(file, name, kind, credit, force)


def _has_data(found: Databases) -> bool:
    return examine(make_engine(found.app)).data_version is not None


def _bring_demo(found: Databases) -> None:
    console.print(
        "No data yet: bringing the demo, central Helsinki, an extract of OpenStreetMap that comes "
        "in a package.\nDanish streets: make demo AREA=Aalborg"
    )
    with _progress("Demo") as progress:
        outcome = demo.import_packaged(found.owner, progress)
    _report(outcome, demo.PACKAGED_SOURCE)
    _approve(found, list(demo.APPROVED))


def _approve(found: Databases, names: list[str]) -> None:
    with Session(make_engine(found.app)) as session:
        count = publish_waiting(session, categories=names, role=OPERATOR)
        session.commit()
    console.print(f"{count} waiting places approved.")


@contextmanager
def _progress(title: str) -> Iterator[Callable[[str, float | None], None]]:
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.fields[title]}: {task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        task = bars.add_task("start", title=title, total=None)

        def advance(step: str, share: float | None) -> None:
            bars.update(task, description=step, total=1 if share is not None else None,
                        completed=share or 0)  # fmt: skip

        yield advance


def _report(outcome: Outcome, source: str) -> None:
    if outcome.same_file:
        console.print(f"{source}: unchanged since the last import; nothing to do (--force does).")
        return
    table = Table("", "", title=source, show_header=False, title_justify="left")
    for name in ("added", "changed", "unchanged", "merged", "retired", "restored"):
        table.add_row(name, str(getattr(outcome, name)))
    for layer, count in outcome.layers.items():
        table.add_row(f"map: {layer}", str(count))
    for reason, count in outcome.left_out.most_common():
        table.add_row(f"left out: {reason}", str(count))
    console.print(table)
    for note in outcome.notes:
        console.print(f"Note: {note}")


if __name__ == "__main__":
    main()

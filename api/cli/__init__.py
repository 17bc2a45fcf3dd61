"""`naerhed`: run the service, bring data in, see what is there."""

import os
import sys
from contextlib import nullcontext
from typing import Annotated

import typer
import uvicorn
from psycopg import OperationalError
from rich.console import Console
from rich.table import Table

from api.cli.demo import approve, bring_demo, has_data
from api.cli.imports import imports, sources
from api.cli.jobs import run_worker, worker_beside
from api.cli.operator import institutions, places
from api.cli.output import console, progress, report
from api.cli.reach import crossings, ensure_network, network, reach
from api.cluster import ClusterError
from api.database import make_engine
from api.deployment import (
    DeploymentError,
    cluster_of,
    databases,
    environment_of,
    files_of,
    with_databases,
)
from api.errors import AppError
from api.health import examine
from api.logs import configure_logs
from api.settings import Settings
from data import demo
from data.errors import ImportRejected

app = typer.Typer(
    help="Nærhedscirklen: how far children walk round their daycare or school, and what is there.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(imports, name="import")
app.add_typer(sources, name="sources")
app.add_typer(institutions, name="institution")
app.add_typer(places, name="places")
app.command()(reach)
app.command()(crossings)
app.command()(network)


@app.command()
def serve(
    with_demo: Annotated[
        bool, typer.Option("--demo", help="With no data yet, bring the packaged demo first.")
    ] = False,
    workers: Annotated[
        int, typer.Option(help="Processes that answer; each draws with its share of renderers.")
    ] = 1,
    with_worker: Annotated[
        bool, typer.Option("--worker", help="Also do the jobs, as `naerhed worker` does.")
    ] = False,
) -> None:
    """Run the service on HOST and PORT, with its own database where DATABASE_URL is unset."""
    settings = Settings()
    configure_logs()
    with databases(settings, keep_alive=True) as found:
        if with_demo and not has_data(found):
            bring_demo(found, files_of(settings))
        elif has_data(found):
            ensure_network(found, settings)
        console.print(f"[bold]http://{settings.host}:{settings.port}[/bold]  (Ctrl-C stops)")
        environment = environment_of(with_databases(settings, found), workers)
        os.environ.update(environment)
        with worker_beside(environment) if with_worker else nullcontext():
            uvicorn.run(
                "api.main:from_environment",
                factory=True,
                workers=workers,
                host=settings.host,
                port=settings.port,
                access_log=False,
                log_config=None,
            )


@app.command()
def worker(
    as_child: Annotated[bool, typer.Option("--as-child", hidden=True)] = False,
) -> None:
    """Do what is better done later: the jobs that the service and its clock put in the queue."""
    settings = Settings()
    configure_logs()
    if settings.database_url is not None:
        run_worker(settings, as_child=as_child)
        return
    with databases(settings, keep_alive=True) as found:
        run_worker(with_databases(settings, found), as_child=as_child)


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
def health(
    with_worker: Annotated[
        bool, typer.Option("--worker", help="Ask for a worker instead: exit code 1 without one.")
    ] = False,
) -> None:
    """Say whether database, schema and data are fine; exit code 1 where they are not."""
    with databases(Settings()) as found:
        report = examine(make_engine(found.app))
    table = Table("", "", show_header=False)
    for name, value in report.model_dump(exclude={"renderers", "network"}).items():
        table.add_row(name, str(value))
    console.print(table)
    if not report.lock:
        console.print("The lock is off: the service's role may change tables (see README).")
    fine = report.worker if with_worker else report.ok
    raise typer.Exit(0 if fine else 1)


@app.command(name="demo")
def show_demo(
    area: Annotated[str, typer.Option(help="A Danish town, village or suburb.")] = "",
) -> None:
    """Bring the packaged demo, or with --area the streets of a Danish town from Overpass."""
    settings = Settings()
    with databases(settings) as found:
        if not area:
            bring_demo(found, files_of(settings))
            return
        with progress(f"Streets of {area}") as advance:
            outcome = demo.import_area(
                found.owner,
                files_of(settings),
                name=area,
                overpass_url=settings.overpass_url,
                folder=settings.state / "downloads",
                progress=advance,
            )
        report(outcome, f"demo-{area.casefold()}")
        approve(found, list(demo.APPROVED))


def main() -> None:
    """The command, its errors said in a sentence and exit code 1."""
    try:
        app()
    except (ImportRejected, DeploymentError, ClusterError) as error:
        Console(stderr=True).print(f"[bold red]Not done.[/bold red] {error}", highlight=False)
        sys.exit(1)
    except OperationalError:
        Console(stderr=True).print(
            "[bold red]Not done.[/bold red] The database went away in the middle; nothing has"
            " changed. Try again."
        )
        sys.exit(1)
    except AppError as error:
        Console(stderr=True).print(
            f"[bold red]Not done.[/bold red] {error.message % error.values}", highlight=False
        )
        sys.exit(1)

"""The demo: real streets and places for trying the service out, by the ordinary importer."""

from pathlib import Path

from api.files.store import Files
from data.errors import ImportRejected
from data.imports import OSM_CREDIT, Progress, import_osm
from data.overpass import fetch_area, outline_of
from data.reconcile.outcome import Outcome
from data.transaction import ImportJob

PACKAGED_EXTRACT = Path(__file__).resolve().parent.parent / ".setup" / "demo" / "helsinki.osm.pbf"
PACKAGED_SOURCE = "demo-helsinki"
APPROVED = ("fountain", "bakery", "artwork", "sight", "picnic", "ancient", "market", "toilet")
"""Categories that wait for a person elsewhere; in the demo the person is whoever started it."""


def import_packaged(url: str, files: Files, progress: Progress) -> Outcome:
    """The extract of central Helsinki that a package from PyPI carries: needs no internet."""
    if not PACKAGED_EXTRACT.exists():
        raise ImportRejected(f"{PACKAGED_EXTRACT} is missing; `make setup` brings it")
    job = ImportJob(PACKAGED_EXTRACT, PACKAGED_SOURCE, "osm", OSM_CREDIT)
    return import_osm(url, job, files, progress, institutions=True)


def import_area(
    url: str, files: Files, *, name: str, overpass_url: str, folder: Path, progress: Progress
) -> Outcome:
    """The streets of a Danish town from Overpass, as a source of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "overpass.osm"
    fetch_area(overpass_url, name, file, lambda done: progress(f"fetch {done / 1e6:.0f} MB", None))
    outline = outline_of(file, name)
    job = ImportJob(file, f"demo-{name.casefold()}", "osm", OSM_CREDIT)
    return import_osm(url, job, files, progress, outline=outline, institutions=True)

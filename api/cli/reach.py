"""`naerhed reach`, `naerhed crossings` and `naerhed network`: what is worked out for many."""

import json
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlmodel import Session

from api import geojson
from api.areas.models import Municipality
from api.areas.service import all_municipalities, municipality_by_slug
from api.cli.output import console, progress
from api.crossings.service import find_missing, missing_of, store_missing
from api.crossings.views import missing_feature, missing_public
from api.database import make_engine
from api.deployment import Databases, databases, files_of
from api.institutions.service import Located, by_slug, find, of_municipality
from api.institutions.walk import walk_of
from api.reach.networks import Networks
from api.reach.service import Origin, outing
from api.reach.views import reach_collection
from api.settings import Settings
from data.imports import renew_network
from geo.reach import MAX_METRES

GeojsonFile = Annotated[
    Path | None, typer.Option("--geojson", help="Write all shapes to this file too.")
]
InMunicipality = Annotated[str | None, typer.Option(help="Of this one only, by its slug.")]


def reach(
    slug: Annotated[str | None, typer.Argument(help="As in the page's address: /i/SLUG")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Of every institution.")] = False,
    municipality: InMunicipality = None,
    geojson_file: GeojsonFile = None,
) -> None:
    """How far the children of an institution, or of all, really get."""
    if (slug is None) == (not everyone):
        raise typer.BadParameter("name an institution, or say --all")
    settings = Settings()
    table = Table("institution", "group", "metres", "of the circle", "detour", "places counted")
    features: list[dict[str, Any]] = []
    with databases(settings) as found, Session(make_engine(found.app)) as session:
        networks = Networks(files_of(settings))
        located = [by_slug(session, slug)] if slug else _all(session, municipality)
        began = perf_counter()
        with progress("Reach") as advance:
            for done, one in enumerate(located):
                advance(one.institution.name, done / len(located))
                features += _add(session, networks, one, table)
        took = perf_counter() - began
    console.print(table)
    console.print(f"{len(located)} in {took:.1f} s.")
    if geojson_file:
        _write(geojson_file, features)


def crossings(
    municipality: Annotated[str | None, typer.Argument(help="By its slug; else all.")] = None,
    geojson_file: GeojsonFile = None,
) -> None:
    """Work out the crossings that are missed most, for /kommune/…/overgange."""
    settings = Settings()
    features: list[dict[str, Any]] = []
    with databases(settings) as found, Session(make_engine(found.app)) as session:
        networks = Networks(files_of(settings))
        for one in _municipalities(session, municipality):
            with progress(one.name) as advance:
                store_missing(session, one, find_missing(session, networks, one, advance))
            table = Table(
                "", "in the way", "", "institutions", "m gained", "places", title=one.name
            )
            for row, position in missing_of(session, one):
                public = missing_public(row, position)
                features.append(missing_feature(public).model_dump(mode="json"))
                table.add_row(
                    str(row.rank), row.cause, row.name or "", str(row.institutions),
                    f"{row.gained_m:.0f}", str(row.places),
                )  # fmt: skip
            console.print(table)
        session.commit()
    if geojson_file:
        _write(geojson_file, features)


def network() -> None:
    """Weave the pedestrian network anew, of what has been imported."""
    settings = Settings()
    with databases(settings) as found, progress("Network"):
        renew_network(found.owner, files_of(settings))
    console.print("The network is new.")


def ensure_network(found: Databases, settings: Settings) -> None:
    """Weave a network where there are ways and none, or one of another version of the service."""
    files = files_of(settings)
    with Session(make_engine(found.app)) as session:
        if Networks(files).current(session) is not None:
            return
    with progress("Network"):
        renew_network(found.owner, files)


def _add(session: Session, networks: Networks, one: Located, table: Table) -> list[dict[str, Any]]:
    walk = walk_of(one.institution)
    origin = Origin(one.position, one.institution.id)
    with outing(session, networks, origin, walk, most_m=MAX_METRES) as walked:
        made = reach_collection(session, walked)
    said = made.properties
    table.add_row(
        one.institution.name,
        said.group,
        f"{said.metres:.0f}",
        said.missing or (f"{said.share:.0%}" if said.share is not None else ""),
        f"{said.detour.factor:.2f}" if said.detour else "",
        str(said.detour.count) if said.detour else "",
    )
    slug = one.institution.slug
    return [
        {**feature, "id": f"{slug}-{feature['id']}", "institution": slug}
        for feature in json.loads(geojson.as_json(made))["features"]
    ]


def _all(session: Session, municipality: str | None) -> list[Located]:
    if municipality is None:
        return find(session)
    return of_municipality(session, municipality_by_slug(session, municipality).id)


def _municipalities(session: Session, slug: str | None) -> list[Municipality]:
    return [municipality_by_slug(session, slug)] if slug else all_municipalities(session)


def _write(file: Path, features: list[dict[str, Any]]) -> None:
    collection = {"type": "FeatureCollection", "features": features}
    file.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
    console.print(f"{len(features)} shapes in {file}.")

"""The pages of institutions: all of them, and one with its circle."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api.basemap.service import credits
from api.circles.pages import Form, circle_page
from api.database import SessionDep
from api.freshness import Dated, kept
from api.institutions import service
from api.institutions.models import InstitutionKind
from api.institutions.service import Located
from api.institutions.views import institution_public
from api.institutions.walk import walk_of
from api.pages import page
from api.places.filters import FilterQuery, PlaceFilter
from api.queries import Group, Kind, Minutes, Slow
from api.reach.service import Origin

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Dated]
)


@router.get("/")
def index(request: Request, session: SessionDep, kind: Kind = None) -> HTMLResponse:
    return kept(request, lambda: _index(request, session, kind))


def _index(request: Request, session: Session, kind: InstitutionKind | None) -> HTMLResponse:
    found = service.find(session, kind=kind)
    return page(
        request,
        "index.html",
        kind=kind,
        total=len(found),
        groups_of_institutions=_by_municipality(found),
        attributions=credits(session),
    )


@router.get("/i/{slug}")
def show(
    request: Request,
    session: SessionDep,
    slug: str,
    chosen: FilterQuery,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> HTMLResponse:
    return kept(request, lambda: _circle(request, session, slug, chosen, group, minutes, slow))


def _circle(
    request: Request,
    session: Session,
    slug: str,
    chosen: PlaceFilter,
    group: str | None,
    minutes: float | None,
    slow: bool,
) -> HTMLResponse:
    located = service.by_slug(session, slug)
    return circle_page(
        request,
        session,
        "institution.html",
        origin=Origin(located.position, located.institution.id),
        walk=walk_of(located.institution, group=group, minutes=minutes, slow=slow),
        chosen=chosen,
        form=Form(f"/i/{slug}"),
        slug=slug,
        institution=institution_public(located),
    )


def _by_municipality(found: Iterable[Located]) -> list[dict[str, Any]]:
    return [
        {"municipality": name, "institutions": [institution_public(one) for one in group]}
        for name, group in groupby(found, key=lambda one: one.municipality)
    ]

"""Finding institutions. Every list starts from `active()`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import Select, cast, false, func, select, tuple_
from sqlmodel import Session, col

from api.areas.models import Municipality
from api.errors import N_, Gone, Moved, NotFound, Rejected
from api.institutions.models import Institution, InstitutionKind
from api.institutions.walk import walk_of
from api.links.models import LinkSpace
from api.links.service import follow
from api.search.matching import Fit, Meaning, fit
from api.search.phrase import phrase_of
from geo.positions import LonLat

MIN_DETOUR, MAX_DETOUR = 1.0, 3.0
OF_MUNICIPALITY = """
    municipality_id IN (SELECT id FROM municipality WHERE search_fold(name) LIKE :begins)
"""


@dataclass(frozen=True, slots=True)
class Located:
    """An institution, where it stands and whose it is."""

    institution: Institution
    position: LonLat
    municipality: str | None


@dataclass(frozen=True, slots=True)
class Bbox:
    """A box in degrees, WGS 84."""

    west: float
    south: float
    east: float
    north: float


def active() -> Select[Any]:
    """Institutions that are there, each with longitude, latitude and municipality."""
    point = cast(Institution.location, Geometry)
    return (
        select(Institution, func.ST_X(point), func.ST_Y(point), col(Municipality.name))
        .join(Municipality, col(Institution.municipality_id) == Municipality.id, isouter=True)
        .where(~col(Institution.retired), col(Institution.deleted_at).is_(None))
    )


def find(
    session: Session, *, kind: InstitutionKind | None = None, limit: int | None = None
) -> list[Located]:
    """Institutions of a kind, those of one municipality together; by name."""
    query = _chosen(session, kind=kind).order_by(
        col(Municipality.name).nulls_last(), col(Institution.name), Institution.slug
    )
    return [_located(row) for row in session.execute(query.limit(limit))]


def of_municipality(session: Session, municipality_id: UUID) -> list[Located]:
    """All institutions of a municipality, by name."""
    query = active().where(col(Institution.municipality_id) == municipality_id)
    rows = session.execute(query.order_by(col(Institution.name), col(Institution.slug)))
    return [_located(row) for row in rows]


def find_after(
    session: Session,
    *,
    words: str = "",
    kind: InstitutionKind | None = None,
    bbox: Bbox | None = None,
    after: str | None = None,
    limit: int,
) -> list[Located]:
    """Institutions whose name, address, town or municipality holds every word; by name.

    `after` is the slug of the last one seen. Raises Rejected where there is none of that slug.
    """
    by_name = (col(Institution.name), col(Institution.slug))
    query = _chosen(session, words=words, kind=kind, bbox=bbox).order_by(*by_name)
    if after is not None:
        last = session.execute(select(*by_name).where(col(Institution.slug) == after)).first()
        if last is None:
            raise Rejected(N_("There is nothing of that id to go on from."), field="after")
        query = query.where(tuple_(*by_name) > tuple_(*last))
    return [_located(row) for row in session.execute(query.limit(limit))]


def _chosen(
    session: Session,
    *,
    words: str = "",
    kind: InstitutionKind | None = None,
    bbox: Bbox | None = None,
) -> Select[Any]:
    query = active()
    if words:
        query = query.where(_holding(session, words))
    if kind:
        query = query.where(col(Institution.kind) == kind)
    if bbox:
        box = func.ST_MakeEnvelope(bbox.west, bbox.south, bbox.east, bbox.north, 4326)
        query = query.where(func.ST_Intersects(cast(Institution.location, Geometry), box))
    return query


def fitting(session: Session, fit: Fit, *, limit: int) -> list[Located]:
    """Institutions that fit what was typed, best first."""
    query = active().where(fit.where()).order_by(fit.order_by(), Institution.name, Institution.slug)
    return [_located(row) for row in session.execute(query.limit(limit))]


def meaning(keys: Mapping[str, frozenset[str]] | None = None) -> Meaning:
    """What a word of a search can say of an institution: its kind (`keys`), its municipality."""
    return Meaning(column="institution.kind", keys=keys or {}, also=OF_MUNICIPALITY)


def by_slug(session: Session, slug: str) -> Located:
    """The institution at `/i/{slug}`. Raises Moved, Gone or NotFound."""
    row = session.execute(active().where(col(Institution.slug) == slug)).first()
    if row:
        return _located(row)
    target = follow(session, space=LinkSpace.institution, key=slug)
    institution = session.get(Institution, target.entity_id) if target else None
    if institution is None:
        raise NotFound(N_("There is no institution at this address."))
    if institution.retired or institution.deleted_at:
        raise Gone(N_("This institution is no longer here."))
    raise Moved(slug, institution.slug)


def near(session: Session, *, position: LonLat, radius_m: float, limit: int) -> list[Located]:
    """Institutions within a distance through the air, nearest first."""
    here = func.ST_MakePoint(position.lon, position.lat)
    query = (
        active()
        .where(func.ST_DWithin(Institution.location, func.geography(here), radius_m))
        .order_by(func.ST_Distance(Institution.location, func.geography(here)))
    )
    return [_located(row) for row in session.execute(query.limit(limit))]


def _holding(session: Session, words: str) -> Any:
    phrase = phrase_of(session, words).whole()
    return fit(phrase, near=False, meaning=meaning()).where() if phrase.words else false()


def _located(row: Any) -> Located:
    institution, lon, lat, municipality = row
    return Located(institution, LonLat(lon, lat), municipality)


def set_walk(
    session: Session,
    *,
    slug: str,
    role: str,
    group: str | None,
    minutes: float | None,
    detour_factor: float | None,
) -> Located:
    """Give an institution its own group, minutes or factor; what is None stays as it is.

    Raises Rejected naming the field, and what `by_slug` raises.
    """
    located = by_slug(session, slug)
    institution = located.institution
    if detour_factor is not None and not MIN_DETOUR <= detour_factor <= MAX_DETOUR:
        raise Rejected(
            N_("The detour factor lies between %(least)s and %(most)s."),
            field="detour_factor",
            least=MIN_DETOUR,
            most=MAX_DETOUR,
        )
    walk_of(institution, group=group, minutes=minutes)
    now = datetime.now(UTC).isoformat()
    values = {"walking_group": group, "minutes": minutes, "detour_factor": detour_factor}
    changed = {field: value for field, value in values.items() if value is not None}
    for field, value in changed.items():
        setattr(institution, field, value)
    mark = {"source": None, "role": role, "at": now}
    institution.provenance = institution.provenance | dict.fromkeys(changed, mark)
    session.add(institution)
    session.flush()
    return located

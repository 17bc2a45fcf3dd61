"""Places as visitors may see them. Every output starts from `published()`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import Select, and_, cast, func, or_, select, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from api.errors import N_, Gone, Moved, NotFound
from api.links.models import LinkSpace
from api.links.service import follow
from api.places.models import Place, PlaceState
from api.search.matching import Fit
from api.sources.models import Source, SourceObject
from geo.positions import LonLat

UNSEEN: tuple[Any, ...] = (
    Place.location,
    Place.area,
    Place.entrances,
    Place.arrival,
    Place.provenance,
    Place.words,
)
"""Columns that no visitor reads, some of them large."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A place, where its point is, and who is to be thanked for knowing it."""

    place: Place
    position: LonLat
    credits: list[str]


@dataclass(frozen=True, slots=True)
class SeenFrom:
    """A place and how far through the air its nearest entrance, edge or point is."""

    seen: Seen
    air_m: float


def published(*, institution_id: UUID | None = None) -> Select[Any]:
    """The places that may be shown: to all, or also an institution's own at that institution."""
    visible = col(Place.state) == PlaceState.public
    if institution_id:
        own = and_(
            col(Place.state) == PlaceState.own_institution,
            col(Place.own_institution_id) == institution_id,
        )
        visible = or_(visible, own)
    return select(Place).where(
        visible, col(Place.merged_into_id).is_(None), col(Place.deleted_at).is_(None)
    )


def around(
    session: Session, *, centre: LonLat, radius_m: float, institution_id: UUID | None = None
) -> list[SeenFrom]:
    """Published places whose nearest part lies within a distance, nearest first."""
    here = func.geography(func.ST_SetSRID(func.ST_MakePoint(centre.lon, centre.lat), 4326))
    distance = func.ST_Distance(Place.arrival, here)
    query = (
        _with_position_and_credits(published(institution_id=institution_id))
        .add_columns(distance)
        .where(func.ST_DWithin(Place.arrival, here, radius_m))
        .order_by(distance, Place.code)
    )
    return [SeenFrom(_seen(row), row[-1]) for row in session.execute(query)]


def fitting(session: Session, fit: Fit, *, limit: int) -> list[Seen]:
    """Public places that fit what was typed, best first."""
    query = _with_position_and_credits(published()).where(fit.where())
    query = query.order_by(fit.order_by(), col(Place.name), col(Place.near), Place.code)
    return [_seen(row) for row in session.execute(query.limit(limit))]


def by_slug(session: Session, slug: str, *, institution_id: UUID | None = None) -> Seen:
    """The place at `/sted/{slug}`, or an institution's own. Raises Moved, Gone or NotFound."""
    visible = published(institution_id=institution_id)
    row = session.execute(
        _with_position_and_credits(visible).where(col(Place.slug) == slug)
    ).first()
    if row:
        return _seen(row)
    target = follow(session, space=LinkSpace.place, key=slug)
    if target is None:
        raise NotFound(N_("There is no place at this address."))
    raise Moved(slug, survivor(session, target.entity_id, but_not=slug).slug)


def survivor(session: Session, place_id: UUID, *, but_not: str | None = None) -> Place:
    """The published place that a place has become by merging or renaming.

    Raises Gone where it is retired, and NotFound where nobody may see it yet.
    """
    place = session.get(Place, place_id)
    while place and place.merged_into_id:
        place = session.get(Place, place.merged_into_id)
    if place and (place.state == PlaceState.retired or place.deleted_at):
        raise Gone(N_("This place is no longer on the map."))
    if place is None or place.state != PlaceState.public or place.slug == but_not:
        raise NotFound(N_("There is no place at this address."))
    return place


def _with_position_and_credits(query: Select[Any]) -> Select[Any]:
    point = cast(Place.location, Geometry)
    credits = (
        select(func.array_agg(col(Source.attribution).distinct()))
        .join(SourceObject, col(SourceObject.source_id) == Source.id)
        .where(col(SourceObject.entity_id) == col(Place.id), col(SourceObject.gone_at).is_(None))
        .correlate(Place)
        .scalar_subquery()
    )
    unseen = (defer(column) for column in UNSEEN)
    return query.add_columns(func.ST_X(point), func.ST_Y(point), credits).options(*unseen)


def _seen(row: Any) -> Seen:
    return Seen(row[0], LonLat(row[1], row[2]), list(row[3] or []))


def publish_waiting(session: Session, *, categories: list[str], role: str) -> int:
    """Approve the waiting open-data places of some categories, as a person with that role."""
    mark = func.jsonb_build_object(
        "state", func.jsonb_build_object("source", None, "role", role, "at", func.now())
    )
    done = session.execute(
        update(Place)
        .where(
            col(Place.state) == PlaceState.candidate,
            col(Place.open_data),
            col(Place.category).in_(categories),
        )
        .values(state=PlaceState.public, provenance=col(Place.provenance).op("||")(mark))
    )
    return int(getattr(done, "rowcount", 0))

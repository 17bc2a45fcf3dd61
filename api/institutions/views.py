"""What visitors get to know of institutions and their circles, by API and page alike."""

from pydantic import BaseModel
from sqlmodel import Session

from api import geojson
from api.basemap.service import covered_share
from api.institutions.models import InstitutionKind
from api.institutions.service import Located
from api.institutions.walk import Ring, Walk, walk_of
from api.tables import walking_groups
from geo.circles import circle


class InstitutionPublic(BaseModel):
    """An institution with the walk that is its own."""

    slug: str
    code: str
    name: str
    kind: InstitutionKind
    ownership: str | None
    address: str | None
    postcode: str | None
    city: str | None
    municipality: str | None
    lon: float
    lat: float
    group: str
    minutes: float
    detour_factor: float


class RingPublic(BaseModel):
    kind: str
    minutes: float
    radius_m: float
    own: bool


class CirclePublic(BaseModel):
    """A circle in words and numbers; its shapes are in the GeoJSON."""

    group: str
    group_name: str
    kmh: float
    minutes: float
    metres: float
    radius_m: float
    detour_factor: float
    rings: list[RingPublic]
    coverage_share: float | None


class GroupPublic(BaseModel):
    key: str
    name: str
    minutes: float
    ages: tuple[int, int]


def institution_public(located: Located) -> InstitutionPublic:
    institution, position = located.institution, located.position
    walk = walk_of(institution)
    return InstitutionPublic(
        **institution.model_dump(
            include={"slug", "code", "name", "ownership", "address", "postcode", "city"}
        ),
        kind=InstitutionKind(institution.kind),
        municipality=located.municipality,
        lon=position.lon,
        lat=position.lat,
        group=walk.walking_group.key,
        minutes=walk.minutes,
        detour_factor=walk.detour_factor,
    )


def institution_feature(located: Located) -> geojson.Feature[InstitutionPublic]:
    public = institution_public(located)
    return geojson.Feature(
        id=public.slug, geometry=geojson.point(public.lon, public.lat), properties=public
    )


def circle_public(session: Session, located: Located, walk: Walk) -> CirclePublic:
    disc = circle(located.position, walk.radius_m)
    return CirclePublic(
        group=walk.walking_group.key,
        group_name=walk.walking_group.name,
        kmh=walk.walking_group.kmh,
        minutes=walk.minutes,
        metres=walk.metres,
        radius_m=walk.radius_m,
        detour_factor=walk.detour_factor,
        rings=[_ring_public(ring) for ring in walk.rings()],
        coverage_share=covered_share(session, disc),
    )


def circle_features(located: Located, walk: Walk) -> list[geojson.Feature[RingPublic]]:
    """The group's own circle and the rings, largest first, so that the small lie on top."""
    return [
        geojson.Feature(
            id=f"{located.institution.slug}-{ring.minutes:g}",
            geometry=geojson.geometry(circle(located.position, ring.radius_m)),
            properties=_ring_public(ring),
        )
        for ring in reversed(walk.rings())
    ]


def groups_public() -> list[GroupPublic]:
    return [
        GroupPublic(key=g.key, name=g.name, minutes=g.minutes, ages=g.ages)
        for g in walking_groups().groups.values()
    ]


def _ring_public(ring: Ring) -> RingPublic:
    return RingPublic(
        kind="circle" if ring.own else "ring",
        minutes=ring.minutes,
        radius_m=ring.radius_m,
        own=ring.own,
    )

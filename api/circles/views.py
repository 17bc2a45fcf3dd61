"""What visitors get to know of a circle, by API and page alike."""

from pydantic import BaseModel
from sqlmodel import Session

from api import geojson
from api.basemap.service import covered_share
from api.circles.walk import Ring, Walk
from api.tables import walking_groups
from geo.circles import circle
from geo.positions import LonLat


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
    slow: bool
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
    crosses: bool


def circle_public(session: Session, centre: LonLat, walk: Walk) -> CirclePublic:
    disc = circle(centre, walk.radius_m)
    return CirclePublic(
        group=walk.walking_group.key,
        group_name=walk.walking_group.name,
        kmh=walk.kmh,
        slow=walk.slow,
        minutes=walk.minutes,
        metres=walk.metres,
        radius_m=walk.radius_m,
        detour_factor=walk.detour_factor,
        rings=[_ring_public(ring) for ring in walk.rings()],
        coverage_share=covered_share(session, disc),
    )


def circle_features(centre: LonLat, walk: Walk, *, name: str) -> list[geojson.Feature[RingPublic]]:
    """The group's own circle and the rings, largest first, so that the small lie on top.

    Their ids are the name and the minutes.
    """
    return [
        geojson.Feature(
            id=f"{name}-{ring.minutes:g}",
            geometry=geojson.geometry(circle(centre, ring.radius_m)),
            properties=_ring_public(ring),
        )
        for ring in reversed(walk.rings())
    ]


def groups_public() -> list[GroupPublic]:
    return [
        GroupPublic(key=g.key, name=g.name, minutes=g.minutes, ages=g.ages, crosses=g.crosses)
        for g in walking_groups().groups.values()
    ]


def _ring_public(ring: Ring) -> RingPublic:
    return RingPublic(
        kind="circle" if ring.own else "ring",
        minutes=ring.minutes,
        radius_m=ring.radius_m,
        own=ring.own,
    )

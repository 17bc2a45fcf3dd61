"""What visitors get to know of institutions, by API and page alike."""

from pydantic import BaseModel

from api import geojson
from api.institutions.models import InstitutionKind
from api.institutions.service import Located
from api.institutions.walk import walk_of


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

"""What visitors get to know of what was found, by API and page alike."""

from enum import StrEnum

from pydantic import BaseModel

from api.institutions.service import Located
from api.places.service import Seen
from api.places.views import title
from api.search.addresses import Address
from api.search.service import Found
from api.tables import categories
from web.i18n import gettext
from web.words import KINDS


class HitKind(StrEnum):
    institution = "institution"
    address = "address"
    street = "street"
    place = "place"


class Hit(BaseModel):
    """One thing found. `path` is its page; an address has none, but a circle can be drawn there."""

    kind: HitKind
    title: str
    detail: str
    path: str | None
    lon: float
    lat: float


class SearchPublic(BaseModel):
    """What was found, best first; `near` where only other spellings than the one typed fit."""

    institutions: list[Hit]
    addresses: list[Hit]
    places: list[Hit]
    near: bool


def search_public(found: Found, locale: str) -> SearchPublic:
    return SearchPublic(
        institutions=[_institution(one, locale) for one in found.institutions],
        addresses=[_address(one) for one in found.addresses],
        places=[_place(one, locale) for one in found.places],
        near=found.near,
    )


def _institution(found: Located, locale: str) -> Hit:
    one = found.institution
    kind = gettext(locale, KINDS[one.kind])
    return Hit(
        kind=HitKind.institution,
        title=one.name,
        detail=_said(kind, one.address, _said(one.postcode, one.city, by=" ")),
        path=f"/i/{one.slug}",
        lon=found.position.lon,
        lat=found.position.lat,
    )


def _address(found: Address) -> Hit:
    house = (found.number or "").upper()
    return Hit(
        kind=HitKind.address if house else HitKind.street,
        title=_said(found.street, house, by=" "),
        detail=_said(found.postcode, found.city, by=" "),
        path=None,
        lon=found.position.lon,
        lat=found.position.lat,
    )


def _place(found: Seen, locale: str) -> Hit:
    place, category = found.place, categories()[found.place.category]
    return Hit(
        kind=HitKind.place,
        title=title(place.name, category.name, place.near, locale),
        detail=_said(gettext(locale, category.name), place.near) if place.name else "",
        path=f"/sted/{place.slug}",
        lon=found.position.lon,
        lat=found.position.lat,
    )


def _said(*parts: str | None, by: str = ", ") -> str:
    return by.join(filter(None, parts))

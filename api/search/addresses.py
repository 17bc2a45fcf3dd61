"""Streets and addresses that fit what was typed."""

from dataclasses import dataclass

from sqlmodel import Session

from api.search.matching import Fit
from geo.positions import LonLat

HOUSES_A_STREET = 3
"""While a number is typed: `1` may become 1, 1A or 10."""
ADDRESSES = """
    WITH street AS (
        SELECT *, row_number() OVER (ORDER BY {best}, cardinality(house_numbers) DESC, id) AS turn
        FROM base.search_street WHERE {fits}
        ORDER BY turn LIMIT :most
    )
    SELECT name, number, postcode, city, ST_X(point), ST_Y(point)
    FROM street
    LEFT JOIN LATERAL (
        SELECT number, min(nth)::int AS nth
        FROM unnest(house_numbers) WITH ORDINALITY AS one (number, nth)
        WHERE :number <> '' AND starts_with(number, :number)
        GROUP BY number ORDER BY number <> :number, {in_order} LIMIT :houses
    ) house ON true
    CROSS JOIN ST_Transform(coalesce(ST_GeometryN(houses, nth), geom), 4326) AS point
    ORDER BY number IS NULL, turn, number <> :number, {in_order} LIMIT :most
"""
IN_ORDER = r"substring(number FROM '^\d{1,6}')::int, number"
"""1, 1A, 2, 10."""


@dataclass(frozen=True, slots=True)
class Address:
    """A street of a town, or one house of it where `number` is set (small letters)."""

    street: str
    number: str | None
    postcode: str | None
    city: str | None
    position: LonLat


def find_addresses(session: Session, fit: Fit, *, number: str, limit: int) -> list[Address]:
    """Streets, those first that have a house whose number begins as was typed."""
    statement = fit.bound(ADDRESSES.format(best=fit.order, fits=fit.condition, in_order=IN_ORDER))
    values = {"number": number, "most": limit, "houses": HOUSES_A_STREET}
    return [
        Address(street, house, postcode, city, LonLat(lon, lat))
        for street, house, postcode, city, lon, lat in session.execute(statement, values)
    ]

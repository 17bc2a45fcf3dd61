"""Query strings, parsed and checked once into values."""

from math import isfinite
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator

from api.circles.walk import MAX_MINUTES, MIN_MINUTES
from api.errors import N_, Rejected
from api.institutions.models import InstitutionKind
from api.institutions.service import Bbox
from api.tables import walking_groups

Words = Annotated[str, Query(alias="q", max_length=100)]
Kind = Annotated[
    InstitutionKind | None,
    Query(),
    BeforeValidator(lambda value: value or None),  # a form sends `?kind=` for "all"
]
Group = Annotated[
    str | None,
    Query(max_length=40, json_schema_extra={"enum": [*walking_groups().groups, None]}),
]
Minutes = Annotated[
    float | None,
    Query(
        allow_inf_nan=False,
        json_schema_extra={"minimum": MIN_MINUTES, "maximum": MAX_MINUTES},
    ),
]

Slow = Annotated[bool, Query(description="A slow day: everything takes a quarter longer.")]


def parse_bbox(bbox: Annotated[str | None, Query(max_length=120)] = None) -> Bbox | None:
    """`west,south,east,north` in degrees. Raises Rejected naming `bbox`."""
    if not bbox:
        return None
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise _bad_bbox() from None
    inside = all(map(isfinite, (west, south, east, north)))
    if not (inside and -180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _bad_bbox()
    return Bbox(west, south, east, north)


def _bad_bbox() -> Rejected:
    return Rejected(N_("A box is written west,south,east,north in degrees."), field="bbox")


BboxQuery = Annotated[Bbox | None, Depends(parse_bbox)]

from enum import StrEnum
from typing import Any

from geoalchemy2 import Geography
from sqlalchemy import CheckConstraint, Column, Computed, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.database import OwnedRow, words_index


class InstitutionKind(StrEnum):
    """What children call the house they come from; the words users read are in the catalogs."""

    nursery = "nursery"
    kindergarten = "kindergarten"
    integrated = "integrated"
    school = "school"
    after_school = "after_school"
    youth_school = "youth_school"


class Institution(OwnedRow, table=True):
    """A daycare or school. Its walking group, minutes and factor are null while the defaults hold.

    `provenance` says for each field who set it: `{"name": {"source": …, "role": …, "at": …}}`.
    What a person set is not overwritten when the register changes. `words` is what the search looks
    at.
    """

    __table_args__ = (
        words_index("institution"),
        CheckConstraint("minutes > 0 AND minutes <= 120", name="minutes"),
        CheckConstraint("detour_factor >= 1 AND detour_factor <= 3", name="detour_factor"),
    )

    code: str = Field(unique=True, max_length=12)
    slug: str = Field(unique=True, max_length=120)
    name: str = Field(max_length=200)
    kind: InstitutionKind = Field(sa_type=String(20))
    ownership: str | None = Field(default=None, max_length=40)
    address: str | None = Field(default=None, max_length=200)
    postcode: str | None = Field(default=None, max_length=12)
    city: str | None = Field(default=None, max_length=80)
    location: Any = Field(sa_type=Geography("POINT", srid=4326, nullable=False))
    walking_group: str | None = Field(default=None, max_length=40)
    minutes: float | None = None
    detour_factor: float | None = None
    retired: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    provenance: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )
    words: str | None = Field(
        default=None,
        sa_column=Column(
            Text, Computed("search_words(name, address, postcode, city)", persisted=True)
        ),
    )

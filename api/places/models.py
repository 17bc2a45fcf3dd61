from enum import StrEnum
from typing import Any
from uuid import UUID

from geoalchemy2 import Geography
from sqlalchemy import CheckConstraint, Column, Computed, Index, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from api.database import OwnedRow, words_index


class PlaceState(StrEnum):
    """Who may see a place. Only `published()` in the service decides what follows from it."""

    candidate = "candidate"
    own_institution = "own_institution"
    public = "public"
    retired = "retired"


class Place(OwnedRow, table=True):
    """Something to go to: a point, and where known its area and its entrances.

    `arrival` is the entrances, else the area, else the point: distance and
    direction are taken to its nearest part. `near` is the street beside an unnamed place.
    """

    __table_args__ = (
        Index(None, "state", "category"),
        words_index("place"),
        CheckConstraint(
            "state IN ('candidate', 'own_institution', 'public', 'retired')", name="state"
        ),
    )

    code: str = Field(unique=True, max_length=12)
    slug: str = Field(unique=True, max_length=120)
    state: PlaceState = Field(default=PlaceState.candidate, sa_type=String(20))
    own_institution_id: UUID | None = Field(default=None, foreign_key="institution.id", index=True)
    category: str = Field(max_length=40)
    goals: list[str] | None = Field(default=None, sa_column=Column(ARRAY(String(20))))
    name: str | None = Field(default=None, max_length=200)
    near: str | None = Field(default=None, max_length=200)
    location: Any = Field(sa_type=Geography("POINT", srid=4326, nullable=False))
    area: Any = Field(
        default=None,
        nullable=True,
        sa_type=Geography("MULTIPOLYGON", srid=4326, spatial_index=False),
    )
    entrances: Any = Field(
        default=None,
        nullable=True,
        sa_type=Geography("MULTIPOINT", srid=4326, spatial_index=False),
    )
    arrival: Any = Field(
        default=None,
        sa_column=Column(
            Geography("GEOMETRY", srid=4326),
            Computed("COALESCE(entrances, area, location)", persisted=True),
        ),
    )
    facts: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )
    open_data: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    visited: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    merged_into_id: UUID | None = Field(default=None, foreign_key="place.id", index=True)
    provenance: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )
    words: str | None = Field(
        default=None,
        sa_column=Column(Text, Computed("search_words(name, near)", persisted=True)),
    )

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from api.database import Timestamp


class SourceKind(StrEnum):
    osm = "osm"
    institutions = "institutions"
    points = "points"
    barriers = "barriers"


class Source(SQLModel, table=True):
    """One named source; importing it again replaces what it brought and nothing else."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=120)
    kind: str = Field(max_length=20)
    file_name: str = Field(max_length=255)
    file_sha256: str = Field(max_length=64)
    rules_sha256: str = Field(max_length=64)
    attribution: str = Field(max_length=200)
    data_date: datetime | None = Field(default=None, sa_type=Timestamp)
    imported_at: datetime = Field(sa_type=Timestamp)
    removed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    coverage: Any = Field(default=None, nullable=True, sa_type=Geometry("MULTIPOLYGON", srid=4326))
    report: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))


class SourceObject(SQLModel, table=True):
    """What one source says of one thing, and the row of ours that it backs.

    `ref` is the object's key in its own world: `n123`, `w456` or `r789` of OpenStreetMap, a
    register's number, a hash of what a GeoFA point says. Several objects can back one place; its
    fields follow from them, unless a person set one. An object that its source no longer has
    stays with `gone_at`, so that it finds its place again when it comes back.
    """

    __tablename__ = "source_object"

    source_id: int = Field(foreign_key="source.id", primary_key=True, ondelete="CASCADE")
    ref: str = Field(primary_key=True, max_length=80)
    entity: str = Field(max_length=20)
    entity_id: UUID = Field(index=True)
    category: str = Field(max_length=40)
    name: str | None = Field(default=None, max_length=200)
    location: Any = Field(sa_type=Geometry("POINT", srid=4326, spatial_index=False))
    area: Any = Field(
        default=None,
        nullable=True,
        sa_type=Geometry("MULTIPOLYGON", srid=4326, spatial_index=False),
    )
    entrances: Any = Field(
        default=None,
        nullable=True,
        sa_type=Geometry("MULTIPOINT", srid=4326, spatial_index=False),
    )
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    gone_at: datetime | None = Field(default=None, sa_type=Timestamp)

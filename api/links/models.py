from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Field, SQLModel

from api.database import Timestamp


class LinkSpace(StrEnum):
    """The address under which a key stands: `/q/{code}`, `/i/{slug}`, `/sted/{slug}`."""

    code = "q"
    institution = "i"
    place = "sted"


class Link(SQLModel, table=True):
    """A key that was once given out. It is never deleted and never given to anything else."""

    space: str = Field(primary_key=True, max_length=8)
    key: str = Field(primary_key=True, max_length=120)
    entity: str = Field(max_length=20)
    entity_id: UUID = Field(index=True)
    created_at: datetime | None = Field(
        default=None,
        sa_type=Timestamp,
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )

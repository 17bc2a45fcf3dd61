from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from geoalchemy2 import Geography
from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, SQLModel

from api.database import Timestamp


class MissingCrossing(SQLModel, table=True):
    """One of the ten most valuable ones of a municipality, the first by `rank`; made anew as one.

    `cause`: what is in the way (see `api.reach.explain`), `name` its name. `gap_m`: how long the
    way across would be. `gained_m`: metres of ways that all institutions together would reach
    more, `institutions` how many of them, `places` how many more places.
    """

    __tablename__ = "missing_crossing"
    __table_args__ = (UniqueConstraint("municipality_id", "rank"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    municipality_id: UUID = Field(foreign_key="municipality.id", ondelete="CASCADE")
    rank: int
    location: Any = Field(
        sa_type=Geography("POINT", srid=4326, spatial_index=False, nullable=False)
    )
    cause: str = Field(max_length=20)
    name: str | None = Field(default=None, max_length=200)
    gap_m: float
    gained_m: float
    institutions: int
    places: int
    made_at: datetime | None = Field(
        default=None,
        sa_type=Timestamp,
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )

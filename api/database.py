"""The database: one engine, one session a request, and what every owned row has."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, Request
from sqlalchemy import DateTime, Engine, Index, MetaData, create_engine, func
from sqlmodel import Field, Session, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

Timestamp: Any = DateTime(timezone=True)


class Row(SQLModel):
    """What every row of ours has: a key that any server can make, and its times.

    A deleted row stays as a tombstone (`deleted_at`), so that a copy elsewhere can follow.
    The database itself keeps `updated_at`, by a trigger, whoever writes.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    created_at: datetime | None = Field(
        default=None,
        sa_type=Timestamp,
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    updated_at: datetime | None = Field(
        default=None,
        index=True,
        sa_type=Timestamp,
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    deleted_at: datetime | None = Field(default=None, sa_type=Timestamp)


class OwnedRow(Row):
    """A row that belongs to a municipality; open data outside every municipality has none."""

    municipality_id: UUID | None = Field(
        default=None, foreign_key="municipality.id", index=True, ondelete="RESTRICT"
    )


def words_index(table: str) -> Index:
    """The index of a column `words`, by which near spellings are found."""
    return Index(
        f"ix_{table}_words",
        "words",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )


def make_engine(url: str) -> Engine:
    """An engine whose pool matches the 40 threads that plain `def` routes share."""
    return create_engine(
        url,
        pool_size=10,
        max_overflow=30,
        pool_pre_ping=True,
        pool_timeout=10,
        hide_parameters=True,  # they are what visitors typed
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC"},
    )


def get_session(request: Request) -> Iterator[Session]:
    """One transaction a request, committed before the answer is sent."""
    with Session(request.app.state.engine, expire_on_commit=False) as session, session.begin():
        yield session


SessionDep = Annotated[Session, Depends(get_session, scope="function")]

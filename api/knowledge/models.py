from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from geoalchemy2 import Geography
from sqlalchemy import CheckConstraint, String
from sqlmodel import Field

from api.database import OwnedRow


class KnowledgeKind(StrEnum):
    """`gate`: where the children leave. `shut`: "her krydser vi ikke", a line or an area. `path`:
    "her kan man godt gå", a line. `danger`: a road that the municipality calls dangerous."""

    gate = "gate"
    shut = "shut"
    path = "path"
    danger = "danger"


class Knowledge(OwnedRow, table=True):
    """What somebody who knows the place has said of it, in which role, when and why.

    It holds for one institution, or for all of the municipality where that made it `general`.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('gate', 'shut', 'path', 'danger')", name="kind"),
        CheckConstraint("general OR institution_id IS NOT NULL", name="holds_somewhere"),
        CheckConstraint("kind <> 'gate' OR institution_id IS NOT NULL", name="gate"),
    )

    kind: KnowledgeKind = Field(sa_type=String(10))
    institution_id: UUID | None = Field(default=None, foreign_key="institution.id", index=True)
    general: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    shape: Any = Field(sa_type=Geography("GEOMETRY", srid=4326, nullable=False))
    role: str = Field(max_length=40)
    noted_on: date
    reason: str | None = Field(default=None, max_length=300)
    source_id: int | None = Field(
        default=None, foreign_key="source.id", index=True, ondelete="CASCADE"
    )

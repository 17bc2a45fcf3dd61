from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from api.database import OwnedRow


class TextKind(StrEnum):
    description = "description"
    story = "story"
    question = "question"


class TextStatus(StrEnum):
    waiting = "waiting"
    approved = "approved"
    rejected = "rejected"


class Text(OwnedRow, table=True):
    """One text in one language about one thing, with the role (never the name) of its writer."""

    entity: str = Field(max_length=20)
    entity_id: UUID = Field(index=True)
    kind: TextKind = Field(sa_type=sa.String(20))
    language: str = Field(max_length=12)
    status: TextStatus = Field(default=TextStatus.waiting, sa_type=sa.String(20))
    body: str = Field(sa_type=sa.Text)
    role: str = Field(max_length=40)
    licence: str = Field(max_length=40)

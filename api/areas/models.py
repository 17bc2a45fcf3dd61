from sqlmodel import Field

from api.database import Row


class Municipality(Row, table=True):
    """A municipality by its official code (`0851`), or by name where it has none of ours."""

    slug: str = Field(unique=True, max_length=80)
    name: str = Field(max_length=120)
    code: str | None = Field(default=None, unique=True, max_length=12)

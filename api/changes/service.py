"""Which state the data is in, for pages that are kept and for `Last-Modified`."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from api.changes.models import change

NEWEST = select(func.count(), func.max(change.c.id), func.max(change.c.at)).select_from(change)


class DataState(NamedTuple):
    """`version` differs whenever the data does; `changed_at` is when it last did."""

    version: str
    changed_at: datetime | None


def data_state(session: Session) -> DataState:
    """The number of changes counts too: one that took long may come after a later one."""
    count, newest, changed_at = session.execute(NEWEST).one()
    return DataState(f"{newest}-{count}", changed_at)

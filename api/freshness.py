"""When what visitors read last changed."""

from datetime import datetime, time

from fastapi import Depends, Request
from sqlalchemy import func, select
from sqlmodel import col

from api.database import SessionDep
from api.institutions.models import Institution
from api.places.models import Place
from api.places.opening import TIMEZONE, today
from api.sources.models import Source


def note_last_change(request: Request, session: SessionDep) -> None:
    """Leave the time of the last change for `Last-Modified`: of the data, or midnight, when what
    is open today changes."""
    midnight = datetime.combine(today(), time.min, TIMEZONE)
    newest = func.greatest(
        *(
            select(func.max(col(column))).scalar_subquery()
            for column in (
                Institution.updated_at, Place.updated_at, Source.imported_at, Source.removed_at,
            )
        )
    )  # fmt: skip
    changed: datetime | None = session.execute(select(newest)).scalar_one()
    request.state.last_modified = max(changed, midnight) if changed else midnight


Dated = Depends(note_last_change)
"""For the routers of what is made of the data alone."""

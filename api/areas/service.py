"""Finding municipalities."""

from sqlalchemy import select
from sqlmodel import Session, col

from api.areas.models import Municipality
from api.errors import N_, NotFound


def municipality_by_slug(session: Session, slug: str) -> Municipality:
    """The municipality at `/kommune/{slug}`. Raises NotFound."""
    query = select(Municipality).where(
        col(Municipality.slug) == slug, col(Municipality.deleted_at).is_(None)
    )
    found: Municipality | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound(N_("There is no municipality at this address."))
    return found


def all_municipalities(session: Session) -> list[Municipality]:
    """By name."""
    query = select(Municipality).where(col(Municipality.deleted_at).is_(None))
    return list(session.execute(query.order_by(col(Municipality.name))).scalars())

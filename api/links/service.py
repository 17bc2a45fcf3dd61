from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from api.links.models import Link, LinkSpace


@dataclass(frozen=True, slots=True)
class Target:
    """What a key leads to: `institution` or `place`, and its id."""

    entity: str
    entity_id: UUID


def follow(session: Session, *, space: LinkSpace, key: str) -> Target | None:
    """Where a code or a slug leads, however old it is; None if it was never given out."""
    if "\x00" in key:
        return None
    link = session.get(Link, (space, key))
    return Target(link.entity, link.entity_id) if link else None

"""Whose walk a request is about."""

from typing import Annotated

from fastapi import Depends

from api.circles.walk import Walk
from api.database import SessionDep
from api.institutions.service import by_slug
from api.institutions.walk import walk_of
from api.queries import Group, Minutes, Slow
from api.reach.service import Origin


def walk_from(
    session: SessionDep,
    slug: str,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> tuple[Origin, Walk]:
    """The walk of an institution's own or another group."""
    located = by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes, slow=slow)
    return Origin(located.position, located.institution.id), walk


FromInstitution = Annotated[tuple[Origin, Walk], Depends(walk_from, scope="function")]

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.database import SessionDep
from api.limits.service import limit
from api.locale import locale_of
from api.search.service import search
from api.search.views import SearchPublic, search_public

router = APIRouter(prefix="/api", tags=["search"])

LONGEST = 100
"""Letters of a search; no name and no address in the world needs more."""


class SearchQuery(BaseModel):
    """What was typed, and how many of each kind are wanted."""

    q: Annotated[str, Field(max_length=LONGEST)]
    limit: Annotated[int, Field(ge=1, le=50)] = 5


@router.post("/search", dependencies=[Depends(limit("search"))])
def search_all(request: Request, session: SessionDep, query: SearchQuery) -> SearchPublic:
    """Institutions, addresses and places, by name, street, town or kind, in near spellings too.

    By POST, so that no address stands in a URL or a log; nothing is stored.
    """
    return search_public(search(session, query.q, limit=query.limit), locale_of(request))

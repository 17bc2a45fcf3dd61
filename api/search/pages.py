from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from api.basemap.service import credits
from api.database import SessionDep
from api.limits.service import limit
from api.locale import locale_of
from api.pages import page
from api.search.routes import LONGEST
from api.search.service import search
from api.search.views import search_public

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

MOST = 30
"""Of each kind on the page."""


@router.get("/soeg")
@router.post("/soeg", dependencies=[Depends(limit("search"))])
def results(
    request: Request,
    session: SessionDep,
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> HTMLResponse:
    """What was found; without a phrase, the field to type one in."""
    return page(
        request,
        "search.html",
        headers={"Cache-Control": "private, no-cache"},
        sent=[("q", q)],
        q=q,
        found=search_public(search(session, q, limit=MOST), locale_of(request)),
        attributions=credits(session),
    )

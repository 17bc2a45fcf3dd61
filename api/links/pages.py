from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from api.database import SessionDep
from api.errors import N_, Gone, NotFound
from api.institutions.models import Institution
from api.links.models import LinkSpace
from api.links.service import follow
from api.pages import visit_of
from api.places.service import survivor

router = APIRouter(include_in_schema=False)


@router.get("/q/{code}")
def short_link(request: Request, session: SessionDep, code: str) -> RedirectResponse:
    """What is printed leads on for ever: to the thing, to what it has become, or to a word why."""
    target = follow(session, space=LinkSpace.code, key=code.lower())
    if target is None:
        raise NotFound(N_("There is nothing behind this code. Is it typed right?"))
    visit = visit_of(request)
    if target.entity == "place":
        place = survivor(session, target.entity_id)
        return RedirectResponse(visit.href(f"/sted/{place.slug}"))
    institution = session.get(Institution, target.entity_id)
    if institution is None or institution.retired or institution.deleted_at:
        raise Gone(N_("This institution is no longer here."))
    return RedirectResponse(visit.href(f"/i/{institution.slug}"))

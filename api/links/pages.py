from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from api.database import SessionDep
from api.errors import N_, Gone, NotFound
from api.institutions.models import Institution
from api.links.models import LinkSpace
from api.links.service import follow
from api.places.service import survivor

router = APIRouter(include_in_schema=False)


@router.get("/q/{code}")
def short_link(session: SessionDep, code: str) -> RedirectResponse:
    """What is printed leads on for ever: to the thing, to what it has become, or to a word why."""
    target = follow(session, space=LinkSpace.code, key=code.lower())
    if target is None:
        raise NotFound(N_("There is nothing behind this code. Is it typed right?"))
    if target.entity == "place":
        return RedirectResponse(f"/sted/{survivor(session, target.entity_id).slug}", 307)
    institution = session.get(Institution, target.entity_id)
    if institution is None or institution.retired or institution.deleted_at:
        raise Gone(N_("This institution is no longer here."))
    return RedirectResponse(f"/i/{institution.slug}", 307)

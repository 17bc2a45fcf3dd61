from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.pages import page
from api.settings import Settings
from web.design import design_tokens

router = APIRouter(include_in_schema=False)


@router.get("/was", response_model=None)
def accessibility(request: Request) -> Response:
    """The owner's accessibility statement, wherever the law wants it kept; else what we know."""
    settings: Settings = request.app.state.settings
    if settings.accessibility_url:
        return RedirectResponse(settings.accessibility_url)
    return page(request, "accessibility.html", contact=settings.contact)


@router.get("/privatliv", response_model=None)
def privacy(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    return page(request, "privacy.html", policy_url=settings.privacy_url, contact=settings.contact)


@router.get("/kontakt", response_model=None)
def contact(request: Request) -> Response:
    """How to reach the owner: a page of their own, else their mail address or telephone."""
    settings: Settings = request.app.state.settings
    if settings.contact and settings.contact.startswith("https://"):
        return RedirectResponse(settings.contact)
    return page(request, "contact.html", contact=settings.contact)


@router.get("/design", response_model=None)
def design(request: Request) -> Response:
    """Everything that pages are made of, in one place."""
    return page(request, "design.html", tokens=design_tokens())

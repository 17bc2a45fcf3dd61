"""Answers that people read."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.locale import locale_of
from api.settings import Settings
from web.templating import render
from web.visit import Visit


def page(
    request: Request,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    sent: Sequence[tuple[str, str]] = (),
    **context: Any,
) -> HTMLResponse:
    """A page in the visitor's language; `sent` is what a form sent to get it."""
    visit = visit_of(request, sent)
    html = render(template, visit.locale, visit=visit, **context)
    return HTMLResponse(html, status_code=status, headers=headers)


def visit_of(request: Request, sent: Sequence[tuple[str, str]] = ()) -> Visit:
    settings: Settings = request.app.state.settings
    url = request.url
    path = url.path.removeprefix(request.scope.get("root_path", "")) or "/"
    return Visit(
        locale=locale_of(request),
        home_locale=settings.locale,
        address=f"{path}?{url.query}" if url.query else path,
        sent=sent,
        posted=request.method == "POST",
        origin=origin_of(request),
        owner=settings.owner,
    )


def origin_of(request: Request) -> str:
    """Scheme and host as visitors know them."""
    settings: Settings = request.app.state.settings
    return settings.public_url or f"{request.url.scheme}://{request.url.netloc}"

"""What can go wrong, as words of the domain, and how each is answered.

    AppError
    ├── NotFound        404  nothing stands under this address
    ├── Moved           308  it stands under another address now
    ├── Gone            410  it stood here and is retired
    ├── Rejected        422  a value is not one that can be; `field` names it
    ├── Conflict        409  it contradicts what is there
    ├── NotAllowed      403  not for you
    ├── TooMany         429  more at once than one address may ask
    └── TryLater        503  too busy, or the database is away

Answers are problem details (RFC 9457) under `/api`, a page elsewhere; both in the visitor's
language. What only a developer should read (SQL, paths) stays in the log.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import DataError, OperationalError, TimeoutError
from starlette.exceptions import HTTPException

from api.locale import locale_of
from api.openapi import PROBLEM
from api.pages import page
from geo.errors import GeometryError
from web.i18n import gettext
from web.security import security_headers


def N_(message: str) -> str:
    """Mark a message id for the catalogs; it is translated when it is answered."""
    return message


class AppError(Exception):
    """A domain error: a message id for the visitor, its values, and the field that is wrong."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values


class NotFound(AppError):
    status = HTTPStatus.NOT_FOUND


class Moved(AppError):
    status = HTTPStatus.PERMANENT_REDIRECT

    def __init__(self, old: str, new: str) -> None:
        super().__init__("moved")
        self.old = old
        self.new = new


class Gone(AppError):
    status = HTTPStatus.GONE


class Rejected(AppError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class Conflict(AppError):
    status = HTTPStatus.CONFLICT


class NotAllowed(AppError):
    status = HTTPStatus.FORBIDDEN


class TryLater(AppError):
    status = HTTPStatus.SERVICE_UNAVAILABLE


class TooMany(AppError):
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


HTTP_MESSAGES = {
    HTTPStatus.NOT_FOUND: N_("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("This address cannot be used that way."),
}
SOMETHING_WRONG = N_("Something went wrong on our side. Try again in a little while.")
BUSY = N_("The map is busy just now. Try again in a little while.")
GEOMETRY = (
    N_("Longitude lies between -180 and 180 degrees."),
    N_("Latitude lies between -90 and 90 degrees."),
    N_("The distance lies between 1 m and 50 km."),
    N_("The way lies between 50 m and 10 km."),
    N_("The circle reaches a pole."),
    N_("The circle crosses the antimeridian."),
)
"""What `geo/` raises; it knows no catalogs, so its words are marked here."""
BAD_VALUE = N_("This value cannot be used.")


def add_error_handlers(app: FastAPI) -> None:
    handlers: dict[type[Exception], Callable[..., Response]] = {
        Moved: _moved,
        TooMany: _too_many,
        AppError: _app_error,
        GeometryError: _geometry_error,
        RequestValidationError: _validation_error,
        HTTPException: _http_error,
        DataError: _not_storable,
        OperationalError: _database_away,
        TimeoutError: _database_away,
        Exception: _unexpected,
    }
    for error, handler in handlers.items():
        app.add_exception_handler(error, handler)


def _moved(request: Request, error: Moved) -> Response:
    path = "/".join(error.new if p == error.old else p for p in request.url.path.split("/"))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path + query, status_code=error.status)


def _app_error(request: Request, error: AppError) -> Response:
    return answer(request, error.status, error.message, error.field, error.values)


def _too_many(request: Request, error: TooMany) -> Response:
    response = answer(request, error.status, error.message)
    response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _geometry_error(request: Request, error: GeometryError) -> Response:
    return answer(request, Rejected.status, str(error), error.field)


def _validation_error(request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or None
    return answer(request, Rejected.status, BAD_VALUE, field, reason=first["msg"])


def _http_error(request: Request, error: HTTPException) -> Response:
    message = HTTP_MESSAGES.get(HTTPStatus(error.status_code), SOMETHING_WRONG)
    response = answer(request, HTTPStatus(error.status_code), message)
    response.headers.update(error.headers or {})
    return response


def _not_storable(request: Request, _: Exception) -> Response:
    return answer(request, Rejected.status, BAD_VALUE)


def _database_away(request: Request, _: Exception) -> Response:
    response = answer(request, TryLater.status, BUSY)
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(request: Request, _: Exception) -> Response:
    response = answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, SOMETHING_WRONG)
    response.headers.update(security_headers())  # answered outside all middleware
    return response


def answer(
    request: Request,
    status: HTTPStatus,
    message: str,
    field: str | None = None,
    values: dict[str, Any] | None = None,
    reason: str | None = None,
) -> Response:
    """The answer to an error: problem details under `/api`, else a page that helps."""
    locale = locale_of(request)
    text = gettext(locale, message) % (values or {})
    if request.url.path.startswith("/api"):
        problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": text}
        extra = {"field": field, "reason": reason}
        problem |= {key: value for key, value in extra.items() if value is not None}
        return JSONResponse(problem, status_code=status, media_type=PROBLEM)
    return page(request, "error.html", status=status, code=int(status), message=text, field=field)

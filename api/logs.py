"""Logs: a JSON object a line, or a sentence at a terminal; none tells who asked for what.

No address of a visitor, no query string, no body, no path that somebody typed: the route's own
pattern stands for it. The message of an unexpected error may hold what a visitor sent, so only its
type and its frames are written where it is kept.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from traceback import walk_tb
from types import TracebackType
from typing import Any, TextIO
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("naerhed.requests")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NO_ROUTE = "-"
QUIET = ("/static", "/tiles/{version}/{address:path}")
"""Asked for so often that a line each would bury the rest."""
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if asked := request_id.get():
            said["request"] = asked
        said |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            said |= _error(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


class Sentences(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        said = " ".join(f"{key}={value}" for key, value in fields.items())
        return f"{super().format(record)} {said}".rstrip()


def configure_logs(stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Everything that is logged goes one way."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        Sentences("%(levelname)s %(name)s: %(message)s") if stream.isatty() else JsonLines()
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("alembic", "uvicorn.error", "fontTools", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class AccessLog:
    """ASGI middleware: a line for each answer, and an id for asking about it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = request_id.set(uuid4().hex[:12])
        started, status = perf_counter(), 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id.get() or ""
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            _note(scope, status, perf_counter() - started)
            request_id.reset(token)


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", NO_ROUTE)
    if route in QUIET and status < 500:
        return
    fields = {
        "method": scope["method"] if scope["method"] in METHODS else NO_ROUTE,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"fields": fields})


def _error(exc_info: ExcInfo) -> dict[str, Any]:
    kind, error, trace = exc_info
    chain: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(chain) < 5:
        chain.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    frames = [f"{f.f_code.co_filename}:{line} {f.f_code.co_name}" for f, line in walk_tb(trace)]
    return {"error": kind.__qualname__, "caused_by": chain, "frames": frames}

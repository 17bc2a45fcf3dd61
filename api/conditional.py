"""Reads that a client already has are not sent again (RFC 9110, 13); HEAD is GET without a body.

The ETag is weak, made of the body: whichever server answers, the same page has the same one.
`Last-Modified` is what a route left in `request.state.last_modified`.
"""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READS = ("GET", "HEAD")
ASK_AGAIN = "no-cache"


class ConditionalReads:
    """ASGI middleware for GET and HEAD; files and tiles have ETags of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in READS:
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        asked = scope["method"]
        scope["method"] = "GET"
        try:
            await self.app(scope, receive, answer.send)
        finally:
            scope["method"] = asked


class _Answer:
    """One answer on its way: kept back until its whole body is known."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._asked = Headers(scope=scope)
        self._state = scope.setdefault("state", {})
        self._head = scope["method"] == "HEAD"
        self._send = send
        self._start: Message = {}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] != "http.response.body" or not self._start:
            await self._body(message)
        elif message.get("more_body") or self._start["status"] != HTTPStatus.OK:
            await self._pass(message)
        else:
            await self._pass(self._judged(message))

    async def _pass(self, message: Message) -> None:
        start, self._start = self._start, {}
        await self._send(start)
        await self._body(message)

    async def _body(self, message: Message) -> None:
        if self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    def _judged(self, message: Message) -> Message:
        headers = MutableHeaders(scope=self._start)
        modified: datetime | None = self._state.get("last_modified")
        if modified:
            headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
        headers.setdefault("Cache-Control", ASK_AGAIN)
        headers.setdefault("ETag", _etag(message.get("body", b"")))
        if not self._has(headers["ETag"], modified):
            return message
        for name in [name for name in headers if name.startswith("content-")]:
            del headers[name]
        self._start["status"] = HTTPStatus.NOT_MODIFIED
        return {**message, "body": b""}

    def _has(self, etag: str, modified: datetime | None) -> bool:
        """Whether the client has this very answer; an ETag that it names decides alone."""
        if named := self._asked.get("if-none-match"):
            known = {one.strip().removeprefix("W/") for one in named.split(",")}
            return bool(known & {"*", etag.removeprefix("W/")})
        since = _date(self._asked.get("if-modified-since"))
        return bool(modified and since and modified.replace(microsecond=0) <= since)


def _etag(body: bytes) -> str:
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def _date(said: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(said) if said else None
    except ValueError:
        return None
    return date if date and date.tzinfo else None

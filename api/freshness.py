"""When what visitors read last changed, and pages that are kept until it does."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, time
from threading import Lock

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from api.changes.service import data_state
from api.database import SessionDep
from api.locale import locale_of
from api.pages import origin_of
from api.places.opening import TIMEZONE, today

MEMORY_BYTES = 24_000_000
Key = tuple[str, ...]


def note_data_state(request: Request, session: SessionDep) -> None:
    """Leave the data's version, and for `Last-Modified` the time of its last change, or midnight,
    when what is open today changes."""
    midnight = datetime.combine(today(), time.min, TIMEZONE)
    state = data_state(session)
    request.state.data_version = state.version
    request.state.last_modified = max(state.changed_at or midnight, midnight)


Dated = Depends(note_data_state)
"""For the routers of what is made of the data alone."""


class KeptPages:
    """Finished pages, the ones asked for last, each for one state of the data it was made of."""

    def __init__(self, max_bytes: int = MEMORY_BYTES) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._pages: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Key, page: bytes) -> None:
        with self._lock:
            self._bytes += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._bytes > self._max_bytes:
                self._bytes -= len(self._pages.popitem(last=False)[1])


def kept(request: Request, make: Callable[[], HTMLResponse]) -> HTMLResponse:
    """A page that its address and the data alone make: as it was, or made now.

    Only on routers that are `Dated`.
    """
    pages: KeptPages = request.app.state.kept_pages
    key = (
        request.state.data_version,
        str(request.app.state.tiles.data_version()),
        today().isoformat(),
        locale_of(request),
        origin_of(request),
        request.url.path,
        request.url.query,
    )
    if (page := pages.get(key)) is not None:
        return HTMLResponse(page)
    made = make()
    pages.put(key, bytes(made.body))
    return made

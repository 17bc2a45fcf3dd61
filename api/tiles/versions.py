"""The version of the map data: asked for with every tile, read once a second."""

import asyncio
import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger("naerhed.tiles")

MAX_AGE_S = 1.0
NEWEST_S = 0.1
PATIENCE_S = 0.25


class DataVersion:
    """What `read` says, at most a second old; an older answer where the database is away."""

    def __init__(self, read: Callable[[], str | None]) -> None:
        self._read = read
        self._lock = Lock()
        self._value: str | None = None
        self._read_at: float | None = None
        self._reading: asyncio.Task[str | None] | None = None

    def now(self, max_age_s: float = MAX_AGE_S) -> str | None:
        """For threads: reads, and so may wait, where the last answer is too old."""
        with self._lock:
            if self._is_older(max_age_s):
                self._value = self._read()
                self._read_at = monotonic()
            return self._value

    async def known(self) -> str | None:
        return await self._no_older(MAX_AGE_S)

    async def newest(self) -> str | None:
        """For one who knows another version: it may be newer than what we know."""
        return await self._no_older(NEWEST_S)

    async def stop(self) -> None:
        """Wait for a reading that is under way: it holds a connection."""
        if self._reading is not None:
            await asyncio.wait({self._reading})

    async def _no_older(self, max_age_s: float) -> str | None:
        if not self._is_older(max_age_s):
            return self._value
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(asyncio.to_thread(self.now, max_age_s))
        if self._read_at is None:
            return await asyncio.shield(self._reading)
        await asyncio.wait({self._reading}, timeout=PATIENCE_S)
        if self._reading.done() and (error := self._reading.exception()):
            if not isinstance(error, SQLAlchemyError):
                raise error
            log.warning("the data version cannot be read, tiles are those of the last one known")
        return self._value

    def _is_older(self, max_age_s: float) -> bool:
        return self._read_at is None or monotonic() - self._read_at > max_age_s

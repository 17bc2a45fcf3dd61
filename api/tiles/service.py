"""Map tiles: from memory, from disk, or drawn now; one picture of a square for all who wait."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from api.errors import BUSY, TryLater
from api.settings import Settings
from api.tiles.cache import Picture, TileCache
from api.tiles.coverage import Coverage
from api.tiles.memory import RecentPictures
from api.tiles.renderers import RenderError, Renderers
from api.tiles.versions import DataVersion
from web.assets import font_files
from web.cartography.style import style_version

log = logging.getLogger("naerhed.tiles")

NO_DATA = "none"
MAX_WAITING = 16
MEMORY_BYTES = 32_000_000
SWEEP_S = 600
PATIENCE_S = 30


@cache
def _style() -> str:
    return style_version(font_files())


def tile_version(data_version: str | None) -> str:
    """What stands in a tile's address: changes with the data and with the looks."""
    return f"{data_version or NO_DATA}-{_style()}"


def tile_url_template(data_version: str | None) -> str:
    """The address of tiles as Leaflet wants it: `/tiles/5f3c-9a1b/{z}/{x}/{y}{r}.webp`.

    Leaflet puts in the numbers, and `@2x` for `{r}` on dense screens.
    """
    return f"/tiles/{tile_version(data_version)}/{{z}}/{{x}}/{{y}}{{r}}.webp"


class TileService:
    """Started and stopped with the server; everything async stays on its event loop."""

    def __init__(self, settings: Settings, read_data_version: Callable[[], str | None]) -> None:
        database_url = settings.render_database_url or settings.database_url
        if database_url is None:
            raise ValueError("the renderer needs a database URL")
        self._version = DataVersion(read_data_version)
        self._coverage = Coverage(database_url)
        self._cache = TileCache(settings.state / "tiles", settings.tile_cache_max_bytes)
        self._renderers = Renderers(database_url, settings.render_processes)
        self._most_jobs = settings.render_processes + MAX_WAITING
        self._jobs: dict[Path, asyncio.Task[None]] = {}
        self._memory = RecentPictures(MEMORY_BYTES)
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._renderers.start()
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        running = [task for task in (self._sweeper, *self._jobs.values()) if task]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._version.stop()
        await self._renderers.stop()

    def data_version(self) -> str | None:
        """The version of the map data, at most a second old. For threads, not the event loop."""
        return self._version.now()

    def health(self) -> dict[str, Any]:
        waiting = max(0, len(self._jobs) - self._most_jobs + MAX_WAITING)
        return {**self._renderers.health(), "waiting": waiting, "style": _style()}

    async def current_version(self, wanted: str) -> str:
        """The version in today's addresses; asked anew where a visitor knows another one."""
        version = tile_version(await self._version.known())
        if version != wanted:
            version = tile_version(await self._version.newest())
        return version

    async def picture(self, wanted: Picture) -> bytes:
        """An encoded tile of the current version. Raises TryLater where it cannot be had now."""
        found = self._memory.get(wanted)
        if found is None:
            picture = replace(wanted, tile=None) if await self._is_outside(wanted) else wanted
            found = await self._from_disk(picture) or await self._drawn(picture)
            self._memory.put(wanted, found)
        return found

    async def _is_outside(self, picture: Picture) -> bool:
        version = await self._version.known()
        if version is None or picture.tile is None:
            return True
        if self._coverage.version != version:
            await asyncio.to_thread(self._coverage.read)
        return self._coverage.is_outside(version, picture.tile)

    async def _from_disk(self, picture: Picture) -> bytes | None:
        return await asyncio.to_thread(self._cache.read, picture)

    async def _drawn(self, picture: Picture) -> bytes:
        """Have its square drawn, or wait with others who want a tile of it."""
        folder = self._cache.square_folder(picture)
        if (job := self._jobs.get(folder)) is None:
            if len(self._jobs) >= self._most_jobs:
                raise TryLater(BUSY)
            job = self._jobs[folder] = asyncio.create_task(self._draw(picture, folder))
            job.add_done_callback(lambda done: self._finished(folder, done))
        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.shield(job)
        except (RenderError, TimeoutError):
            raise TryLater(BUSY) from None
        if (found := await self._from_disk(picture)) is None:
            raise TryLater(BUSY)
        return found

    async def _draw(self, picture: Picture, folder: Path) -> None:
        async with self._cache.only_here(folder):
            if await self._from_disk(picture) is not None:
                return  # another process was here first
            square = picture.square
            await self._renderers.draw(
                {
                    "square": (square.z, square.x, square.y, square.size) if square else None,
                    "scale": picture.scale,
                    "encoding": picture.encoding,
                    "target": str(folder),
                }
            )

    def _finished(self, folder: Path, job: asyncio.Task[None]) -> None:
        del self._jobs[folder]
        if not job.cancelled():
            job.exception()  # those who waited have had it; nobody may be left

    async def _sweep(self) -> None:
        while True:
            try:
                current = tile_version(await self._version.known())
                await asyncio.to_thread(self._cache.sweep, current)
            except Exception:
                log.exception("the tile cache could not be tidied")
            await asyncio.sleep(SWEEP_S)

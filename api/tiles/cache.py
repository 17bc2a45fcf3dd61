"""Drawn tiles on disk: one folder a square of tiles, put in place at once, drawn by one process.

{version}/{encoding}@{scale}/{z}/{x}-{y}/    a square, by its north-western tile
"""

import asyncio
import fcntl
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from web.cartography.grid import Metatile, Tile

LOCKS = 1024
LOCK_POLL_S = 0.03
OLD_VERSION_S = 3600
UNFINISHED_S = 600


@dataclass(frozen=True, slots=True)
class Picture:
    """One tile of one version, at one density, in one encoding; no tile: the one without data."""

    version: str
    tile: Tile | None
    scale: int
    encoding: str

    @property
    def square(self) -> Metatile | None:
        """What is drawn together with it."""
        return self.tile.metatile(self.scale) if self.tile else None

    @property
    def file_name(self) -> str:
        name = f"{self.tile.x}-{self.tile.y}" if self.tile else "no-data"
        return f"{name}.{self.encoding}"


class TileCache:
    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder, self._max_bytes = folder, max_bytes

    def square_folder(self, picture: Picture) -> Path:
        kind = self._folder / picture.version / f"{picture.encoding}@{picture.scale}"
        if square := picture.square:
            return kind / str(square.z) / f"{square.x}-{square.y}"
        return kind / "no-data" / "everywhere"

    def read(self, picture: Picture) -> bytes | None:
        """None where it was never drawn, or was cut short when the power failed."""
        try:
            return (self.square_folder(picture) / picture.file_name).read_bytes() or None
        except FileNotFoundError:
            return None

    @asynccontextmanager
    async def only_here(self, folder: Path) -> AsyncIterator[None]:
        """Hold the right to draw a folder, of all processes that share the disk.

        The lock is on one of a fixed number of files: two squares may share one, at worst they
        wait for each other. The kernel gives it free when the process ends, however it ends.
        """
        locks = self._folder / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        with open(locks / f"{crc32(bytes(folder)) % LOCKS}", "ab") as file:
            while not _locked(file.fileno()):
                await asyncio.sleep(LOCK_POLL_S)
            yield

    def sweep(self, current: str) -> None:
        """Remove old versions, what dead renderers left, and the oldest squares beyond the limit.

        Servers with different versions may share the folder: each marks its own as used.
        """
        self._mark_used(current)
        for version in self._versions():
            if version.name != current and _age_s(version / "used") > OLD_VERSION_S:
                shutil.rmtree(version, ignore_errors=True)
        for unfinished in self._folder.glob("*/*/*/*.unfinished"):
            if _age_s(unfinished) > UNFINISHED_S:
                shutil.rmtree(unfinished, ignore_errors=True)
        self._keep_limit()

    def _mark_used(self, version: str) -> None:
        mark = self._folder / version / "used"
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()

    def _versions(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if path.is_dir() and path.name != "locks"]

    def _keep_limit(self) -> None:
        squares = sorted(_squares(self._folder))
        total = sum(size for _, size, _ in squares)
        for _, size, folder in squares:
            if total <= self._max_bytes:
                return
            shutil.rmtree(folder, ignore_errors=True)
            total -= size


def _squares(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each square was drawn, how much of the disk it takes, and where it is."""
    for square in folder.glob("*/*/*/*-*"):
        with suppress(OSError):
            size = sum(file.stat().st_blocks * 512 for file in square.iterdir())
            yield square.stat().st_mtime, size, square


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _age_s(path: Path) -> float:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return float("inf")

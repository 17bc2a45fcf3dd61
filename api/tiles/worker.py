"""A renderer: a process of its own that draws what it is told and writes it to the tile cache.

Run as `python -m api.tiles.worker`, it reads one JSON object a line: first the database URL, then
jobs. It answers each job with a line, and ends when its input does: with its server, however that
came to its end.
"""

import json
import os
import queue
import shutil
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from web.assets import font_files
from web.cartography.grid import Metatile
from web.cartography.render import Renderer, encode_tiles, no_data_tile


class Painter:
    """Draws jobs; connects when there is one, and anew when the database was away."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._renderer: Renderer | None = None

    def do(self, job: dict[str, Any]) -> None:
        target, encoding, scale = Path(job["target"]), job["encoding"], job["scale"]
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
        unfinished.mkdir(parents=True)
        try:
            if job["square"] is None:
                picture = no_data_tile(scale, encoding)
                unfinished.joinpath(f"no-data.{encoding}").write_bytes(picture)
            else:
                self._draw_square(Metatile(*job["square"]), scale, encoding, unfinished)
            _move(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _draw_square(self, square: Metatile, scale: int, encoding: str, folder: Path) -> None:
        drawn = self._with_one_retry(square, scale)
        for tile, picture in encode_tiles(drawn, square, scale, encoding):
            folder.joinpath(f"{tile.x}-{tile.y}.{encoding}").write_bytes(picture)

    def _with_one_retry(self, square: Metatile, scale: int) -> Any:
        """A connection that was lost only shows when it is used."""
        try:
            return self.renderer().draw(square, scale)
        except RuntimeError:
            self._renderer = None
            return self.renderer().draw(square, scale)

    def renderer(self) -> Renderer:
        if self._renderer is None:
            self._renderer = Renderer(self._database_url, font_files())
        return self._renderer


def _move(unfinished: Path, target: Path) -> None:
    """Put a finished folder in its place, at once; a broken one that stood there goes."""
    if target.exists():
        shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)


def _read_jobs(jobs: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Listen in a thread, so that the server's end is heard in the middle of a picture too."""
    for line in sys.stdin:
        jobs.put(json.loads(line))
    os._exit(0)


def _answers() -> TextIO:
    """Standard output for answers only: what a library prints there goes to the log instead."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def main() -> None:
    answers = _answers()
    painter = Painter(json.loads(sys.stdin.readline())["database_url"])
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_jobs, args=(jobs,), daemon=True).start()
    _warm_up(painter)
    while True:
        answer = _answer(painter, jobs.get())
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _warm_up(painter: Painter) -> None:
    try:
        painter.renderer()
    except Exception as error:
        print(f"not ready yet: {error}", file=sys.stderr)


def _answer(painter: Painter, job: dict[str, Any]) -> dict[str, str]:
    try:
        painter.do(job)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {}


if __name__ == "__main__":
    main()

"""The renderers of one server: a fixed number of worker processes, replaced when they die."""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any

log = logging.getLogger("naerhed.tiles")

TIME_LIMIT_S = 20.0
GRACE_S = 2.0


class RenderError(Exception):
    """A picture could not be drawn; the text is for the log, not for visitors."""


class WorkerDied(RenderError):
    """The process went away in the middle of the work."""


class _Worker:
    """One process, started when it is needed first and again after it died."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if alive and self._process else None

    async def start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.tiles.worker"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,  # Ctrl-C in a terminal is for the server alone
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._listener = asyncio.create_task(_log_lines(self._process))
        _write(self._process, {"database_url": self._database_url})
        return self._process

    async def do(self, job: dict[str, Any]) -> None:
        process = self._process or await self.start()
        assert process.stdout
        try:
            _write(process, job)
            async with asyncio.timeout(TIME_LIMIT_S):
                line = await process.stdout.readline()
        except TimeoutError:
            await self.kill()
            raise RenderError(f"killed after {TIME_LIMIT_S:.0f} s: {job}") from None
        except OSError:
            line = b""
        except asyncio.CancelledError:
            await self.kill()  # its answer would be taken for that to the next job
            raise
        if not line.endswith(b"\n"):
            await self.kill()
            raise WorkerDied(f"a renderer died: {job}")
        if error := json.loads(line).get("error"):
            raise RenderError(error)

    async def kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()

    async def stop(self) -> None:
        """Ask it to end by closing its input; kill it where it does not."""
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        try:
            async with asyncio.timeout(GRACE_S):
                await self._process.wait()
        except TimeoutError:
            await self.kill()


class Renderers:
    """Hands jobs to whichever worker is free, first come first served."""

    def __init__(self, database_url: str, processes: int) -> None:
        self._workers = [_Worker(database_url) for _ in range(processes)]
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._replaced = 0
        self._last_error: str | None = None

    async def start(self) -> None:
        for worker in self._workers:
            await worker.start()
            self._free.put_nowait(worker)

    async def stop(self) -> None:
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def draw(self, job: dict[str, Any]) -> None:
        """Have a job drawn; a second time where the worker died of it or before it."""
        worker = await self._free.get()
        try:
            try:
                await worker.do(job)
            except WorkerDied as death:
                self._replaced += 1
                log.warning("%s; trying once more", death)
                await worker.do(job)
            self._last_error = None
        except RenderError as error:
            self._last_error = type(error).__name__
            log.error("%s", error)
            raise
        finally:
            self._free.put_nowait(worker)

    def health(self) -> dict[str, Any]:
        return {
            "ok": self._last_error is None,
            "processes": len(self._workers),
            "pids": [worker.pid for worker in self._workers if worker.pid],
            "replaced": self._replaced,
        }


def _write(process: Process, message: dict[str, Any]) -> None:
    assert process.stdin
    try:
        process.stdin.write(json.dumps(message).encode() + b"\n")
    except RuntimeError as closed:  # what uvloop calls a pipe that nobody reads any more
        raise BrokenPipeError(str(closed)) from closed


async def _log_lines(process: Process) -> None:
    """What a renderer says is an error: Mapnik is silent when all is well."""
    assert process.stderr
    async for line in process.stderr:
        log.error("renderer %d: %s", process.pid, line.decode(errors="replace").rstrip())

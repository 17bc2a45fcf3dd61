"""The service as it runs for visitors: in a process of its own, whose work can be counted."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2 as httpx

from api.deployment import Databases
from api.settings import CHECKOUT

STARTS_WITHIN_S = 30


class Server(NamedTuple):
    """A running service: its address and its process."""

    url: str
    pid: int


@contextmanager
def serving(databases: Databases, state: Path, *, renderers: int = 1) -> Iterator[Server]:
    """One server with one process that answers, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": databases.app,
        "NAERHED_OWNER_DATABASE_URL": databases.owner,
        "NAERHED_RENDER_DATABASE_URL": databases.render,
        "NAERHED_RENDER_PROCESSES": str(renderers),
        "NAERHED_SEARCH_LIMIT": "1000000/minute",
        "NAERHED_CIRCLE_LIMIT": "1000000/minute",
        "NAERHED_STATE": str(state),
    }
    command = [sys.executable, "-m", "uvicorn", "api.main:from_environment", "--factory"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--no-access-log", "--log-level", "warning"],
        cwd=CHECKOUT,
        env=environment,
        stderr=subprocess.DEVNULL,
    ) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_up(url, process)
            yield Server(url, process.pid)
        finally:
            process.terminate()


def _wait_until_up(url: str, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            httpx.get(f"{url}/api/coverage")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start in time")

"""A whole deployment in a folder of its own, to be killed in every way."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from api.settings import CHECKOUT
from data.transaction import IMPORT_LOCK

NAERHED = Path(sys.executable).with_name("naerhed")
BACK_WITHIN_S = 10.0
IS_IMPORTING = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Deployment:
    """`naerhed serve` with its private cluster, as `make run` starts it."""

    state: Path
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.state.parent / "drill.log"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("NAERHED_")}
        inherited.pop("DATABASE_URL", None)
        return inherited | {"NAERHED_STATE": str(self.state), "PORT": str(self.port)}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [NAERHED, "serve", "--demo"],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def run(self, *command: str | Path) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [NAERHED, *map(str, command)],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def importing(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """A started import that has begun its transaction."""
        process = self.run("import", *command)
        socket_folder = next(self.state.rglob(".s.PGSQL.*[0-9]")).parent
        dsn = f"postgresql://naerhed_owner@/naerhed?host={socket_folder}"
        with psycopg.connect(dsn, autocommit=True) as connection:
            while not connection.execute(IS_IMPORTING, (IMPORT_LOCK,)).fetchone():
                assert process.poll() is None, "the import ended before it was seen"
                time.sleep(0.01)
        return process

    def kill_server(self) -> None:
        assert self.server
        self.server.send_signal(signal.SIGKILL)
        self.server.wait(10)

    def postmaster(self) -> int:
        [pid_file] = self.state.rglob("postmaster.pid")
        return int(pid_file.read_text().splitlines()[0])

    def health(self) -> dict[str, Any] | None:
        try:
            answer = httpx.get(f"http://127.0.0.1:{self.port}/api/health", timeout=5)
        except httpx.HTTPError:
            return None
        found: dict[str, Any] = answer.json()
        return found if answer.status_code == 200 else None

    def wait_until_well(self, seconds: float) -> tuple[dict[str, Any], float]:
        """Health once it is well again, and how long that took."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if found := self.health():
                return found, time.monotonic() - start
            time.sleep(0.1)
        pytest.fail(f"not well after {seconds} s")

    def tile(self, path: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30, follow_redirects=True)


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        made = Deployment(Path(folder) / "state")
        made.start()
        made.wait_until_well(120)
        yield made
        made.kill_server()
        made.run("stop").wait(30)
        print(made.log.read_text(errors="replace")[-4000:])

"""The private cluster: made, started, asked and stopped."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg

from api.cluster import leftovers
from api.cluster.data_folder import make_data, programs_for, write_settings
from api.cluster.errors import ClusterError
from api.cluster.folders import make_private, make_state, socket_folder
from api.cluster.keep_alive import KeepAlive
from api.cluster.log_file import LogFile
from api.cluster.owner import Owner, choose_owner
from api.cluster.programs import Programs
from api.cluster.roles import ensure_database
from api.cluster.urls import ADMIN, PORT, ClusterUrls, cluster_urls

START_LIMIT_S = 60  # a crash in the middle of a large import has much to replay
PATIENCE_S = 10  # with processes that hold the memory of a server that was killed


class PrivateCluster:
    """A PostGIS cluster of our own in the folder `state`/postgres."""

    def __init__(self, state: Path) -> None:
        self.state = Path(os.path.abspath(state))
        self.home = self.state / "postgres"
        self.data = self.home / "data"
        self._stopped = self.home / "stopped"
        self._log = LogFile(self.home / "server.log")

    @cached_property
    def owner(self) -> Owner:
        return choose_owner(self.data, os.environ.get("NAERHED_PG_USER", "postgres"))

    @cached_property
    def socket(self) -> Path:
        return socket_folder(self.home, self.owner)

    def start(self) -> ClusterUrls:
        """Make what is missing, start what is down, and say where it is."""
        with _readable_errors(), self._alone():
            self._stopped.unlink(missing_ok=True)
            self._bring_up()
            ensure_database(str(self.socket), PORT)
            return cluster_urls(self.socket)

    def stop(self) -> bool:
        """Stop the server; False where none ran."""
        with _readable_errors():
            if not self.data.exists():
                return False
            with self._alone():
                self._stopped.touch()
                if leftovers.server_pid(self.data) is None:
                    return False
                if not self._pg_ctl(programs_for(self.data), "stop", "-m", "fast", "-t", "30"):
                    raise ClusterError(f"PostgreSQL does not stop:{self._log.last_words()}")
                return True

    def is_up(self) -> bool:
        """Ask it: after a crash pid files and `pg_ctl status` say what is no longer so."""
        try:
            with psycopg.connect(
                host=str(self.socket), port=PORT, user=ADMIN, dbname="postgres", connect_timeout=2
            ) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def keep_alive(self, interval_s: float = 1.0) -> KeepAlive:
        """For `with`: while it lasts, a cluster that died is started again."""
        return KeepAlive(self, interval_s)

    def revive(self) -> bool:
        """Start what died; False where it lives after all, or was stopped on purpose."""
        with _readable_errors():
            if self._is_as_wanted():
                return False
            with self._alone():
                if self._is_as_wanted():
                    return False
                self._bring_up()
                return True

    def _is_as_wanted(self) -> bool:
        return self._stopped.exists() or self.is_up()

    def _bring_up(self) -> None:
        self._log.cap(self.owner)
        began = time.monotonic()
        while not self.is_up():
            waited = time.monotonic() - began
            if leftovers.server_pid(self.data) is None:
                self._launch(waited)
            elif waited > START_LIMIT_S:
                raise ClusterError(f"PostgreSQL does not answer:{self._log.last_words()}")
            time.sleep(0.02)

    def _launch(self, waited: float) -> None:
        programs = programs_for(self.data)
        if not self.data.exists():
            make_data(self.data, programs, self.owner, self._log)
        write_settings(self.data, self.socket, self.owner)
        signal = "QUIT" if waited < PATIENCE_S / 3 else "KILL"
        leftovers.clear(self.data, self.socket, self.owner, signal)
        if not self._pg_ctl(programs, "start", "-t", str(START_LIMIT_S)):
            said = self._log.last_words()
            if "still in use" not in said or waited > PATIENCE_S:
                raise ClusterError(f"PostgreSQL does not start:{said}")

    def _pg_ctl(self, programs: Programs, *arguments: str) -> bool:
        with self._log.opened(self.owner) as output:
            return self.owner.run(
                [programs.path("pg_ctl"), *arguments, "-w", "-s"], output=output, data=self.data
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time; a process that dies lets go of the lock."""
        make_state(self.state)
        make_private(self.home, self.owner)
        make_private(self.socket, self.owner)
        self.owner.require_entry(self.home)
        with self.owner.open(self.home / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def _readable_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, psycopg.Error) as error:
        raise ClusterError(
            f"The private database cannot be used: {error}. Look at the rights and the free space "
            "of its folder, or choose another one with NAERHED_STATE."
        ) from error

"""The ordinary user that PostgreSQL runs as, for it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.cluster.errors import ClusterError


@dataclass(frozen=True)
class Owner:
    uid: int
    gid: int
    name: str

    def take(self, folder: Path) -> None:
        """Make the folder this user's, closed to all others."""
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    @contextmanager
    def open(self, path: Path, mode: str) -> Iterator[IO[str]]:
        """Open a file of this user's, closed to others; as root never by way of a link."""
        with open(path, mode, encoding="utf-8", opener=_private_opener) as file:
            if os.geteuid() == 0:
                os.fchown(file.fileno(), self.uid, self.gid)
            yield file

    def run(self, command: Sequence[str | Path], *, output: IO[str], data: Path) -> bool:
        """Run to the end as this user, and say whether it went well.

        It gets a session of its own, so that Ctrl-C in our terminal spares it, and none of the
        PG* variables that somebody's shell may have.
        """
        as_root = os.geteuid() == 0
        done = subprocess.run(
            command,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PGDATA": str(data)},
            cwd="/",  # ours may be closed to this user
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=self.uid if as_root else None,
            group=self.gid if as_root else None,
            extra_groups=[] if as_root else None,
            check=False,
        )
        return done.returncode == 0

    def require_entry(self, folder: Path) -> None:
        """Say which folder is closed to this user, before PostgreSQL says it less clearly."""
        with open(os.devnull, "w") as nowhere:
            if self.run(["/bin/sh", "-c", 'cd "$PGDATA"'], output=nowhere, data=folder):
                return
        raise ClusterError(
            f"PostgreSQL runs as user '{self.name}', who may not enter {folder}. Choose a "
            "NAERHED_STATE outside private home folders, for example under /var/lib."
        )


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, mode=0o600)


def choose_owner(data: Path, wanted: str) -> Owner:
    """Ourselves; as root whoever owns the data already, else the user `wanted`."""
    if os.geteuid() != 0:
        return _owner_of_uid(os.geteuid())
    if data.exists() and data.stat().st_uid != 0:
        return _owner_of_uid(data.stat().st_uid)
    try:
        entry = pwd.getpwnam(wanted)
    except KeyError:
        entry = None
    if entry is None or entry.pw_uid == 0:
        raise ClusterError(
            f"PostgreSQL does not run as root, and '{wanted}' is no ordinary user here. Name one "
            "with NAERHED_PG_USER, or start as an ordinary user."
        )
    return Owner(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _owner_of_uid(uid: int) -> Owner:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ClusterError(
            f"User number {uid} has no name on this system, and PostgreSQL refuses such a user. "
            "Start as a named user, or set DATABASE_URL to a PostGIS server."
        ) from None
    return Owner(entry.pw_uid, entry.pw_gid, entry.pw_name)

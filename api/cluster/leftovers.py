"""What a killed PostgreSQL leaves: a pid file that lies, and processes that hold its memory."""

import os
import sys
from pathlib import Path

from api.cluster.owner import Owner

PROC = Path("/proc")
ON_LINUX = sys.platform.startswith("linux")


def server_pid(data: Path) -> int | None:
    """The pid of the server that really runs on this data folder."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _runs_on(data, pid) else None


# Run by the data's owner, who may look into these processes where root in a container may not.
KILL_ORPHANS = """
for process in /proc/[0-9]*; do
    if [ "$process/cwd" -ef "$PGDATA" ] && read -r name && [ "$name" = postgres ]; then
        kill -s "$0" "${process#/proc/}"
    fi <"$process/comm"
done 2>/dev/null
"""


def clear(data: Path, socket: Path, owner: Owner, signal: str) -> None:
    """Make way for a start; only where `server_pid` has just said that no server runs.

    After a restarted container the number in a pid file is often that of another process, and
    PostgreSQL would not start. Processes that outlived their server would hold up the next.
    """
    if not ON_LINUX:
        return
    with open(os.devnull, "w") as nowhere:
        owner.run(["/bin/sh", "-c", KILL_ORPHANS, signal], output=nowhere, data=data)
    for file in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        file.unlink(missing_ok=True)


def _runs_on(data: Path, pid: int) -> bool:
    if not ON_LINUX:
        return _exists(pid)
    try:
        return _works_in(data, pid)
    except PermissionError:  # root in a container without the right to look at others
        return _is_postgres(pid) and _user_of(pid) == data.stat().st_uid


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _works_in(data: Path, pid: int) -> bool:
    """Whether the process is in the data folder, as each of PostgreSQL's own always is."""
    try:
        return os.readlink(PROC / str(pid) / "cwd") == str(data.resolve())
    except (FileNotFoundError, ProcessLookupError):  # gone, or a zombie
        return False


def _is_postgres(pid: int) -> bool:
    try:
        name, rest = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return name.endswith("(postgres") and rest.split()[0] != "Z"


def _user_of(pid: int) -> int | None:
    try:
        return (PROC / str(pid)).stat().st_uid
    except FileNotFoundError:
        return None

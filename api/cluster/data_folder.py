"""The data of the private cluster on disk: made whole or not at all, never taken away."""

import shutil
import tempfile
from pathlib import Path

from api.cluster.errors import ClusterError
from api.cluster.log_file import LogFile
from api.cluster.owner import Owner
from api.cluster.programs import Programs, find_programs
from api.cluster.urls import ADMIN, PORT

SETTINGS = "naerhed.conf"


def programs_for(data: Path) -> Programs:
    """The programs of the version that made the data; the newest where there are none yet."""
    if not data.exists():
        return find_programs()
    try:
        major = int((data / "PG_VERSION").read_text())
    except (FileNotFoundError, ValueError):
        raise ClusterError(
            f"{data} is not a PostgreSQL folder. Choose another NAERHED_STATE."
        ) from None
    try:
        return find_programs(major)
    except ClusterError as error:
        raise ClusterError(
            f"The data in {data} was made by PostgreSQL {major}. {error} Install that version "
            f"(Debian, Ubuntu: postgresql-{major}-postgis-3), or bring the data over with "
            "pg_upgrade, or choose another NAERHED_STATE and import anew. Nothing was changed."
        ) from None


def make_data(data: Path, programs: Programs, owner: Owner, log: LogFile) -> None:
    """Make an empty cluster beside its place and move it there when it is whole."""
    for half_made in data.parent.glob("making-*"):
        shutil.rmtree(half_made)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=data.parent))
    owner.take(making)
    initdb = str(programs.path("initdb"))
    options = ["--username", ADMIN, "--auth=trust", "--encoding=UTF8", *programs.locale()]
    with log.opened(owner) as output:
        made = owner.run([initdb, *options, "--no-instructions"], output=output, data=making)
    if not made:
        shutil.rmtree(making)
        raise ClusterError(f"PostgreSQL could not make a new database:{log.last_words()}")
    with (making / "postgresql.conf").open("a") as settings:
        settings.write(f"\ninclude '{SETTINGS}'\n")
    making.rename(data)


def write_settings(data: Path, socket: Path, owner: Owner) -> None:
    text = f"""# Written by naerhed at each start.
listen_addresses = ''
port = {PORT}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 192MB
jit = off  # costs more than it gains in tile queries
max_parallel_workers_per_gather = 0  # tiles are asked for in parallel already
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] %u '
"""
    with owner.open(data / SETTINGS, "w") as settings:
        settings.write(text)

"""Where the private cluster keeps its things."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from api.cluster.errors import ClusterError
from api.cluster.owner import Owner

# The kernel takes 107 bytes for the path of a unix socket.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
PLAIN_PATH = re.compile(r"[\w./@+-]+", re.ASCII)


def default_state_folder(
    checkout: Path, environ: Mapping[str, str] = os.environ, *, suffix: str = ""
) -> Path:
    """A folder that belongs to this checkout, wherever it is; `suffix` keeps tests apart."""
    real = checkout.resolve()
    name = re.sub(r"[^A-Za-z0-9._-]", "-", real.name) or "checkout"
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:8]
    return _state_home(environ) / "naerhed" / f"{name}-{digest}{suffix}"


def _state_home(environ: Mapping[str, str]) -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib")  # root's home is closed to the user that PostgreSQL runs as
    given = Path(environ.get("XDG_STATE_HOME", ""))
    if given.is_absolute():
        return given
    try:
        return Path.home() / ".local" / "state"
    except RuntimeError:
        raise ClusterError("This user has no home folder: set NAERHED_STATE to a folder.") from None


def make_state(state: Path) -> None:
    """Make the folder and those above it; as root others may pass through, but not look."""
    missing = [folder for folder in (state, *state.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def make_private(folder: Path, owner: Owner) -> None:
    """Make `folder` the owner's alone, and refuse one that somebody else made before us."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        ours = found.st_uid in (owner.uid, os.geteuid())
        if not ours or folder.is_symlink() or not folder.is_dir():
            raise ClusterError(
                f"{folder} should be a folder of user '{owner.name}' alone, and is not. Start as "
                "the user who owns it, or choose another NAERHED_STATE."
            ) from None
    owner.take(folder)


def socket_folder(home: Path, owner: Owner) -> Path:
    """`home/socket`, or a short folder under /tmp where that path is too long or too odd."""
    socket = home / "socket"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(socket)):
        return socket
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    # Not tempfile's choice: every process has to find the same one, whatever its TMPDIR.
    return Path("/tmp", f"naerhed-{owner.uid}-{digest}")

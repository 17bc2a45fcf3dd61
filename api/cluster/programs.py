"""Find an installed PostgreSQL that has PostGIS."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from api.cluster.errors import ClusterError

PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # the PostgreSQL project's own packages elsewhere
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
NEEDED = ("initdb", "pg_ctl", "postgres")


class Programs(NamedTuple):
    major: int
    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def locale(self) -> list[str]:
        """Order by bytes, letters by Unicode; macOS has no C.UTF-8."""
        if sys.platform == "darwin":
            return ["--locale=C", "--lc-ctype=en_US.UTF-8"]
        return ["--locale=C.UTF-8"]


def find_programs(major: int | None = None) -> Programs:
    """The newest PostgreSQL with PostGIS, or that of one `major` version."""
    found = [programs for programs in _installed() if major in (None, programs.major)]
    with_postgis = [programs for programs in found if _has_postgis(programs)]
    if not with_postgis:
        raise ClusterError(_what_to_install(found, major))
    return max(with_postgis)


def _installed() -> Iterator[Programs]:
    folders = {folder for place in PLACES for folder in Path("/").glob(place[1:])}
    if on_path := shutil.which("pg_ctl"):
        folders.add(Path(on_path).resolve().parent)
    for folder in sorted(folders):
        if all((folder / name).exists() for name in NEEDED):
            said = _said(folder / "postgres", "--version")
            if version := re.search(r"\) (\d+)", said):
                yield Programs(int(version[1]), folder)


def _has_postgis(programs: Programs) -> bool:
    shares = [Path(f"/usr/share/postgresql/{programs.major}")]
    if (programs.folder / "pg_config").exists():
        shares.append(Path(_said(programs.folder / "pg_config", "--sharedir").strip()))
    return any((share / "extension" / "postgis.control").exists() for share in shares)


def _said(program: Path, option: str) -> str:
    return subprocess.run([program, option], capture_output=True, text=True, check=False).stdout


def _what_to_install(found: list[Programs], major: int | None) -> str:
    if found:
        version = max(found).major
        return (
            f"PostgreSQL {version} is installed without PostGIS. Install it "
            f"(Debian, Ubuntu: apt-get install postgresql-{version}-postgis-3)."
        )
    if major is None:
        return (
            "PostgreSQL with PostGIS is not installed. Run 'make setup' (Debian, Ubuntu: "
            "apt-get install postgresql-postgis), or set DATABASE_URL to a PostGIS server."
        )
    return f"PostgreSQL {major} is not installed here."

"""Where the private cluster listens, and as whom one speaks to it."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

PORT = 5432
DATABASE = "naerhed"
ADMIN, OWNER, APP, RENDER = "naerhed_admin", "naerhed_owner", "naerhed_app", "naerhed_render"


class ClusterUrls(NamedTuple):
    """One URL a role: admin is superuser, owner makes the schema, app uses it, render reads."""

    admin: str
    owner: str
    app: str
    render: str


def cluster_urls(socket: Path) -> ClusterUrls:
    def url(role: str) -> str:
        # The port is said, because PGPORT in somebody's shell would count otherwise.
        return f"postgresql+psycopg://{role}@/{DATABASE}?host={quote(str(socket))}&port={PORT}"

    return ClusterUrls(url(ADMIN), url(OWNER), url(APP), url(RENDER))

"""Our own files under `/static`, each at an address that changes when any of them changes.

The version stands in the path, not in the query: what a stylesheet or an ES module asks for by a
relative address then has the same version, and all of it can be kept for ever.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import URL
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
VERSIONED = re.compile(r"^v-[0-9a-f]{12}/(?=.)")
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def static_version() -> str:
    """A hash of every file that is served, made once for each process."""
    digest = sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(STATIC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a file of `web/static`, which must be there."""
    if not (STATIC / path).is_file():
        raise FileNotFoundError(f"web/static/{path} is missing. Run 'make setup'.")
    return f"/static/v-{static_version()}/{path}"


class VersionedFiles(StaticFiles):
    """Serves `web/static` with and without the version; with it, browsers need not ask again."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def get_path(self, scope: Scope) -> str:
        return VERSIONED.sub("", super().get_path(scope))

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        current = f"/static/v-{static_version()}/" in URL(scope=scope).path
        response.headers["Cache-Control"] = FOR_EVER if current else "no-cache"
        return response

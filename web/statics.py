"""Our own files under `/static`, each at an address that changes when the file does."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""What a stylesheet or a module asks for by its plain name: kept, but compared each time."""


@cache
def version(path: str) -> str:
    """A hash of the file, made once for each process."""
    file = STATIC / path
    if not file.is_file():
        raise FileNotFoundError(f"web/static/{path} is missing. Run 'make setup'.")
    return sha256(file.read_bytes()).hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a file of `web/static`, which must be there."""
    return f"/static/{path}?v={version(path)}"


class VersionedFiles(StaticFiles):
    """Serves `web/static`; what is asked for in its present version, browsers keep for ever."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        asked = QueryParams(scope["query_string"]).get("v")
        known = response.status_code in (200, 304) and asked == version(path)
        response.headers["Cache-Control"] = FOR_EVER if known else ASK_AGAIN
        return response

"""`/tiles/{version}/{z}/{x}/{y}[@2x].(webp|png)`: async, so that waiting tiles block no page."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.errors import NotFound, TryLater, answer
from api.tiles.cache import Picture
from api.tiles.service import TileService
from web.cartography.grid import Tile

router = APIRouter()

NUMBER = r"(0|[1-9][0-9]{0,6})"
ADDRESS = re.compile(rf"{NUMBER}/{NUMBER}/{NUMBER}(@2x)?\.(webp|png)")
FOREVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
RETRY_AFTER_S = "2"


@router.api_route(
    "/tiles/{version}/{address:path}", methods=["GET", "HEAD"], include_in_schema=False
)
async def tile(request: Request, version: str, address: str) -> Response:
    """A picture for ever: another version of data or looks has another address."""
    tiles: TileService = request.app.state.tiles
    wanted, scale, kind = _parsed(address)
    current = await tiles.current_version(version)
    if version != current:
        return _moved(request, f"/tiles/{current}/{address}")
    headers = {"Cache-Control": FOREVER, "ETag": f'"{version}/{address}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        picture = await tiles.picture(Picture(version, wanted, scale, kind))
    except TryLater as error:
        return _try_later(request, error)
    return Response(picture, media_type=f"image/{kind}", headers=headers)


def _parsed(address: str) -> tuple[Tile, int, str]:
    found = ADDRESS.fullmatch(address)
    if found:
        z, x, y, dense, kind = found.groups()
        if (wanted := Tile(int(z), int(x), int(y))).exists:
            return wanted, 2 if dense else 1, kind
    raise NotFound("There is nothing at this address.")


def _moved(request: Request, path: str) -> Response:
    """A page that was opened before the data changed still shows a map."""
    return RedirectResponse(
        request.scope.get("root_path", "") + path, 307, headers={"Cache-Control": A_MINUTE}
    )


def _try_later(request: Request, error: TryLater) -> Response:
    response = answer(request, error.status, error.message)
    response.headers["Retry-After"] = RETRY_AFTER_S
    response.headers["Cache-Control"] = "no-store"
    return response

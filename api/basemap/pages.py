"""The script of every map, as a file of its own: pages allow no inline script."""

from fastapi import APIRouter, Request, Response

from api.tiles.service import tile_url_template
from web.maps import map_fragment
from web.statics import ASK_AGAIN, FOR_EVER

router = APIRouter(include_in_schema=False)


@router.get("/map.js")
def map_script(request: Request) -> Response:
    """Folium's script for today's tiles."""
    fragment = map_fragment(tiles=tile_url_template(request.app.state.tiles.data_version()))
    etag = f'"{fragment.version}"'
    fresh = request.query_params.get("v") == fragment.version
    headers = {"ETag": etag, "Cache-Control": FOR_EVER if fresh else ASK_AGAIN}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(fragment.script, media_type="text/javascript", headers=headers)

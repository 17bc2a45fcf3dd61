"""Mapnik draws: a square of tiles as encoded pictures. The one module that loads the library.

Never fork a process that has drawn: both would speak on one connection to PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import mapnik

from web.cartography.grid import HALF_WORLD_M, TILE_PX, Metatile, Tile
from web.cartography.style import no_data_style, screen_style
from web.cartography.tables import LAST_ZOOM

MARGIN_PX = 256
"""Drawn round each square, so that what lies across its border is the same on both sides."""

ENCODERS = {
    ("webp", 1): "webp:quality=80:method=2",
    ("webp", 2): "webp:quality=65:method=2",  # shown at half size: what it loses cannot be seen
    ("png", 1): "png8:m=h:z=4",
    ("png", 2): "png8:m=h:z=4",
}
HATCHING = {"webp": "webp:lossless=1", "png": "png8:m=h:z=9"}


class Renderer:
    """One map, for one thread."""

    def __init__(self, database_url: str, fonts: Sequence[Path]) -> None:
        _register(fonts)
        self._database = mapnik_parameters(database_url)
        self.reconnect()

    def reconnect(self) -> None:
        """Read the style anew, with new connections."""
        self._map = load_style(screen_style(self._database))

    def draw(self, square: Metatile, scale: int) -> mapnik.Image:
        return draw_square(self._map, square, scale)


def no_data_tile(scale: int, encoding: str) -> bytes:
    """The tile for everywhere outside the data; its hatching meets that of any other tile."""
    origin = Metatile(LAST_ZOOM, 2**LAST_ZOOM // 2, 2**LAST_ZOOM // 2, 1)
    style = no_data_style(pixel_m=2 * HALF_WORLD_M / 2**LAST_ZOOM / TILE_PX)
    picture = draw_square(load_style(style), origin, scale)
    encoded: bytes = picture.to_string(HATCHING[encoding])
    return encoded


def encode_tiles(
    picture: mapnik.Image, square: Metatile, scale: int, encoding: str
) -> Iterator[tuple[Tile, bytes]]:
    """The single tiles of a drawn square."""
    side = TILE_PX * scale
    for tile in square.tiles():
        x, y = (tile.x - square.x) * side, (tile.y - square.y) * side
        yield tile, picture.view(x, y, side, side).to_string(ENCODERS[encoding, scale])


def mapnik_parameters(database_url: str) -> dict[str, str]:
    """A SQLAlchemy URL as parameters of Mapnik's PostGIS input.

    >>> mapnik_parameters("postgresql+psycopg://reader@/maps?host=/run/pg")["host"]
    "'/run/pg'"
    """
    url = urlsplit(database_url)
    parts = {
        "dbname": unquote(url.path.lstrip("/")),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "host": url.hostname or "",
        "port": str(url.port or ""),
        **{key: value for key, value in parse_qsl(url.query) if key in ("host", "port")},
    }
    quoted = {key: _quoted(value) for key, value in parts.items() if value}
    return {**quoted, "initial_size": "1", "max_size": "4", "connect_timeout": "5"}


def _quoted(value: str) -> str:
    """Mapnik pastes values into a connection string as they are; this is how libpq reads them."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _register(fonts: Sequence[Path]) -> None:
    for font in fonts:
        if not mapnik.FontEngine.register_font(str(font)):
            raise RuntimeError(f"Mapnik cannot read the font {font.name}")


def load_style(style: str) -> mapnik.Map:
    """A map of this style. Raises RuntimeError for whatever Mapnik does not know in it."""
    mapnik.logger.set_severity(mapnik.severity_type.Warn)
    drawn = mapnik.Map(TILE_PX, TILE_PX)
    mapnik.load_map_from_string(drawn, style, True)
    return drawn


def draw_square(drawn: mapnik.Map, square: Metatile, scale: int) -> mapnik.Image:
    side = square.size * TILE_PX * scale
    drawn.resize(side, side)
    drawn.buffer_size = MARGIN_PX * scale
    drawn.zoom_to_box(mapnik.Box2d(*square.mercator_box()))
    picture = mapnik.Image(side, side)
    mapnik.render(drawn, picture, scale)
    return picture

"""The whole map in drawing order, and the version that says when a picture is out of date."""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from web.cartography.ground import (
    draw_buildings,
    draw_land,
    draw_playground_dots,
    draw_veil,
    draw_veil_at_origin,
    draw_water,
)
from web.cartography.names import draw_names
from web.cartography.sheet import Sheet, screen_views
from web.cartography.tables import tables
from web.cartography.ways import draw_rails, draw_ways


def screen_style(database: Mapping[str, str]) -> str:
    """The map for screens. `database`: Mapnik's parameters of the connection."""
    sheet = Sheet(tables(), screen_views(), database)
    sheet.ground(sheet.tables.colours["ground"])
    draw_land(sheet)
    draw_water(sheet)
    draw_buildings(sheet)
    draw_rails(sheet)
    draw_ways(sheet)
    draw_playground_dots(sheet)
    draw_veil(sheet)
    draw_names(sheet)
    return sheet.xml()


def no_data_style(pixel_m: float) -> str:
    """Nothing but the veil, for pixels of that size at the point 0, 0; needs no database."""
    sheet = Sheet(tables(), screen_views(), {})
    draw_veil_at_origin(sheet, pixel_m)
    return sheet.xml()


def style_version(fonts: Sequence[Path]) -> str:
    """Changes whenever the same data would give another picture: tables, code, fonts, Mapnik."""
    digest = hashlib.sha256(version("mapnik").encode())
    own = sorted(path for path in Path(__file__).parent.iterdir() if path.is_file())
    for path in (*own, *fonts):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]

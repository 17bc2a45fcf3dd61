"""The map as Mapnik draws it, on real towns: nothing logged, the sea blue, names whole."""

import io
from collections.abc import Iterator
from math import asinh, cos, pi, radians, tan
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import mapnik
import psycopg
import pytest
from PIL import Image, ImageChops

from api.deployment import Databases
from data.imports import OSM_CREDIT, ImportJob, import_osm
from tests.conftest import FILES, Server, dsn
from web.assets import font_files
from web.cartography.grid import TILE_PX, Metatile, Tile
from web.cartography.render import (
    Renderer,
    draw_square,
    encode_tiles,
    load_style,
    mapnik_parameters,
    no_data_tile,
)
from web.cartography.style import screen_style, style_version
from web.cartography.tables import FIRST_ZOOM, LAST_ZOOM, tables

Colour = tuple[int, int, int]


@pytest.fixture(scope="module")
def renderer(served: Databases) -> Renderer:
    return Renderer(served.render, font_files())


@pytest.fixture(scope="module")
def christianshavn_renderer(
    server: Server, template: str, christianshavn: Path
) -> Iterator[Renderer]:
    name = f"christianshavn_{uuid4().hex[:8]}"
    databases = server.create(name, template=template)
    import_osm(databases.owner, ImportJob(christianshavn, "town", "osm", OSM_CREDIT), FILES)
    yield Renderer(databases.render, font_files())
    server.drop(name)


@pytest.fixture(scope="module")
def centre(served: Databases) -> tuple[float, float]:
    """The middle of the data, in degrees."""
    sql = "SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(coverage) AS c FROM base.state) AS s"
    with psycopg.connect(dsn(served.render)) as connection:
        row = connection.execute(sql).fetchone()
    assert row
    return row[0], row[1]


def tile_at(lon: float, lat: float, z: int) -> tuple[Tile, int, int]:
    """The tile that holds a position, and the pixel in it."""
    side = TILE_PX * 2**z
    x = (lon + 180) / 360 * side
    y = (1 - asinh(tan(radians(lat))) / pi) / 2 * side
    return Tile(z, int(x) // TILE_PX, int(y) // TILE_PX), int(x) % TILE_PX, int(y) % TILE_PX


def picture(drawn: mapnik.Image) -> Image.Image:
    return Image.open(io.BytesIO(drawn.to_string("png32"))).convert("RGBA")


def colours(image: Image.Image) -> int:
    return len(image.getcolors(2**24) or ())


def colour_at(renderer: Renderer, lon: float, lat: float, z: int = 16) -> Colour:
    tile, x, y = tile_at(lon, lat, z)
    pixel = picture(renderer.draw(Metatile(z, tile.x, tile.y, 1), 1)).getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


def rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


WATER = rgb(tables().colours["water"])
NO_DATA = rgb(tables().colours["no_data"])


@pytest.mark.parametrize(
    ("zoom", "scale"),
    [(zoom, 1) for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1)] + [(13, 2), (15, 2), (18, 2)],
)
def test_every_zoom_is_drawn_and_mapnik_has_nothing_to_say(
    renderer: Renderer,
    centre: tuple[float, float],
    zoom: int,
    scale: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    tile, _, _ = tile_at(*centre, zoom)
    square = tile.metatile(scale)

    drawn = renderer.draw(square, scale)

    assert capfd.readouterr() == ("", "")
    assert drawn.width() == square.size * TILE_PX * scale
    assert colours(picture(drawn)) > 50


def test_a_misspelt_attribute_is_an_error(served: Databases) -> None:
    style = screen_style(mapnik_parameters(served.render)).replace("halo-radius", "halo-radios", 1)

    with pytest.raises(RuntimeError, match="halo-radios"):
        load_style(style)


def test_the_fjord_is_blue_and_the_town_is_not(renderer: Renderer, shared: Path) -> None:
    assert colour_at(renderer, 9.9284, 57.0516) == WATER
    assert colour_at(renderer, 9.9250, 57.0528) == WATER
    for lon, lat in ((9.9187, 57.0480), (9.9220, 57.0455), (9.9140, 57.0440)):
        assert colour_at(renderer, lon, lat) != WATER


def test_the_harbour_is_blue_and_the_islands_are_not(christianshavn_renderer: Renderer) -> None:
    for lon, lat in ((12.5837, 55.6736), (12.58736, 55.66898)):
        assert colour_at(christianshavn_renderer, lon, lat) == WATER
    for lon, lat in ((12.5905, 55.6725), (12.5960, 55.6745), (12.5800, 55.6770)):
        assert colour_at(christianshavn_renderer, lon, lat) != WATER


def test_a_playground_has_its_colour(christianshavn_renderer: Renderer) -> None:
    playground = next(land for land in tables().land if "playground" in land.kinds)

    assert colour_at(christianshavn_renderer, 12.59315, 55.66982) == rgb(playground.fill)


def test_where_the_data_ends_nothing_sticks_out(
    renderer: Renderer, served: Databases, centre: tuple[float, float]
) -> None:
    with psycopg.connect(dsn(served.render)) as connection:
        row = connection.execute("SELECT ST_XMax(coverage) FROM base.state").fetchone()
    assert row
    [east] = row
    beyond, _, _ = tile_at(east + 0.012, centre[1], 16)

    drawn = renderer.draw(Metatile(16, beyond.x, beyond.y, 1), 1)

    everywhere = Image.open(io.BytesIO(no_data_tile(1, "webp"))).convert("RGB")
    assert alike(picture(drawn).convert("RGB"), everywhere)
    assert colour_at(renderer, east + 0.001, centre[1]) not in (WATER, rgb("#FFFFFF"))


def test_without_any_data_all_is_veil(fresh: Databases) -> None:
    empty = Renderer(fresh.render, font_files())

    drawn = empty.draw(Metatile(14, 8640, 5012, 1), 2)

    everywhere = Image.open(io.BytesIO(no_data_tile(2, "webp"))).convert("RGB")
    assert alike(picture(drawn).convert("RGB"), everywhere)


def test_the_hatching_meets_at_every_border() -> None:
    hatched = Image.open(io.BytesIO(no_data_tile(1, "webp"))).convert("RGB")

    right, below = hatched.crop((240, 0, 256, 256)), hatched.crop((0, 240, 256, 256))
    assert right.tobytes() == hatched.crop((0, 0, 16, 256)).tobytes()
    assert below.tobytes() == hatched.crop((0, 0, 256, 16)).tobytes()


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[kind] + ${name} `x` </TextSymbolizer> ]]>",
    "&amp; \"quotes\" 'too' \\ %s {0}",
    "\u202eright to left\u202c",
    "حديقة الأطفال",
    "детская площадка",
    "🛝 遊び場",
    "two\nlines\tand a tab\x01",
    "a" * 20_000,
    " ",
]


def test_names_of_any_text_do_no_harm(fresh: Databases, capfd: pytest.CaptureFixture[str]) -> None:
    west, south = 9.92, 57.04
    with psycopg.connect(dsn(fresh.owner)) as connection:
        _cover(connection, west, south)
        for number, name in enumerate(HOSTILE):
            _add_hostile_names(connection, number, name, west + 0.002 * number, south + 0.01)
    renderer = Renderer(fresh.render, font_files())

    for zoom in (13, 15, 16, 18):
        tile, _, _ = tile_at(west + 0.01, south + 0.01, zoom)
        drawn = renderer.draw(tile.metatile(1), 1)
        assert colours(picture(drawn)) > 20

    assert capfd.readouterr() == ("", "")


def _cover(connection: "psycopg.Connection[tuple[object]]", west: float, south: float) -> None:
    connection.execute(
        "INSERT INTO base.state (id, version, coverage) VALUES"
        " (1, 'v', ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, 4326)))",
        (west - 0.01, south - 0.01, west + 0.04, south + 0.04),
    )


def _add_hostile_names(
    connection: "psycopg.Connection[tuple[object]]", number: int, name: str, lon: float, lat: float
) -> None:
    point = f"ST_Transform(ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326), 3857)"
    line = f"ST_Translate(ST_SetSRID('LINESTRING(0 0, 0 1500)'::geometry, 3857), {lon}, 0)"
    line = f"ST_Translate({line}, ST_X({point}) - {lon}, ST_Y({point}))"
    for sql in (
        "INSERT INTO base.place_name (source_id, osm_type, osm_id, kind, name, geom)"
        f" VALUES (1, 'n', {number}, 'suburb', %(name)s, {point})",
        "INSERT INTO base.land (source_id, osm_type, osm_id, kind, name, area, geom)"
        f" VALUES (1, 'w', {number}, 'park', %(name)s, 9e4, ST_Buffer({point}, 150))",
        f"INSERT INTO base.street (id, name, rank, length_m, geom) VALUES"
        f" ({number}, %(name)s, 5, 1500, {line})",
        "INSERT INTO base.address (source_id, osm_type, osm_id, house_number, geom)"
        f" VALUES (1, 'n', {number}, %(name)s, {point})",
    ):
        connection.execute(sql, {"name": name})


def only_layer(served: Databases, *names: str) -> mapnik.Map:
    """Nothing but some names, without halo, on nothing."""
    style = ElementTree.fromstring(screen_style(mapnik_parameters(served.render)))
    del style.attrib["background-color"]
    for layer in style.findall("Layer"):
        if layer.get("name") not in names:
            style.remove(layer)
    for text in style.iter("TextSymbolizer"):
        text.set("halo-radius", "0")
    return load_style(ElementTree.tostring(style, "unicode"))


@pytest.mark.parametrize("zoom", [14, 15, 16, 17])
def test_no_street_name_is_cut(
    served: Databases, renderer: Renderer, centre: tuple[float, float], zoom: int
) -> None:
    streets = only_layer(served, "street name")
    square = tile_at(*centre, zoom)[0].metatile(1)

    drawn = picture(draw_square(streets, square, 1)).getchannel("A")

    side = drawn.width
    assert drawn.getbbox(), "there are names to look at"
    for border in ((0, 0, 2, side), (side - 2, 0, side, side), (0, 0, side, 2)):
        assert drawn.crop(border).getbbox() is None


@pytest.mark.parametrize("zoom", [15, 16, 17])
def test_the_name_of_a_place_goes_on_across_a_border(
    served: Databases, renderer: Renderer, centre: tuple[float, float], zoom: int
) -> None:
    areas = only_layer(served, "place name", "area name")
    west = tile_at(*centre, zoom)[0].metatile(2)
    east = Metatile(zoom, west.x + west.size, west.y, west.size)
    both = Metatile(zoom, west.x, west.y, 2 * west.size)

    halves = [picture(draw_square(areas, half, 1)).getchannel("A") for half in (west, east)]
    whole = picture(draw_square(areas, both, 1)).getchannel("A")

    side = west.size * TILE_PX
    assert alike(
        whole.crop((side - 100, 0, side, side)), halves[0].crop((side - 100, 0, side, side))
    )
    assert alike(whole.crop((side, 0, side + 100, side)), halves[1].crop((0, 0, 100, side)))


def alike(one: Image.Image, other: Image.Image) -> bool:
    """But for the last digit of a soft edge."""
    difference = ImageChops.difference(one.convert("L"), other.convert("L")).getextrema()
    return difference[1] < 16


def test_encoded_tiles_are_those_of_the_square(
    renderer: Renderer, centre: tuple[float, float]
) -> None:
    square = Metatile(16, *(tile_at(*centre, 16)[0].x, tile_at(*centre, 16)[0].y), 2)
    drawn = renderer.draw(square, 2)

    tiles = dict(encode_tiles(drawn, square, 2, "webp"))

    assert set(tiles) == set(square.tiles())
    last = Image.open(io.BytesIO(tiles[Tile(16, square.x + 1, square.y + 1)]))
    assert (last.format, last.size) == ("WEBP", (512, 512))


def test_a_database_url_is_quoted_for_libpq() -> None:
    found = mapnik_parameters("postgresql+psycopg://me:a%20b%27c%5C@db.example:5433/maps")

    assert found["password"] == r"'a b\'c\\'"
    assert (found["host"], found["port"]) == ("'db.example'", "'5433'")
    assert mapnik_parameters("postgresql+psycopg://me@/maps?host=/run/pg")["host"] == "'/run/pg'"


def test_the_version_of_the_style_follows_what_it_is_made_of() -> None:
    fonts = font_files()

    assert style_version(fonts) == style_version(fonts)
    assert style_version(fonts) != style_version(fonts[:-1])


def test_a_tile_knows_its_place_on_earth() -> None:
    west, south, east, north = Tile(16, 34574, 20060).lonlat_box()

    assert east - west == pytest.approx(360 / 2**16)
    assert (north - south) / (east - west) == pytest.approx(cos(radians(north)), rel=1e-3)
    assert west < 9.926 < east

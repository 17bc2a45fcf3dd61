"""The map as Folium makes it: a fragment, the same each time, with nothing from outside."""

import re

from web.maps import ATTRIBUTION, MAP_NAME, Bounds, MapFragment, map_fragment
from web.statics import STATIC

BOX = Bounds(9.90, 57.03, 9.94, 57.06)
TILES = "/tiles/1-abc/{z}/{x}/{y}{r}.webp"


def a_map() -> MapFragment:
    return map_fragment(bounds=BOX, tiles=TILES)


def test_the_same_map_has_the_same_script() -> None:
    assert a_map() == a_map()
    assert a_map().version == a_map().version


def test_another_map_has_another_version() -> None:
    moved = map_fragment(bounds=Bounds(9.91, 57.03, 9.95, 57.06), tiles=TILES)

    assert moved.version != a_map().version


def test_nothing_comes_from_another_host() -> None:
    made = a_map()
    everything = " ".join((made.html, made.script, *made.css, *made.js))

    hosts = set(re.findall(r"//[\w.-]+", everything))

    assert hosts == {"//www.openstreetmap.org"}  # the link that the licence asks for
    assert ATTRIBUTION.startswith('<a href="https://www.openstreetmap.org/copyright">')
    assert all(url.startswith("/static/vendor/leaflet/") for url in made.css + made.js)


def test_the_fragment_is_one_element_and_a_script() -> None:
    made = a_map()

    assert re.fullmatch(rf'<div class="folium-map" id="{MAP_NAME}"\s*></div>', made.html)
    assert "<" not in made.script
    assert f"var {MAP_NAME} = L.map(" in made.script
    assert "$(" not in made.script


def test_tiles_are_ours_and_zoom_where_there_is_a_map() -> None:
    script = a_map().script

    assert TILES in script
    assert re.search(r'"minZoom": 11,\s+"maxZoom": 19', script)
    assert "OpenStreetMap-bidragydere" in script


def test_the_map_shows_the_whole_box() -> None:
    assert "fitBounds(\n                [[57.03, 9.9], [57.06, 9.94]]" in a_map().script


def test_leaflet_is_there() -> None:
    for url in a_map().css + a_map().js:
        assert (STATIC / url.removeprefix("/static/").partition("?")[0]).is_file()

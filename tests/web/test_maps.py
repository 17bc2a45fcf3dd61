"""The map as Folium makes it: a fragment, the same each time, with nothing from outside."""

import re

from web.maps import ATTRIBUTION, MAP_NAME, Bounds, MapFragment, map_fragment
from web.statics import STATIC

BOX = Bounds(9.90, 57.03, 9.94, 57.06)
TILES = "/tiles/1-abc/{z}/{x}/{y}{r}.webp"


def a_map() -> MapFragment:
    return map_fragment(tiles=TILES)


def test_the_same_map_has_the_same_script() -> None:
    assert a_map() == a_map()
    assert a_map().version == a_map().version


def test_a_map_of_other_tiles_has_another_version() -> None:
    newer = map_fragment(tiles=TILES.replace("1-abc", "2-abc"))

    assert newer.version != a_map().version


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


def test_the_map_takes_its_box_from_the_page_before_it_asks_for_tiles() -> None:
    script = a_map().script

    assert script.index('closest("[data-bounds]")') < script.index("L.tileLayer(")
    assert str(BOX) == "9.900000,57.030000,9.940000,57.060000"


def test_leaflet_is_there() -> None:
    for url in a_map().css + a_map().js:
        assert (STATIC / url.removeprefix("/static/").partition("?")[0]).is_file()

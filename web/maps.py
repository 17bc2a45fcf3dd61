"""Folium makes the map, as a fragment for our own page.

No text of a visitor goes through Folium: it pastes popups and tooltips into JavaScript. Its script
is a file of its own (`/map.js`), the same for every map of the same tiles: what a map shows stands
in the page, which names the box, and `static/js/map.js` draws circle, places and coverage. So one
copy serves all pages, and no address tells whose map was looked at.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import folium
from branca.element import Figure, MacroElement
from folium.utilities import JsCode
from jinja2 import Template
from markupsafe import Markup

from web.statics import static_url
from web.templating import OSM_COPYRIGHT, OSM_CREDIT

MIN_ZOOM, MAX_ZOOM = 11, 19
PADDING_PX = 16
MAP_NAME = "naerhed_map"
"""The id of the map's element and the name of the Leaflet map that our module takes up."""

SNAP = JsCode("window.devicePixelRatio > 1.4 ? 0.25 : 1")
"""Between whole zooms the circle fills the map better; fine screens draw such tiles sharply."""

ATTRIBUTION = f'<a href="{OSM_COPYRIGHT}">{OSM_CREDIT}</a>'


class Bounds(NamedTuple):
    """A box in degrees, WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{degrees:.6f}" for degrees in self)


@dataclass(frozen=True)
class MapFragment:
    """What a page needs of a map: an element, a script of its own, stylesheets and libraries."""

    html: Markup
    script: str
    css: tuple[str, ...]
    js: tuple[str, ...]

    @cached_property
    def version(self) -> str:
        """Changes when the script does; stands in its address and its ETag."""
        return sha256(self.script.encode()).hexdigest()[:12]


class _Map(folium.Map):
    """A map with Leaflet alone, and that from us."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as Folium declares it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def get_name(self) -> str:
        return MAP_NAME


class _FitToPage(MacroElement):
    """Shows the box that the page names, before there is a layer that would fetch another."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            (function (map) {
                var box = map.getContainer().closest("[data-bounds]").dataset.bounds.split(",");
                map.fitBounds([[+box[1], +box[0]], [+box[3], +box[2]]], {
                    padding: [{{ this.padding_px }}, {{ this.padding_px }}], animate: false
                });
            })({{ this._parent.get_name() }});
        {% endmacro %}
    """)
    padding_px = PADDING_PX


@lru_cache(maxsize=8)
def map_fragment(*, tiles: str) -> MapFragment:
    """A map of what the page names by `data-bounds="west,south,east,north"` round it.

    `tiles` is an address of ours with `{z}`, `{x}`, `{y}`, `{r}`.
    """
    made = _Map(location=(0, 0), zoom_start=MIN_ZOOM, tiles=None, zoom_control=False)
    options: dict[str, Any] = made.options  # Folium's type forgets its own JsCode
    options.update(min_zoom=MIN_ZOOM, max_zoom=MAX_ZOOM, zoom_snap=SNAP)
    layer = folium.TileLayer(
        tiles, attr=ATTRIBUTION, name="tiles", min_zoom=MIN_ZOOM, max_zoom=MAX_ZOOM
    )
    fit = _FitToPage()  # type: ignore[no-untyped-call]
    for number, child in enumerate((fit, layer)):
        child._id = str(number)  # instead of a random one: the same map has the same script
        child.add_to(made)
    return _fragment(made)


def _fragment(made: _Map) -> MapFragment:
    root = made.get_root()
    assert isinstance(root, Figure)
    for child in list(root._children.values()):
        child.render()
    return MapFragment(
        html=Markup(root.html.render().strip()),
        script=root.script.render(),
        css=(static_url("vendor/leaflet/leaflet.css"),),
        js=(static_url("vendor/leaflet/leaflet.js"),),
    )

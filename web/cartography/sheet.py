"""A Mapnik style sheet in the making: styles, rules and layers as XML elements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from xml.etree.ElementTree import Element, SubElement, tostring

from web.cartography.tables import FAR_ZOOM, FIRST_ZOOM, LAST_ZOOM, Tables

MERCATOR = "epsg:3857"
SCALE_AT_ZOOM_0 = 559_082_264.028
WORLD = "-20037508,-20037508,20037508,20037508"

Attribute = str | float | bool


@dataclass(frozen=True, slots=True)
class View:
    """What a rule is for: a column of the tables, and the scales at which it counts.

    Screens have one view for each zoom; a paper map has a single one without limits, whose zoom
    is the one with the paper's pixels for each metre.
    """

    zoom: float
    from_scale: float | None = None
    to_scale: float | None = None


def scale_at(zoom: float) -> float:
    """The scale denominator halfway between a zoom and the one before it."""
    return SCALE_AT_ZOOM_0 / 2**zoom * sqrt(2)


def screen_views() -> list[View]:
    return [View(z, scale_at(z + 1), scale_at(z)) for z in range(FIRST_ZOOM, LAST_ZOOM + 1)]


class Sheet:
    """Collects styles and layers in drawing order."""

    def __init__(self, tables: Tables, views: list[View], database: Mapping[str, str]) -> None:
        self.tables, self.views, self._database = tables, views, database
        self._root = Element("Map", {"srs": MERCATOR})
        self._layers: list[Element] = []

    def fonts(self) -> None:
        """Make the font sets known by their names in the tables."""
        for name, faces in self.tables.fonts.items():
            font_set = SubElement(self._root, "FontSet", {"name": name})
            for face in faces:
                SubElement(font_set, "Font", {"face-name": face})

    def ground(self, colour: str) -> None:
        self._root.set("background-color", colour)

    def style(self, name: str, **attributes: Attribute) -> Element:
        return SubElement(self._root, "Style", {"name": name, **_written(attributes)})

    def layer(
        self,
        name: str,
        sql: str,
        *styles: str,
        first_zoom: int = FIRST_ZOOM,
        last_zoom: int = LAST_ZOOM,
        **attributes: Attribute,
    ) -> None:
        """A layer read from the database by `sql`, drawn by `styles` one after the other."""
        parameters = {
            **self._database,
            "type": "postgis",
            "geometry_field": "geom",
            "srid": "3857",
            "extent": WORLD,
            "table": f"({sql}) AS layer",
        }
        limits = {}
        if first_zoom > FIRST_ZOOM:
            limits["maximum-scale-denominator"] = _scale(first_zoom)
        if last_zoom < LAST_ZOOM:
            limits["minimum-scale-denominator"] = _scale(last_zoom + 1)
        self._add_layer(name, parameters, styles, {**limits, **_written(attributes)})

    def far_and_near(self, name: str, far: str, near: str, style: str) -> None:
        """Two layers that look alike, the one for whole municipalities, the other close by."""
        self.layer(f"far {name}", far, style, last_zoom=FAR_ZOOM)
        self.layer(name, near, style, first_zoom=FAR_ZOOM + 1)

    def inline(self, name: str, shapes: Iterable[str], style: str) -> None:
        """A layer of shapes given here (WKT), without any database."""
        rows = "\n".join(f'"{shape}"' for shape in shapes)
        parameters = {"type": "csv", "inline": f"wkt\n{rows}", "extent": WORLD}
        self._add_layer(name, parameters, (style,), {})

    def _add_layer(
        self,
        name: str,
        parameters: Mapping[str, str],
        styles: Iterable[str],
        attributes: Mapping[str, str],
    ) -> None:
        layer = Element("Layer", {"name": name, "srs": MERCATOR, **attributes})
        for style in styles:
            SubElement(layer, "StyleName").text = style
        source = SubElement(layer, "Datasource")
        for key, value in parameters.items():
            SubElement(source, "Parameter", {"name": key}).text = value
        self._layers.append(layer)

    def xml(self) -> str:
        self._root.extend(self._layers)
        return tostring(self._root, encoding="unicode")


def rule(style: Element, view: View | None = None, where: str | None = None) -> Element:
    """A rule of a style, for the scales of `view` and the features `where` holds."""
    element = SubElement(style, "Rule")
    if where:
        SubElement(element, "Filter").text = where
    if view and view.to_scale:
        SubElement(element, "MaxScaleDenominator").text = f"{view.to_scale:.0f}"
    if view and view.from_scale and view.zoom < LAST_ZOOM:
        SubElement(element, "MinScaleDenominator").text = f"{view.from_scale:.0f}"
    return element


def symbol(of: Element, name: str, /, **attributes: Attribute) -> Element:
    """One symbolizer: `symbol(rule, "Line", stroke_width=2)`."""
    return SubElement(of, f"{name}Symbolizer", _written(attributes))


def one_of(field: str, values: Iterable[str | int]) -> str:
    """A filter that holds where a field has one of the values; they come from our tables."""
    return " or ".join(
        f"[{field}] = '{value}'" if isinstance(value, str) else f"[{field}] = {value}"
        for value in values
    )


def quoted(kinds: Iterable[str]) -> str:
    """Kinds as a list for SQL; they come from our tables."""
    return ", ".join(f"'{kind}'" for kind in kinds)


def _scale(zoom: int) -> str:
    return f"{scale_at(zoom):.0f}"


def _written(attributes: Mapping[str, Attribute]) -> dict[str, str]:
    return {key.replace("_", "-"): _text(value) for key, value in attributes.items()}


def _text(value: Attribute) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.2f}" if isinstance(value, float) else str(value)

"""Names. Those of streets stay inside a picture; all others may lie across the border of two.

A street name bends, so two neighbouring pictures might set it differently and cut it: it keeps
away from the border and slides along its street instead. The names of places and areas come first
and are few: with a wide margin round each picture both neighbours set them alike.
"""

from collections.abc import Iterable

from web.cartography import queries
from web.cartography.sheet import Attribute, Sheet, one_of, rule, symbol
from web.cartography.tables import Label

Attributes = dict[str, Attribute]


def draw_names(sheet: Sheet) -> None:
    sheet.fonts()
    point: Attributes = {
        "placement": "point",
        "wrap_width": 110,
        "margin": 6,
        "allow_overlap": False,
    }
    _draw(sheet, "place name", "kind", sheet.tables.places, point)
    sheet.layer("place name", queries.PLACE_NAMES, "place name")
    inside: Attributes = {"placement": "interior", "wrap_width": 80, "margin": 5}
    _draw(sheet, "area name", "kind", sheet.tables.areas, inside)
    sheet.layer("area name", queries.AREA_NAMES, "area name", first_zoom=13)
    _draw(sheet, "street name", "rank", sheet.tables.streets, ALONG)
    sheet.layer("street name", queries.STREET_NAMES, "street name", first_zoom=13)
    number: Attributes = {"placement": "point", "margin": 2, "minimum_padding": 2.0}
    _draw(sheet, "house number", None, [sheet.tables.house_numbers], number)
    sheet.layer("house number", queries.HOUSE_NUMBERS, "house number", first_zoom=18)


ALONG: Attributes = {
    "placement": "line",
    "max_char_angle_delta": 24,
    "spacing": 420,
    "repeat_distance": 240,
    "label_position_tolerance": 200,
    "horizontal_alignment": "middle",
    "upright": "auto",
    "margin": 3,
    "minimum_padding": 4.0,
}


def _draw(
    sheet: Sheet,
    name: str,
    field: str | None,
    labels: Iterable[Label],
    attributes: Attributes,
) -> None:
    style = sheet.style(name)
    for view in sheet.views:
        for label in labels:
            if size := label.size.at(view.zoom):
                where = one_of(field, label.values) if field else None
                text = symbol(
                    rule(style, view, where), "Text", **attributes, **_letters(label, size)
                )
                text.text = "[name]"


def _letters(label: Label, size: float) -> Attributes:
    spaced: Attributes = {"text_transform": "uppercase", "character_spacing": 0.8}
    return {
        "fontset_name": label.font,
        "size": size,
        "fill": label.colour,
        "halo_fill": label.halo_colour,
        "halo_radius": label.halo,
        "halo_rasterizer": "full",
        **(spaced if label.spaced else {}),
    }

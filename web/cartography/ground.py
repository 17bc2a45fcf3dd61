"""What lies on the ground: land, water, houses, and the veil where the data ends."""

from web.cartography import queries
from web.cartography.sheet import Sheet, one_of, quoted, rule, symbol


def draw_land(sheet: Sheet) -> None:
    style = sheet.style("land", filter_mode="first")
    for view in sheet.views:
        for land in sheet.tables.land:
            drawn = rule(style, view, one_of("kind", land.kinds))
            symbol(drawn, "Polygon", fill=land.fill)
            if land.edge and view.zoom >= land.edge_from:
                symbol(drawn, "Line", stroke=land.edge, stroke_width=0.8, stroke_linejoin="round")
    kinds = quoted(kind for land in sheet.tables.land for kind in land.kinds)
    far, near = (query.format(kinds=kinds) for query in (queries.FAR_LAND, queries.LAND))
    sheet.far_and_near("land", far, near, "land")


def draw_water(sheet: Sheet) -> None:
    colours = sheet.tables.colours
    style, shore = sheet.style("water"), sheet.tables.by_zoom("shore", "width")
    for view in sheet.views:
        drawn = rule(style, view)
        symbol(drawn, "Polygon", fill=colours["water"])
        edge = shore.at(view.zoom)
        symbol(drawn, "Line", stroke=colours["shore"], stroke_width=edge, stroke_linejoin="round")
    sheet.layer("sea", queries.SEA, "water")
    sheet.far_and_near("water", queries.FAR_WATER, queries.WATER, "water")
    width = sheet.tables.by_zoom("waterway", "width")
    for name, colour, more in (("shore", colours["shore"], 1.2), ("stream", colours["water"], 0.0)):
        style = sheet.style(name)
        for view in sheet.views:
            symbol(
                rule(style, view),
                "Line",
                stroke=colour,
                stroke_width=width.at(view.zoom) + more,
                stroke_linecap="round",
                stroke_linejoin="round",
            )
    sheet.layer("waterway", queries.WATERWAYS, "shore", "stream", cache_features=True)
    pier = rule(sheet.style("pier"))
    symbol(pier, "Polygon", fill=sheet.tables.rest["pier"]["fill"])
    symbol(pier, "Line", stroke=sheet.tables.rest["pier"]["edge"], stroke_width=0.7)
    kinds = quoted(sheet.tables.rest["pier"]["kinds"])
    sheet.layer("pier", queries.PIERS.format(kinds=kinds), "pier", first_zoom=13)


def draw_buildings(sheet: Sheet) -> None:
    colours, building = sheet.tables.colours, sheet.tables.rest["building"]
    style = sheet.style("building")
    for view in sheet.views:
        drawn = rule(style, view)
        symbol(drawn, "Polygon", fill=colours["building"])
        if view.zoom >= building["edge_from"]:
            symbol(drawn, "Line", stroke=colours["building_edge"], stroke_width=0.6)
    sheet.layer("building", queries.BUILDINGS, "building", first_zoom=building["first_zoom"])


def draw_playground_dots(sheet: Sheet) -> None:
    dot = sheet.tables.rest["playground_dot"]
    diameter = sheet.tables.by_zoom("playground_dot", "diameter")
    style = sheet.style("playground dot")
    for view in sheet.views:
        if size := diameter.at(view.zoom):
            symbol(
                rule(style, view),
                "Markers",
                width=size,
                height=size,
                fill=dot["fill"],
                stroke=dot["edge"],
                stroke_width=1.0,
                placement="interior",
                allow_overlap=True,
                ignore_placement=True,
            )
    sheet.layer("playground dot", queries.PLAYGROUNDS, "playground dot", first_zoom=13)


def draw_veil(sheet: Sheet) -> None:
    """Hide what sticks out of the data's outline: nobody shall take emptiness for nothing there."""
    _veil_styles(sheet)
    hatching = queries.HATCHING.format(spacing=sheet.tables.rest["no_data"]["spacing"])
    sheet.layer("no data", queries.NO_DATA, "no data")
    sheet.layer("hatching", hatching, "hatching")
    edge, width = rule(sheet.style("edge of data")), sheet.tables.rest["no_data"]["edge_width"]
    symbol(edge, "Line", stroke=sheet.tables.colours["no_data_edge"], stroke_width=width)
    sheet.layer("edge of data", queries.EDGE_OF_DATA, "edge of data")


def draw_veil_at_origin(sheet: Sheet, pixel_m: float) -> None:
    """The veil round the point 0, 0, without any database; every tile of it is the same."""
    _veil_styles(sheet)
    sheet.ground(sheet.tables.colours["no_data"])
    step, reach = sheet.tables.rest["no_data"]["spacing"] * pixel_m, 1000 * pixel_m
    lines = [
        f"LINESTRING({-reach} {number * step - reach}, {reach} {number * step + reach})"
        for number in range(-32, 33)
    ]
    sheet.inline("hatching", lines, "hatching")


def _veil_styles(sheet: Sheet) -> None:
    colours, hatching = sheet.tables.colours, sheet.tables.rest["no_data"]
    symbol(rule(sheet.style("no data")), "Polygon", fill=colours["no_data"])
    lines = rule(sheet.style("hatching"))
    symbol(lines, "Line", stroke=hatching["colour"], stroke_width=hatching["width"])

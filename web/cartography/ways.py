"""Streets and rails. What is for cars is cool and steps back; see `paths.py` for the walkers."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from web.cartography import queries
from web.cartography.paths import draw_paths, draw_sidewalks, draw_steps
from web.cartography.sheet import Sheet, View, quoted, rule, scale_at, symbol
from web.cartography.tables import FAR_ZOOM, Road, Way


def draw_ways(sheet: Sheet) -> None:
    """Storey by storey, so that a bridge lies on what it crosses."""
    _draw_tunnels(sheet)
    draw_sidewalks(sheet)
    _draw_road_edges(sheet)
    _draw_road_fills(sheet)
    draw_paths(sheet)
    draw_steps(sheet)
    far, near = _queries(sheet)
    sheet.layer("far road", far, "road edge", "road", last_zoom=FAR_ZOOM, cache_features=True)
    styles = ("tunnel", "sidewalk", "road edge", "road", "path under", "path", "steps")
    sheet.layer(
        "road", near, *styles, first_zoom=FAR_ZOOM + 1, group_by="storey", cache_features=True
    )


def _draw_tunnels(sheet: Sheet) -> None:
    """A passage through a house or under a road, as two thin broken edges."""
    style = sheet.style("tunnel")
    for view, road, width in _roads(sheet):
        if view.zoom < 14:
            continue
        drawn = rule(style, view, f"[kind] = '{road.kind}' and [tunnel]")
        symbol(
            drawn,
            "Line",
            stroke=sheet.tables.colours["tunnel"],
            stroke_width=width + 1.2,
            stroke_dasharray="3,2.5",
            stroke_linejoin="round",
        )
        symbol(
            drawn,
            "Line",
            stroke=sheet.tables.colours["ground"],
            stroke_width=width,
            stroke_linejoin="round",
        )


def _draw_road_edges(sheet: Sheet) -> None:
    style = sheet.style("road edge")
    edge = sheet.tables.by_zoom("road_edge", "width")
    for view, road, width in _roads(sheet):
        symbol(
            rule(style, view, f"[kind] = '{road.kind}' and not [tunnel]"),
            "Line",
            stroke=road.edge,
            stroke_width=width + 2 * edge.at(view.zoom),
            stroke_linecap="[cap]",
            stroke_linejoin="round",
        )


def _draw_road_fills(sheet: Sheet) -> None:
    style = sheet.style("road")
    for view, road, width in _roads(sheet):
        symbol(
            rule(style, view, f"[kind] = '{road.kind}' and not [tunnel]"),
            "Line",
            stroke=road.fill,
            stroke_width=width,
            stroke_linecap="round",
            stroke_linejoin="round",
        )


def _roads(sheet: Sheet) -> list[tuple[View, Road, float]]:
    """Every road of every view that draws it, with its width there."""
    return [
        (view, road, road.width.at(view.zoom))
        for view in sheet.views
        for road in sheet.tables.roads
        if road.width.at(view.zoom)
    ]


def _queries(sheet: Sheet) -> tuple[str, str]:
    """From afar and near: only the kinds that the scale draws, the least important first."""
    tables = sheet.tables
    ways: tuple[Road | Way, ...] = (*tables.roads, *tables.paths)
    first_zoom = {way.kind: way.width.first_zoom for way in ways}
    first_zoom["steps"] = tables.by_zoom("steps", "width").first_zoom
    order = f"array_position(ARRAY[{quoted(reversed(first_zoom))}], kind)"
    far = {kind: zoom for kind, zoom in first_zoom.items() if zoom <= FAR_ZOOM}
    pavement = _from(tables.by_zoom("sidewalk", "width").first_zoom)
    return (
        queries.FAR_ROADS.format(drawn=_drawn(far), order=order),
        queries.ROADS.format(drawn=_drawn(first_zoom), pavement=pavement, order=order),
    )


def _drawn(first_zoom: Mapping[str, int]) -> str:
    return " OR ".join(f"kind = '{kind}' AND {_from(zoom)}" for kind, zoom in first_zoom.items())


def _from(zoom: int) -> str:
    return f"!scale_denominator!::float8 < {scale_at(zoom):.0f}"


def draw_rails(sheet: Sheet) -> None:
    """Discreet: a child neither walks there nor looks for them."""
    style = sheet.style("rail")
    for view in sheet.views:
        for row in ("tram", "siding", "width"):
            if width := sheet.tables.by_zoom("rail", row).at(view.zoom):
                drawn = rule(style, view, f"[row] = '{row}'")
                gaps = row != "tram" and view.zoom >= sheet.tables.rest["rail"]["gaps_from"]
                colour = sheet.tables.colours["siding" if row == "siding" else "rail"]
                _draw_rail(sheet, drawn, colour, width, gaps=gaps)
    sheet.layer("rail", queries.RAILS, "rail")


def _draw_rail(sheet: Sheet, drawn: Element, colour: str, width: float, *, gaps: bool) -> None:
    symbol(drawn, "Line", stroke=colour, stroke_width=width)
    if gaps:
        symbol(
            drawn,
            "Line",
            stroke=sheet.tables.colours["rail_gap"],
            stroke_width=width * 0.45,
            stroke_dasharray=f"{width * 2.6:.1f},{width * 2.6:.1f}",
        )

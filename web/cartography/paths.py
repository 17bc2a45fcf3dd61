"""The ways of those who walk: paths like footsteps, steps with treads, pavements only close by."""

from web.cartography.sheet import Attribute, Sheet, rule, symbol
from web.cartography.tables import Way

WALKED = "not [sidewalk] and not [tunnel]"
THROUGH = "not [sidewalk] and [tunnel]"


def draw_paths(sheet: Sheet) -> None:
    under, style = sheet.style("path under", opacity=0.8), sheet.style("path")
    light = sheet.tables.by_zoom("path_under", "extra")
    for view in sheet.views:
        for way in sheet.tables.paths:
            width = way.width.at(view.zoom)
            if not width:
                continue
            if extra := light.at(view.zoom):
                symbol(
                    rule(under, view, f"[kind] = '{way.kind}' and {WALKED}"),
                    "Line",
                    stroke=sheet.tables.rest["path_under"]["colour"],
                    stroke_width=width + extra,
                    stroke_linecap="round",
                    stroke_linejoin="round",
                )
            for where, colour in ((WALKED, way.colour), (THROUGH, sheet.tables.colours["tunnel"])):
                symbol(
                    rule(style, view, f"[kind] = '{way.kind}' and {where}"),
                    "Line",
                    stroke=colour,
                    stroke_width=width,
                    stroke_linejoin="round",
                    **_dashes(sheet, way, view.zoom, width),
                )


def _dashes(sheet: Sheet, way: Way, zoom: float, width: float) -> dict[str, Attribute]:
    """Footsteps, where there is room for them."""
    dots = sheet.tables.rest["dots"]
    if zoom < dots["first_zoom"]:
        stroke, gap = dots["before"]
        return {"stroke_dasharray": f"{stroke},{gap}", "stroke_opacity": dots["before_opacity"]}
    stroke, gap = way.dash
    return {
        "stroke_dasharray": f"{stroke * width:.2f},{gap * width:.2f}",
        "stroke_linecap": "round",
    }


def draw_steps(sheet: Sheet) -> None:
    style, steps = sheet.style("steps"), sheet.tables.rest["steps"]
    width, tread = sheet.tables.by_zoom("steps", "width"), sheet.tables.by_zoom("steps", "tread")
    for view in sheet.views:
        if not (across := width.at(view.zoom)):
            continue
        drawn = rule(style, view, "[kind] = 'steps' and not [tunnel]")
        symbol(drawn, "Line", stroke="#FFFFFF", stroke_width=across + 1)
        symbol(
            drawn,
            "Line",
            stroke=steps["colour"],
            stroke_width=across,
            stroke_dasharray=f"{tread.at(view.zoom):.2f},{tread.at(view.zoom) * 1.4:.2f}",
        )


def draw_sidewalks(sheet: Sheet) -> None:
    style, width = sheet.style("sidewalk"), sheet.tables.by_zoom("sidewalk", "width")
    for view in sheet.views:
        if across := width.at(view.zoom):
            symbol(
                rule(style, view, "[sidewalk] and not [tunnel]"),
                "Line",
                stroke=sheet.tables.colours["sidewalk"],
                stroke_width=across,
                stroke_linejoin="round",
            )

"""The style tables: every kind has its look, and what must be read or found can be."""

import tomllib
from itertools import product

import pytest

from api.settings import CHECKOUT
from web.cartography.tables import ByZoom, Label, tables

TABLES = tables()
LAND = {kind: land for land in TABLES.land for kind in land.kinds}
PIER = TABLES.rest["pier"]
GROUND = TABLES.colours["ground"]
GREEN = ("park", "wood", "grass", "cemetery", "scrub", "meadow", "pitch")
LABELS = (*TABLES.streets, *TABLES.places, *TABLES.areas, TABLES.house_numbers)

NAMES_LIE_ON = {
    "green": [LAND[kind].fill for kind in GREEN],
    "playground": [LAND["playground"].fill],
    "water": [TABLES.colours["water"]],
    "house_numbers": [TABLES.colours["building"], GROUND],
}
OTHERWISE_ON = [GROUND, TABLES.colours["building"], "#FFFFFF", LAND["square"].fill]


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2: 1 is none, 21 is black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_kind_of_land_that_is_imported_is_drawn_or_left_out_on_purpose() -> None:
    imported = tomllib.loads((CHECKOUT / "data" / "land_kinds.toml").read_text("utf-8"))
    kinds = {kind for key in imported["order"] for kind in imported[key].values()}

    assert kinds == set(LAND) | set(PIER["kinds"]) | set(TABLES.rest["land_not_drawn"]["kinds"])


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label.key}-{label.font}")
def test_names_can_be_read_on_their_ground_and_on_their_halo(label: Label) -> None:
    grounds = [*NAMES_LIE_ON.get(label.key, OTHERWISE_ON), label.halo_colour]

    assert min(contrast(label.colour, ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        (way.colour, ground)
        for way, ground in product(TABLES.paths, [GROUND, LAND["grass"].fill])
        if way.kind == "path"
    ],
)
def test_paths_stand_out_from_paper_and_grass(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 4.5


def test_every_way_for_walkers_stands_out() -> None:
    colours = [way.colour for way in TABLES.paths] + [TABLES.rest["steps"]["colour"]]

    assert min(contrast(colour, GROUND) for colour in colours) >= 3
    assert min(contrast(colour, LAND["park"].fill) for colour in colours) >= 2.5


def test_roads_have_edges_that_show() -> None:
    assert {road.kind: contrast(road.edge, GROUND) >= 1.6 for road in TABLES.roads} == {
        road.kind: True for road in TABLES.roads
    }
    minor = next(road for road in TABLES.roads if road.kind == "minor")
    assert contrast(minor.edge, GROUND) >= 2


def test_houses_are_quieter_than_streets() -> None:
    house_edge = contrast(TABLES.colours["building_edge"], GROUND)

    assert house_edge < min(contrast(road.edge, GROUND) for road in TABLES.roads)


def test_playgrounds_are_the_only_strong_warm_colour() -> None:
    def warmth(colour: str) -> int:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        return min(red, green) - blue

    others = [land.fill for kind, land in LAND.items() if kind != "playground"]
    others += [road.fill for road in TABLES.roads] + list(TABLES.colours.values())

    assert warmth(LAND["playground"].fill) > 2 * max(map(warmth, others))
    assert contrast(str(LAND["playground"].edge), LAND["park"].fill) >= 2


def test_the_edge_of_the_data_is_clear() -> None:
    assert contrast(TABLES.colours["no_data_edge"], TABLES.colours["no_data"]) >= 3
    assert contrast(TABLES.colours["no_data_edge"], GROUND) >= 3


def test_nothing_shrinks_as_one_comes_closer() -> None:
    for road in TABLES.roads:
        assert list(road.width) == sorted(road.width), road.kind


def test_between_two_zooms_print_takes_what_lies_between() -> None:
    row = ByZoom([0, 0, 1, 2, 4, 8, 16, 32, 64])

    assert row.at(15) == 4
    assert row.at(15.5) == 6
    assert row.at(25) == 64
    assert row.first_zoom == 13


def test_a_row_with_a_forgotten_zoom_is_refused() -> None:
    with pytest.raises(ValueError, match="each zoom"):
        ByZoom([1, 2, 3])

"""The coastline has land on its left and water on its right; all else follows, or is noted."""

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo.sea import OVERLAP_M, find_sea, tiled

BOX = box(0, 0, 1000, 1000)
ISLAND = [(400, 400), (600, 400), (600, 600), (400, 600), (400, 400)]


def is_wet(
    coast: list[LineString], x: float, y: float, outline: Polygon | MultiPolygon = BOX
) -> bool:
    return any(polygon.contains(Point(x, y)) for polygon in find_sea(coast, outline).polygons)


def line(*positions: tuple[float, float]) -> LineString:
    return LineString(positions)


def test_without_a_coastline_there_is_no_sea() -> None:
    assert find_sea([], BOX).polygons == []


def test_water_lies_right_of_a_coast_across_the_outline() -> None:
    coast = [line((-50, 500), (1050, 500))]

    assert is_wet(coast, 500, 100)
    assert not is_wet(coast, 500, 900)
    assert find_sea(coast, BOX).notes == []


def test_round_an_island_is_water() -> None:
    coast = [line(*ISLAND)]

    assert is_wet(coast, 100, 100)
    assert not is_wet(coast, 500, 500)
    assert sum(p.area for p in find_sea(coast, BOX).polygons) == 1000**2 - 200**2


def test_a_ring_the_other_way_round_is_a_basin() -> None:
    coast = [line(*reversed(ISLAND))]

    assert is_wet(coast, 500, 500)
    assert not is_wet(coast, 100, 100)


def test_a_bay_reaches_into_the_land() -> None:
    coast = [line((-50, 300), (400, 300), (400, 800), (600, 800), (600, 300), (1050, 300))]

    assert is_wet(coast, 500, 700)
    assert not is_wet(coast, 300, 700)
    assert not is_wet(coast, 700, 700)


def test_between_two_coasts_is_a_strait() -> None:
    coast = [line((-50, 700), (1050, 700)), line((1050, 300), (-50, 300))]

    assert is_wet(coast, 500, 500)
    assert not is_wet(coast, 500, 100)
    assert not is_wet(coast, 500, 900)


@pytest.mark.parametrize("wet", [True, False])
def test_a_ring_exactly_on_the_edge_of_the_outline(wet: bool) -> None:
    ring = list(BOX.exterior.coords)
    coast = [line(*(reversed(ring) if BOX.exterior.is_ccw == wet else ring))]

    assert is_wet(coast, 500, 500) == wet


def test_a_coast_that_ends_inside_is_led_to_the_edge() -> None:
    coast = [line((-50, 500), (990, 500))]

    found = find_sea(coast, BOX)

    assert is_wet(coast, 500, 100)
    assert not is_wet(coast, 500, 900)
    assert found.notes == ["1 gaps in the coastline, closed by straight lines"]


def test_a_gap_in_the_coast_neither_floods_the_land_nor_loses_the_sea() -> None:
    coast = [line((-50, 500), (480, 500)), line((520, 500), (1050, 500))]

    assert is_wet(coast, 500, 100)
    assert not is_wet(coast, 500, 900)


def test_an_island_with_a_gap_is_closed() -> None:
    coast = [line(*ISLAND[:-1], (400, 420))]

    assert not is_wet(coast, 500, 500)
    assert is_wet(coast, 100, 100)


def test_one_piece_the_wrong_way_is_outvoted() -> None:
    coast = [line((100 * k - 50, 500), (100 * k + 50, 500)) for k in range(11)]
    coast[4] = line((450, 500), (350, 500))

    assert is_wet(coast, 500, 100)
    assert not is_wet(coast, 500, 900)


def test_where_the_coast_contradicts_itself_is_land_and_a_note() -> None:
    coast = [line((-50, 500), (500, 500)), line((1050, 500), (500, 500))]

    found = find_sea(coast, BOX)

    assert found.polygons == []
    assert any("contradicts itself" in note for note in found.notes)


def test_the_sea_keeps_to_an_outline_of_any_shape() -> None:
    slanted = Polygon([(0, 500), (500, 0), (1000, 500), (500, 1000)])
    coast = [line((-50, 500), (1050, 500))]

    [sea] = find_sea(coast, slanted).polygons

    assert sea.area == pytest.approx(slanted.area / 2)


def test_an_outline_in_two_parts_has_sea_where_the_coast_is() -> None:
    parts = MultiPolygon([box(0, 0, 400, 1000), box(600, 0, 1000, 1000)])
    coast = [line((-50, 500), (1050, 500))]

    assert is_wet(coast, 200, 100, parts)
    assert is_wet(coast, 800, 100, parts)
    assert not is_wet(coast, 500, 100, parts)


def test_a_great_sea_is_cut_into_pieces_that_overlap() -> None:
    jagged = [(x, 10 * (x % 2)) for x in range(9000)]
    sea = Polygon([*jagged, (9000, -5000), (0, -5000)])

    pieces = tiled(sea)

    assert len(pieces) > 1
    assert sum(piece.area for piece in pieces) > sea.area
    assert sum(piece.area for piece in pieces) < sea.area + len(pieces) * OVERLAP_M * 2 * 9000

"""Where one arrives: at entrances, where ways meet an outline, near by, never across a wall."""

import numpy as np
import pytest
from shapely import MultiPoint, Point, Polygon

from geo.arrivals import Arrivals, arrive
from geo.reach import Ground
from geo.walkers import Walker
from geo.walls import FENCE, RAIL, WATER
from tests.geo.networks import HOME, KINDS, Way, at, network_of, walls_of

ON_FOOT = Walker.on_foot(KINDS, 2)
STREET = network_of({1: (0, 0), 2: (500, 0)}, [Way([1, 2])])
NO_WALLS = walls_of()


def square(west: float, south: float, side: float) -> Polygon:
    corners = [
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
    ]
    return Polygon([at(*corner) for corner in corners])


def metres_to(place, walls=NO_WALLS, network=STREET) -> float:
    ground = Ground(network, 1)
    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 2000, centre=HOME) as tree:
        [metres], _ = tree.metres_to(arrive(network, walls, [place]))
    return float(metres)


def test_a_point_is_reached_from_the_nearest_way() -> None:
    assert metres_to(Point(*at(200, 30))) == pytest.approx(230, abs=1)


def test_a_point_more_than_50_m_from_every_way_is_not_reached() -> None:
    assert metres_to(Point(*at(200, 52))) == np.inf


@pytest.mark.parametrize("kind", [RAIL, WATER, FENCE])
def test_nobody_arrives_across_a_wall(kind: int) -> None:
    walls = walls_of([(100, 15), (300, 15)], kind=kind)

    assert metres_to(Point(*at(200, 30)), walls) == np.inf
    assert metres_to(Point(*at(320, 30)), walls) == pytest.approx(350, abs=1)


def test_the_nearest_way_that_is_not_behind_a_wall_counts() -> None:
    places = {1: (0, 0), 2: (500, 0), 3: (500, 60), 4: (0, 60)}
    network = network_of(places, [Way([1, 2, 3, 4])])
    walls = walls_of([(100, 15), (300, 15)])

    assert metres_to(Point(*at(200, 25)), walls, network) == pytest.approx(895, abs=2)


def test_a_way_that_ends_at_a_gate_in_the_fence_arrives() -> None:
    places = {1: (0, 0), 2: (200, 0), 3: (200, 20)}
    network = network_of(places, [Way([1, 2, 3])])
    fence = walls_of([(150, 20), (250, 20)], kind=FENCE)

    assert metres_to(Point(*at(200, 20.2)), fence, network) == pytest.approx(220, abs=1)


def test_the_nearest_of_several_entrances_counts() -> None:
    entrances = MultiPoint([at(400, 10), at(100, 20), at(300, 500)])

    assert metres_to(entrances) == pytest.approx(120, abs=1)


def test_an_area_is_reached_where_a_way_meets_its_outline() -> None:
    assert metres_to(square(150, -40, 100)) == pytest.approx(150, abs=1)


def test_whoever_stands_in_an_area_is_there() -> None:
    assert metres_to(square(-60, -60, 120)) == pytest.approx(0, abs=0.5)


def test_an_area_that_no_way_meets_is_reached_from_near_its_rim() -> None:
    assert metres_to(square(200, 20, 60)) == pytest.approx(220, abs=2)


def test_its_own_fence_does_not_keep_one_from_an_area() -> None:
    fence = walls_of([(200, 20), (260, 20), (260, 80), (200, 80), (200, 20)], kind=FENCE)

    assert metres_to(square(200, 20, 60), fence) == pytest.approx(220, abs=2)


def test_a_hole_in_an_area_is_not_the_area() -> None:
    ring = square(100, -100, 200).difference(square(150, -50, 100))
    ground = Ground(STREET, 1)

    arrivals = arrive(STREET, NO_WALLS, [ring])

    assert sorted(round(one) for one in arrivals.along_m) == [100, 150, 250, 300]
    assert ground.spots(HOME)


def test_a_place_beside_a_busy_road_is_on_its_own_side() -> None:
    places = {1: (-300, 0), 2: (300, 0), 3: (-300, 90), 4: (300, -90)}
    ways = [Way([1, 2], is_road=True), Way([1, 3]), Way([2, 4])]
    network = network_of(places, ways)

    north, south = (arrive(network, NO_WALLS, [Point(*at(0, y))]).edge[0] for y in (10, -10))

    assert north != south


def test_many_places_at_once_and_none() -> None:
    places = [Point(*at(x, 5)) for x in range(0, 500, 5)]
    ground = Ground(STREET, 1)

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 302, centre=HOME) as tree:
        metres, spots = tree.metres_to(arrive(STREET, NO_WALLS, places))
        nowhere, _ = tree.metres_to(arrive(STREET, NO_WALLS, []))

    assert np.isfinite(metres).sum() == 60
    assert (spots[np.isinf(metres)] == -1).all()
    assert (np.diff(metres[np.isfinite(metres)]) > 0).all()
    assert len(nowhere) == 0


def test_arrivals_can_be_taken_apart_and_joined() -> None:
    places = [Point(*at(50, 5)), Point(*at(90, 400)), square(150, -40, 100)]
    arrivals = arrive(STREET, NO_WALLS, places)

    joined = Arrivals.joined([arrivals.one(n) for n in (2, 0, 1)])

    assert joined.places == 3
    assert np.diff(joined.ptr).tolist() == [np.diff(arrivals.ptr)[n] for n in (2, 0, 1)]
    assert joined.spot(int(joined.ptr[1])) == arrivals.spot(0)

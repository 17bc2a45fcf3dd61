"""What people know of a place: shut here, open there, dangerous; the network itself stays."""

import numpy as np
import pytest
from shapely import LineString, Polygon, box

from geo.network import Network
from geo.overlay import Drawn, Overlay, lay_over
from geo.reach import Ground
from geo.walkers import Walker
from tests.geo.networks import (
    CROSSING,
    HOME,
    KINDS,
    PATH,
    ROAD_LEFT,
    ROAD_RIGHT,
    Way,
    at,
    grid,
    network_of,
    plane,
)

ON_FOOT = Walker.on_foot(KINDS, 2)
IS_ROAD = np.isin(np.arange(KINDS), (CROSSING, ROAD_LEFT, ROAD_RIGHT))


def line(*corners: tuple[float, float]) -> LineString:
    return LineString([plane(*corner) for corner in corners])


def area(west: float, south: float, east: float, north: float) -> Polygon:
    return box(*plane(west, south), *plane(east, north))


def over(network: Network, **drawn: list) -> Overlay:
    return lay_over(network, Drawn(**drawn), path_kind=PATH, is_road=IS_ROAD)


def east_end(network: Network, overlay: Overlay | None, walker: Walker = ON_FOOT) -> float:
    """How far east one gets from HOME."""
    ground = Ground(network, 1)
    gates = ground.spots(HOME)[:1]
    with ground.walk(gates, walker, 3000, centre=HOME, overlay=overlay) as tree:
        return float(tree.segments(3000)[:, [0, 2]].max())


@pytest.fixture
def street() -> Network:
    return network_of({1: (0, 0), 2: (400, 0), 3: (400, 300)}, [Way([1, 2]), Way([2, 3], PATH)])


def test_a_line_shuts_the_way_that_it_crosses(street: Network) -> None:
    overlay = over(street, shut=[line((150, -20), (150, 20))])

    assert east_end(street, None) == pytest.approx(400, abs=1)
    assert east_end(street, overlay) == pytest.approx(149.5, abs=0.2)


def test_a_line_along_a_way_does_not_shut_it(street: Network) -> None:
    overlay = over(street, shut=[line((20, -3), (380, 3))])

    assert east_end(street, overlay) == pytest.approx(400, abs=1)


def test_an_area_shuts_what_lies_in_it(street: Network) -> None:
    overlay = over(street, shut=[area(100, -50, 200, 50)])

    assert east_end(street, overlay) == pytest.approx(100, abs=0.2)
    [(start, _, _), (stop, _, _)] = overlay.pieces[int(overlay.blocked[0])]
    assert {round(start), round(stop)} in ({0, 200}, {0, 300})


def test_whoever_starts_in_a_shut_area_gets_nowhere(street: Network) -> None:
    overlay = over(street, shut=[area(-50, -50, 50, 50)])
    ground = Ground(street, 1)

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 1000, centre=HOME, overlay=overlay) as tree:
        assert len(tree.segments(1000)) == 0


def test_a_line_along_a_busy_road_shuts_its_crossings() -> None:
    places = {1: (-200, 0), 2: (0, 0), 3: (200, 0), 4: (0, 150), 5: (0, -150)}
    ways = [Way([1, 2, 3], is_road=True), Way([4, 2]), Way([2, 5])]
    network = network_of(places, ways)
    ground = Ground(network, 1)
    far = ground.spots(at(0, -140))[0]
    overlay = over(network, shut=[line((-60, 1), (60, 1))])

    metres = []
    for laid in (None, overlay):
        with ground.walk(
            ground.spots(at(0, 140))[:1], ON_FOOT, 2000, centre=HOME, overlay=laid
        ) as tree:
            metres.append(tree.metres_at(far))

    assert metres[0] == pytest.approx(280, abs=1)
    assert metres[1] > 600


def test_a_path_joins_two_ways_that_the_map_does_not_join() -> None:
    places = {1: (0, 0), 2: (0, 200), 3: (150, 0), 4: (150, 200)}
    network = network_of(places, [Way([1, 2]), Way([3, 4])])
    ground = Ground(network, 1)
    goal = ground.spots(at(150, 180))[0]
    overlay = over(network, paths=[line((8, 100), (140, 100))])

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 1000, centre=HOME, overlay=overlay) as tree:
        metres = tree.metres_at(goal)
        way = tree.way_to(goal)
        drawn = tree.line(way.legs)
        pieces = tree.segments(1000)

    assert metres == pytest.approx(100 + 132 + 80, abs=3)
    assert way.metres == pytest.approx(metres, abs=1)
    assert np.hypot(*(drawn[-1] - (150, 180))) < 1
    assert pieces[:, [1, 3]].max() == pytest.approx(200, abs=1)


def test_a_path_is_joined_where_it_meets_a_way_on_its_way() -> None:
    places = {1: (0, 0), 2: (0, 200), 3: (100, 0), 4: (100, 200), 5: (200, 0), 6: (200, 200)}
    network = network_of(places, [Way([1, 2]), Way([3, 4]), Way([5, 6])])
    ground = Ground(network, 1)
    overlay = over(network, paths=[line((0, 100), (200, 100))])

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 1000, centre=HOME, overlay=overlay) as tree:
        middle = tree.metres_at(ground.spots(at(100, 20))[0])

    assert middle == pytest.approx(100 + 100 + 80, abs=2)


def test_a_path_that_meets_nothing_leads_nowhere(street: Network) -> None:
    overlay = over(street, paths=[line((0, 900), (300, 900))])

    assert overlay.edges == 1
    assert east_end(street, overlay) == pytest.approx(400, abs=1)


def test_a_shut_path_is_shut() -> None:
    places = {1: (0, 0), 2: (0, 200), 3: (150, 0), 4: (150, 200)}
    network = network_of(places, [Way([1, 2]), Way([3, 4])])
    overlay = over(network, paths=[line((0, 100), (150, 100))], shut=[line((0, 110), (150, 110))])

    assert overlay.edges > 1
    assert len(overlay.blocked) == 2


def test_only_those_who_shun_danger_stay_away_from_a_dangerous_road() -> None:
    places = {1: (0, 0), 2: (100, 0), 3: (500, 0)}
    network = network_of(places, [Way([1, 2]), Way([2, 3], is_road=True)])
    overlay = over(network, danger=[line((100, 4), (500, 4))])
    careful = Walker(**{**vars_of(ON_FOOT), "shuns_danger": True})

    assert east_end(network, overlay) == pytest.approx(500, abs=1)
    assert east_end(network, overlay, careful) == pytest.approx(100, abs=1)
    assert len(overlay.danger) >= 2


def test_a_path_beside_a_dangerous_road_is_not_dangerous() -> None:
    places = {1: (0, 0), 2: (400, 0), 3: (0, 8), 4: (400, 8)}
    network = network_of(places, [Way([1, 2], is_road=True), Way([3, 4], PATH)])
    overlay = over(network, danger=[line((0, 0), (400, 0))])

    assert PATH not in network.edge_kind[overlay.danger]


def test_the_network_itself_is_never_changed() -> None:
    places, ways = grid(6, 80)
    network = network_of(places, ways)
    before = {name: array.copy() for name, array in network.arrays().items()}

    overlay = over(
        network,
        shut=[area(60, 60, 130, 130), line((100, -300), (100, 300))],
        paths=[line((-200, -190), (190, 170))],
    )
    east_end(network, overlay)

    assert all(np.array_equal(before[name], array) for name, array in network.arrays().items())


def test_more_nodes_beside_the_network_than_there_was_room_for() -> None:
    places, ways = grid(16, 50)
    network = network_of(places, ways)
    paths = [line((-370, y), (370, y + 20)) for y in range(-360, 340, 10)]
    overlay = over(network, paths=paths)

    assert overlay.nodes > 500
    assert east_end(network, overlay) == pytest.approx(375, abs=1)


def vars_of(walker: Walker) -> dict[str, np.ndarray]:
    names = ("factor", "toll", "is_open", "bars", "shuns_danger")
    return {name: getattr(walker, name) for name in names}

"""Reach: shortest paths as others find them, shapes as exact ones are, and what always holds."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import networkx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from geo.errors import GeometryError
from geo.kinds import Kind, NodeKind
from geo.network import Network
from geo.positions import air_distance_m
from geo.reach import Ground
from geo.shapes import BESIDE_M, FINE_CELL_M, as_polygon, grouped
from geo.walkers import Walker
from tests.geo.networks import HOME, KINDS, PATH, ROAD_LEFT, STEPS, Way, at, grid, network_of

ON_FOOT = Walker.on_foot(KINDS, 2)
seldom = settings(max_examples=40, deadline=None)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Streets between random places, most of them joined, some of them busy roads."""
    count = draw(st.integers(4, 14))
    metre = st.integers(-400, 400)
    spots = draw(st.lists(st.tuples(metre, metre), min_size=count, max_size=count, unique=True))
    places = dict(enumerate((float(x), float(y)) for x, y in spots))
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda ends: ends[0] != ends[1]
    )
    ends = draw(st.lists(pair, min_size=count, max_size=2 * count))
    roads = draw(st.lists(st.booleans(), min_size=len(ends), max_size=len(ends)))
    return network_of(
        places, [Way(pair, is_road=road) for pair, road in zip(ends, roads, strict=True)]
    )


def graph_of(network: Network) -> networkx.MultiGraph:
    graph = networkx.MultiGraph()
    graph.add_nodes_from(range(network.nodes))
    for a, b, metres in zip(network.edge_a, network.edge_b, network.edge_m, strict=True):
        graph.add_edge(int(a), int(b), weight=float(metres))
    return graph


def exact(tree, metres: float) -> Polygon:
    """The union of buffers, as GEOS makes it."""
    pieces = shapely.linestrings(tree.segments(metres).astype(float).reshape(-1, 2, 2))
    return shapely.union_all(shapely.buffer(pieces, BESIDE_M * tree.plane.scale, quad_segs=32))


def iou(one: Polygon, other: Polygon) -> float:
    return one.intersection(other).area / one.union(other).area


@seldom
@given(networks(), st.floats(100, 1500))
def test_distances_are_those_of_another_program(network: Network, limit: float) -> None:
    ground = Ground(network, 1)
    gates = ground.spots(HOME, within_m=600)[:1]
    if not gates:
        return
    graph = graph_of(network)
    [gate] = gates
    length = float(network.edge_m[gate.edge])
    for node, metres in (
        (int(network.edge_a[gate.edge]), gate.along_m),
        (int(network.edge_b[gate.edge]), length - gate.along_m),
    ):
        graph.add_edge("gate", node, weight=metres)
    expected = networkx.single_source_dijkstra_path_length(graph, "gate", weight="weight")

    with ground.walk(gates, ON_FOOT, limit, centre=HOME) as tree:
        found = dict(zip(*(part.tolist() for part in tree.nodes()), strict=True))

    for node in range(network.nodes):
        metres = expected.get(node, np.inf) + gate.away_m
        if metres < limit - 0.01:
            assert found[node] == pytest.approx(metres, abs=0.01)
        elif metres > limit + 0.01:
            assert node not in found


@seldom
@given(networks(), st.floats(100, 1200))
def test_no_path_is_shorter_than_the_air_and_no_shape_leaves_the_circle(
    network: Network, limit: float
) -> None:
    ground = Ground(network, 1)
    gates = ground.spots(HOME)[:1]

    with ground.walk(gates, ON_FOOT, limit, centre=HOME) as tree:
        nodes, metres = tree.nodes()
        shape = as_polygon(grouped(tree.rims(limit)))
        scale, plane = tree.plane.scale, tree.plane

    air = np.hypot(network.node_x[nodes] - plane.x, network.node_y[nodes] - plane.y) / scale
    assert (metres >= air - 1.0).all()
    circle = Point(0, 0).buffer((limit + BESIDE_M + 1.5) * scale, quad_segs=64)
    assert shape.difference(circle).is_empty


@seldom
@given(networks(), st.floats(100, 600), st.floats(1.1, 3))
def test_rings_are_nested_and_grow(network: Network, metres: float, times: float) -> None:
    ground = Ground(network, 1)
    gates = ground.spots(HOME)[:1]

    with ground.walk(gates, ON_FOOT, metres * times, centre=HOME) as tree:
        small, large = (as_polygon(grouped(tree.rims(one))) for one in (metres, metres * times))

    assert large.area >= small.area - 1
    assert small.difference(large).area <= 0.01 * small.area + 30


@seldom
@given(networks())
def test_on_foot_the_way_back_is_as_long(network: Network) -> None:
    ground = Ground(network, 1)
    one, other = (ground.spots(at(*place), within_m=500) for place in ((-150, 0), (150, 80)))
    if not one or not other:
        return
    walker = Walker.on_foot(KINDS, 2)

    with ground.walk(one[:1], walker, 5000, centre=HOME) as tree:
        there = tree.metres_at(other[0])
    with ground.walk(other[:1], walker, 5000, centre=HOME) as tree:
        back = tree.metres_at(one[0])

    assert there == pytest.approx(back, abs=0.05)


@seldom
@given(networks(), st.floats(80, 900))
def test_the_shape_is_the_exact_union_of_buffers(network: Network, metres: float) -> None:
    ground = Ground(network, 1)
    gates = ground.spots(HOME)[:1]

    with ground.walk(gates, ON_FOOT, metres, centre=HOME) as tree:
        union = exact(tree, metres)
        quick = as_polygon(grouped(tree.rims(metres)))
        fine = as_polygon(grouped(tree.rims(metres, cell_m=FINE_CELL_M)))

    if union.area < 5000:
        return
    assert quick.is_valid
    assert fine.is_valid
    assert iou(quick, union) > 0.97
    assert iou(fine, union) > 0.995


def test_the_last_edge_is_cut_where_the_distance_ends() -> None:
    ground = Ground(network_of({1: (0, 0), 2: (1000, 0)}, [Way([1, 2])]), 1)

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 300, centre=HOME) as tree:
        pieces = tree.segments(300)
        shape = as_polygon(grouped(tree.rims(300)))

    assert pieces[:, [0, 2]].max() == pytest.approx(300, abs=0.3)
    assert shape.bounds[2] == pytest.approx(325, abs=1)
    assert shape.bounds[0] == pytest.approx(-25, abs=1)


def test_the_straight_piece_to_the_path_counts_as_walked() -> None:
    ground = Ground(network_of({1: (-1000, 40), 2: (1000, 40)}, [Way([1, 2])]), 1)

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 300, centre=HOME) as tree:
        pieces = tree.segments(300)

    assert pieces[:, [0, 2]].max() == pytest.approx(260, abs=0.5)


def test_one_steps_on_the_side_of_the_road_where_one_stands() -> None:
    places = {1: (-200, 0), 2: (200, 0), 3: (-200, 90), 4: (200, -90)}
    ways = [Way([1, 2], is_road=True), Way([1, 3]), Way([2, 4])]
    ground = Ground(network_of(places, ways), 1)

    north, south = (ground.spots(at(0, y))[0] for y in (15, -15))

    kinds = ground.network.edge_kind
    assert {int(kinds[north.edge]), int(kinds[south.edge])} == {2, 3}
    assert north.edge != south.edge


def test_an_island_is_left_for_a_way_that_leads_on() -> None:
    places = {1: (-20, 10), 2: (20, 10), **{n: (n * 300.0 - 3000, -30) for n in range(3, 20)}}
    ground = Ground(network_of(places, [Way([1, 2], PATH), Way(range(3, 20))]), 1)

    first, second = ground.spots(HOME)[:2]

    assert (first.away_m, second.away_m) == (pytest.approx(30, abs=1), pytest.approx(10, abs=1))


def test_far_from_every_path_nobody_starts() -> None:
    ground = Ground(network_of({1: (0, 500), 2: (100, 500)}, [Way([1, 2])]), 1)

    assert ground.spots(HOME) == []
    with ground.walk([], ON_FOOT, 500, centre=HOME) as tree:
        assert tree.rims(500) == []


@pytest.mark.parametrize("metres", [0, 49.9, 10_001, float("nan"), -5])
def test_distances_that_nobody_walks_are_refused(metres: float) -> None:
    places, ways = grid(3, 50)
    ground = Ground(network_of(places, ways), 1)

    with (
        pytest.raises(GeometryError, match="50 m and 10 km"),
        ground.walk([], ON_FOOT, metres, centre=HOME),
    ):
        pass


def test_the_smallest_and_the_largest_distance() -> None:
    places, ways = grid(20, 100)
    ground = Ground(network_of(places, ways), 1)
    gates = ground.spots(HOME)[:1]

    areas = []
    for metres in (50, 500, 10_000):
        with ground.walk(gates, ON_FOOT, metres, centre=HOME) as tree:
            areas.append(as_polygon(grouped(tree.rims(metres))).area)

    assert areas == sorted(areas)
    assert areas[-1] == pytest.approx(40 * 1900 * 50 - 400 * 50**2, rel=0.1)


def test_steps_stop_wheels_and_a_gate_stops_who_may_not_pass() -> None:
    places = {n: (n * 100.0, 0) for n in range(5)}
    ways = [Way([0, 1]), Way([1, 2], STEPS), Way([2, 3, 4])]
    network = network_of(places, ways, barred={3: 1})
    ground = Ground(network, 1)
    wheels = Walker.on_foot(KINDS, 2)
    wheels.is_open[:, STEPS] = False
    barred = Walker.on_foot(KINDS, 2)
    barred.bars[1] = True

    reached = []
    for walker in (ON_FOOT, wheels, barred):
        with ground.walk(ground.spots(HOME)[:1], walker, 2000, centre=HOME) as tree:
            reached.append(float(tree.segments(2000)[:, [0, 2]].max()))

    assert reached == pytest.approx([400, 100, 300], abs=1)


def test_a_cargo_bike_keeps_to_the_one_way_street() -> None:
    network = network_of({1: (0, 0), 2: (300, 0), 3: (-300, 0)}, [Way([3, 1, 2], PATH)])
    ground = Ground(network, 1)
    bike = Walker.on_foot(KINDS, 2)
    [edge] = np.flatnonzero(network.edge_kind == PATH)
    forwards_is_east = network.node_x[network.edge_b[edge]] > network.node_x[network.edge_a[edge]]
    bike.is_open[1, PATH] = False

    with ground.walk(ground.spots(HOME)[:1], bike, 1000, centre=HOME) as tree:
        east, west = tree.segments(1000)[:, [0, 2]].max(), tree.segments(1000)[:, [0, 2]].min()
    with ground.walk(ground.spots(HOME)[:1], bike.turned(), 1000, centre=HOME) as tree:
        back = tree.segments(1000)[:, [0, 2]].min()

    assert (round(float(east)), round(float(west))) == ((300, 0) if forwards_is_east else (0, -300))
    assert round(float(back)) == (-300 if forwards_is_east else 0)


def test_soft_ground_makes_the_way_longer_and_no_shape_larger() -> None:
    ground = Ground(network_of({1: (0, 0), 2: (1000, 0)}, [Way([1, 2], PATH)]), 1)
    slow = Walker.on_foot(KINDS, 2)
    slow.factor[:, PATH] = 1.25

    with ground.walk(ground.spots(HOME)[:1], slow, 500, centre=HOME) as tree:
        assert tree.segments(500)[:, [0, 2]].max() == pytest.approx(400, abs=0.5)


def test_many_at_the_same_time_get_what_one_gets_alone() -> None:
    places, ways = grid(30, 45)
    ground = Ground(network_of(places, ways), 3)
    asked = [(at(37.0 * n % 600 - 300, 53.0 * n % 600 - 300), 150.0 + 11 * n) for n in range(64)]

    def shape(one) -> list[list[float]]:
        centre, metres = one
        with ground.walk(ground.spots(centre)[:1], ON_FOOT, metres, centre=centre) as tree:
            return [rim.corners.tolist() for rim in tree.rims(metres)]

    alone = [shape(one) for one in asked]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(shape, asked))

    assert together == alone


def test_one_who_walks_may_walk_again_inside() -> None:
    places, ways = grid(8, 50)
    ground = Ground(network_of(places, ways), 1)
    gates = ground.spots(HOME)[:1]

    with ground.walk(gates, ON_FOOT, 300, centre=HOME) as outer:
        before = outer.segments(300).tolist()
        with ground.walk(gates, ON_FOOT, 100, centre=HOME) as inner:
            assert len(inner.segments(100)) < len(before)
        assert outer.segments(300).tolist() == before


def test_the_way_leads_from_the_gate_to_the_goal() -> None:
    places, ways = grid(7, 60)
    ground = Ground(network_of(places, ways), 1)
    goal = ground.spots(at(150, 130))[0]

    with ground.walk(ground.spots(at(-170, -160))[:1], ON_FOOT, 2000, centre=HOME) as tree:
        way = tree.way_to(goal)
        line = tree.line(way.legs)
        metres = tree.metres_at(goal)

    assert way.metres == pytest.approx(metres, abs=0.1)
    length = LineString(line).length / tree.plane.scale
    assert length + way.to_m + way.from_m == pytest.approx(metres, abs=1)
    assert np.hypot(*(line[-1] - (150, 130))) < 31
    assert all(np.hypot(*(b - a)) < 61 for a, b in pairwise(line))


def test_the_way_along_one_edge_is_a_part_of_it() -> None:
    ground = Ground(network_of({1: (-500, 0), 2: (500, 0)}, [Way([1, 2])]), 1)
    goal = ground.spots(at(-200, 0))[0]

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 1000, centre=HOME) as tree:
        way = tree.way_to(goal)
        line = tree.line(way.legs)

    assert way.metres == pytest.approx(200 / tree.plane.scale, abs=0.1)
    assert line[:, 0].tolist() == pytest.approx([0, -200], abs=0.1)


def test_what_is_not_reached_has_no_way() -> None:
    places = {1: (0, 0), 2: (100, 0), 3: (0, 300), 4: (100, 300)}
    ground = Ground(network_of(places, [Way([1, 2]), Way([3, 4])]), 1)
    other = ground.spots(at(50, 300))[0]

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 1000, centre=HOME) as tree:
        assert tree.way_to(other) is None
        assert tree.metres_at(other) == np.inf


def test_the_worst_of_a_way_is_known_for_every_goal() -> None:
    from geo.arrivals import arrive
    from tests.geo.networks import walls_of

    places = {n: (n * 100.0, 0) for n in range(5)}
    ways = [Way([0, 1]), Way([1, 2], STEPS), Way([2, 3], PATH), Way([3, 4])]
    network = network_of(places, ways)
    ground = Ground(network, 1)
    goals = [Point(*at(x, 0)) for x in (50, 150, 250, 350)]
    rank = np.zeros(KINDS + 1, np.int64)
    rank[STEPS], rank[PATH] = 2, 1

    with ground.walk(ground.spots(HOME)[:1], ON_FOOT, 330, centre=HOME) as tree:
        arrivals = arrive(network, walls_of(), goals)
        metres, spots = tree.metres_to(arrivals)
        worst = tree.worst(rank, arrivals, spots)

    assert metres[:3].tolist() == pytest.approx([50, 150, 250], abs=1)
    assert worst.tolist() == [0, 2, 2, -1]


def test_true_metres_do_not_depend_on_where_in_the_zone() -> None:
    network = network_of({1: (0, 0), 2: (3000, 4000)}, [Way([1, 2])])

    assert network.edge_m[0] == pytest.approx(air_distance_m(HOME, at(3000, 4000)), abs=0.05)


def test_kinds_can_be_mirrored() -> None:
    assert Kind("residential", oneway=1).mirrored() == Kind("residential", oneway=-1)
    assert NodeKind() == ("all", None)
    assert ROAD_LEFT != PATH

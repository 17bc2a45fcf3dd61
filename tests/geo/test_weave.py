"""Ways become a network: joined by their nodes, in one piece where alike, roads with two sides."""

import numpy as np
import pytest

from geo.network import CENTIMETRES
from geo.plane import plane_scale
from geo.weave import NoWays
from tests.geo.networks import (
    CROSSING,
    PATH,
    ROAD_LEFT,
    ROAD_RIGHT,
    SIGNALS,
    STREET,
    Way,
    grid,
    network_of,
    plane,
)


def kinds_of(network) -> list[int]:
    return sorted(network.edge_kind.tolist())


def test_ways_are_joined_where_they_share_a_node() -> None:
    places = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100)}

    network = network_of(places, [Way([1, 2, 3]), Way([2, 4])])

    assert (network.nodes, network.edges) == (4, 3)
    assert network.edge_m.tolist() == pytest.approx([100 / scale()] * 3, abs=0.05)
    assert len(network.part_m) == 1


def test_ways_that_only_cross_on_the_map_are_not_joined() -> None:
    places = {1: (-50, 0), 2: (50, 0), 3: (0, -50), 4: (0, 50)}

    network = network_of(places, [Way([1, 2]), Way([3, 4])])

    assert (network.nodes, network.edges, len(network.part_m)) == (4, 2, 2)


def test_a_row_of_equal_pieces_is_one_edge() -> None:
    places = {n: (n * 10.0, 30 * np.sin(n)) for n in range(20)}
    ways = [Way([n, n + 1]) for n in range(10)] + [Way([n + 1, n]) for n in range(10, 19)]

    network = network_of(places, ways)

    assert (network.nodes, network.edges) == (2, 1)
    drawn = np.hypot(*np.diff(network.shape_xy / CENTIMETRES, axis=0).T).sum() / scale()
    assert network.edge_m[0] == pytest.approx(drawn, abs=1.0)


def test_another_kind_or_name_is_another_edge() -> None:
    places = {1: (0, 0), 2: (50, 0), 3: (100, 0), 4: (150, 0)}

    network = network_of(places, [Way([1, 2]), Way([2, 3], PATH), Way([3, 4], PATH, name=7)])

    assert kinds_of(network) == [STREET, PATH, PATH]
    assert sorted(network.edge_name.tolist()) == [-1, -1, 7]


def test_a_ring_without_a_crossing_stays_a_ring() -> None:
    places = {1: (0, 0), 2: (50, 0), 3: (50, 50), 4: (0, 50)}

    network = network_of(places, [Way([1, 2, 3, 4, 1])])

    assert network.edges == 1
    assert network.edge_a[0] == network.edge_b[0]
    assert network.edge_m[0] == pytest.approx(200 / scale(), abs=0.1)


def test_what_stands_at_a_node_keeps_it() -> None:
    places = {1: (0, 0), 2: (50, 0), 3: (100, 0)}

    network = network_of(places, [Way([1, 2, 3])], barred={2: 1})

    assert network.edges == 2
    assert sorted(network.node_kind.tolist()) == [0, 0, 1]


def test_a_busy_road_has_two_sides_and_is_crossed_at_its_nodes() -> None:
    places = {1: (-100, 0), 2: (0, 0), 3: (100, 0), 4: (0, 80), 5: (0, -80)}
    ways = [Way([1, 2, 3], is_road=True), Way([4, 2]), Way([2, 5])]

    network = network_of(places, ways, signals=[2])

    kinds = network.edge_kind
    assert (kinds == ROAD_LEFT).sum() == (kinds == ROAD_RIGHT).sum() == 2
    assert (kinds == SIGNALS).sum() == 1
    north, south = nearest(network, 0, 80), nearest(network, 0, -80)
    [step] = np.flatnonzero(kinds == SIGNALS)
    ends = {int(network.edge_a[step]), int(network.edge_b[step])}
    assert not ends & {north, south}
    assert touching(network, north) & ends
    assert touching(network, south) & ends
    assert touching(network, north) & ends != touching(network, south) & ends


def test_a_road_is_crossed_at_its_ends_without_a_step() -> None:
    places = {1: (-100, 0), 2: (0, 0), 3: (-100, 50)}

    network = network_of(places, [Way([1, 2], is_road=True), Way([1, 3])])

    assert CROSSING not in network.edge_kind.tolist()
    assert len(network.part_m) == 1


def test_where_two_roads_meet_each_has_its_corners() -> None:
    places = {0: (0, 0), 1: (100, 0), 2: (0, 100), 3: (-100, 0), 4: (0, -100)}
    ways = [Way([1, 0, 3], is_road=True), Way([2, 0, 4], is_road=True)]

    network = network_of(places, ways)

    assert (network.edge_kind == CROSSING).sum() == 4
    assert network.nodes == 4 + 4


def test_sides_are_left_and_right_of_their_edge() -> None:
    places = {1: (0, 0), 2: (100, 0), 3: (50, 40), 4: (50, 0)}
    ways = [Way([1, 4, 2], is_road=True), Way([3, 4])]

    network = network_of(places, ways)

    for edge in np.flatnonzero(network.edge_side):
        start, stop = network.shape_ptr[edge : edge + 2]
        east = network.shape_xy[stop - 1, 0] > network.shape_xy[start, 0]
        is_left = (network.edge_kind[edge] == ROAD_LEFT) == east
        assert network.edge_side[edge] == (1 if is_left == east else -1)


def test_near_nodes_have_near_numbers() -> None:
    places, ways = grid(24, 60.0)

    network = network_of(places, ways)

    inner = np.flatnonzero(np.diff(network.arc_ptr) == 4)
    apart = [
        np.abs(network.arc_to[network.arc_ptr[n] : network.arc_ptr[n + 1]] - n).mean()
        for n in inner
    ]
    assert np.median(apart) < network.nodes / 12


def test_arcs_say_the_same_as_edges() -> None:
    places, ways = grid(6, 50.0)

    network = network_of(places, ways)

    for node in range(network.nodes):
        for arc in range(network.arc_ptr[node], network.arc_ptr[node + 1]):
            step, to = int(network.arc_edge[arc]), int(network.arc_to[arc])
            edge = step if step >= 0 else ~step
            ends = (int(network.edge_a[edge]), int(network.edge_b[edge]))
            assert (node, to) == (ends if step >= 0 else ends[::-1])


def test_no_ways_are_no_network() -> None:
    with pytest.raises(NoWays):
        network_of({}, [])
    with pytest.raises(NoWays):
        network_of({1: (0, 0)}, [Way([1, 1])])


def scale() -> float:
    return float(plane_scale(*plane(0, 0)))


def nearest(network, east: float, north: float) -> int:
    x, y = plane(east, north)
    return int(np.hypot(network.node_x - x, network.node_y - y).argmin())


def touching(network, node: int) -> set[int]:
    return set(network.arc_to[network.arc_ptr[node] : network.arc_ptr[node + 1]].tolist())

"""Ways as mapped become a network: joined where they share a node, parted into sides, in order."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.cells import cells_of
from geo.chains import Chains, join_chains
from geo.kernels.chains import thin_out
from geo.kernels.parts import connected
from geo.kernels.sides import NO_LINK
from geo.network import CENTIMETRES, Network
from geo.plane import plane_scale, to_plane, utm_zone
from geo.sides import Edges, Links, part_sides

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE_M = 1.0
MORTON_M = 8


class NoWays(ValueError):
    """There is nothing to walk on."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of any number, one corner after the other.

    `node` is the number of each corner's node in the data, `degrees` where it lies (n x 2, WGS 84);
    way n has the corners `ptr[n]:ptr[n + 1]`, a kind, a name (-1: none), and where it is
    `two_sided` a kind for its left and its right side. `mirror` gives for each kind the one that
    it is when walked backwards.
    """

    node: Ints
    degrees: Floats
    ptr: Ints
    kind: Ints
    left: Ints
    right: Ints
    two_sided: Flags
    name: Ints
    mirror: Ints


class Marked(NamedTuple):
    """Nodes of the data at which something stands: their numbers (sorted), what bars the way there
    (0: nothing), and the kind of edge by which a road is crossed there."""

    node: Ints
    kind: Ints
    crossing: Ints


class _Pieces(NamedTuple):
    """Pieces of ways: their ends, their way, their metres, and their corners, first and last."""

    ends: Links
    way: Ints
    metres: Floats
    start: Ints
    stop: Ints


class _Rows(NamedTuple):
    """Edges as they will be, before they are put in order."""

    a: Ints
    b: Ints
    kind: Ints
    side: NDArray[np.int8]
    name: Ints
    metres: Floats
    shape_ptr: Ints
    shape: Floats


def weave(ways: Ways, marked: Marked, *, plain_crossing: int) -> Network:
    """The network of some ways; `plain_crossing` is the kind of a crossing where none is marked.

    Raises NoWays where no way leads from one node to another.
    """
    if not len(ways.node):
        raise NoWays
    node, corner = np.unique(ways.node, return_inverse=True)
    degrees = np.empty((len(node), 2))
    degrees[corner] = ways.degrees
    epsg = utm_zone(*np.median(degrees, axis=0))
    plane = to_plane(degrees, epsg)
    barred, crossing, special = _marks(node, marked, plain_crossing)
    pieces = _pieces(ways, corner, plane, special)
    if not len(pieces.way):
        raise NoWays
    edges = part_sides(pieces.ends, len(node), crossing)
    rows = _rows(edges, pieces, barred, plane[corner], ways)
    return _in_order(rows, plane[edges.origin], barred[edges.origin], ways.mirror, epsg)


def _marks(node: Ints, marked: Marked, plain_crossing: int) -> tuple[Ints, Ints, Flags]:
    """For each node what bars the way, how one crosses there, and whether anything stands there."""
    at = np.minimum(np.searchsorted(node, marked.node), len(node) - 1)
    there = node[at] == marked.node
    barred = np.zeros(len(node), np.int64)
    crossing = np.full(len(node), plain_crossing, np.int64)
    special = np.zeros(len(node), np.bool_)
    barred[at[there]] = marked.kind[there]
    crossing[at[there]] = marked.crossing[there]
    special[at[there]] = True
    return barred, crossing, special


def _pieces(ways: Ways, corner: Ints, plane: Floats, special: Flags) -> _Pieces:
    """Ways cut where they meet others or something stands."""
    way = np.repeat(np.arange(len(ways.kind)), np.diff(ways.ptr))
    is_cut = (np.bincount(corner, minlength=len(plane))[corner] > 1) | special[corner]
    is_cut[ways.ptr[:-1]] = is_cut[ways.ptr[1:] - 1] = True
    cuts = np.flatnonzero(is_cut)
    same_way = way[cuts[:-1]] == way[cuts[1:]]
    start, stop = cuts[:-1][same_way], cuts[1:][same_way]
    xy = plane[corner]
    middle = (xy[1:] + xy[:-1]) / 2
    true_m = np.hypot(*np.diff(xy, axis=0).T) / plane_scale(middle[:, 0], middle[:, 1])
    along = np.concatenate([[0.0], np.cumsum(true_m)])
    metres = along[stop] - along[start]
    start, stop, metres = (one[metres > 0] for one in (start, stop, metres))
    of = way[start]
    ends = Links(
        a=corner[start],
        b=corner[stop],
        out_a=_direction(xy[start], xy[start + 1]),
        out_b=_direction(xy[stop], xy[stop - 1]),
        kind=ways.kind[of],
        left=ways.left[of],
        right=ways.right[of],
        two_sided=ways.two_sided[of],
    )
    return _Pieces(ends, of, metres, start, stop)


def _direction(start: Floats, goal: Floats) -> Floats:
    step = goal - start
    angle: Floats = np.arctan2(step[:, 1], step[:, 0])
    return angle


def _rows(edges: Edges, pieces: _Pieces, barred: Ints, corners: Floats, ways: Ways) -> _Rows:
    """Edges joined where two alike meet; crossings and what something stands at stay apart."""
    is_crossing = edges.link == NO_LINK
    name = np.where(is_crossing, -1, ways.name[pieces.way[edges.link]])
    kept = barred[edges.origin] > 0
    kept[edges.a[is_crossing]] = kept[edges.b[is_crossing]] = True
    chains = join_chains(edges.a, edges.b, edges.kind, name, ways.mirror, kept)
    first = chains.edge[chains.ptr[:-1]]
    edge = np.where(first >= 0, first, ~first)
    kind = edges.kind[edge]
    link = edges.link[np.where(chains.edge >= 0, chains.edge, ~chains.edge)]
    metres = np.where(link == NO_LINK, 0.0, pieces.metres[link])
    shape_ptr, shape = _shapes(chains, link, pieces, corners)
    return _Rows(
        a=chains.a,
        b=chains.b,
        kind=np.where(first >= 0, kind, ways.mirror[kind]),
        side=np.where(first >= 0, edges.side[edge], -edges.side[edge]),
        name=name[edge],
        metres=np.add.reduceat(metres, chains.ptr[:-1]),
        shape_ptr=shape_ptr,
        shape=shape,
    )


def _shapes(chains: Chains, link: Ints, pieces: _Pieces, corners: Floats) -> tuple[Ints, Floats]:
    """The corners of each chain in the plane: of its pieces, forwards or backwards, thinned out."""
    size = np.where(link == NO_LINK, 0, pieces.stop[link] - pieces.start[link] + 1)
    ends = np.concatenate([[0], np.cumsum(size)])
    step = np.repeat(np.arange(len(link)), size)
    nth = np.arange(len(step)) - ends[step]
    forwards = chains.edge[step] >= 0
    of = link[step]
    xy = corners[np.where(forwards, pieces.start[of] + nth, pieces.stop[of] - nth)]
    line_ptr, xy = _kept(ends[chains.ptr], xy, _differs(xy, ends[chains.ptr]))
    keep = thin_out(xy[:, 0].copy(), xy[:, 1].copy(), line_ptr, TOLERANCE_M)
    return _kept(line_ptr, xy, keep)


def _differs(xy: Floats, line_ptr: Ints) -> Flags:
    """Corners that are not the one before them again, as where two pieces of a row meet."""
    differs = np.ones(len(xy), np.bool_)
    differs[1:] = np.any(xy[1:] != xy[:-1], axis=1)
    differs[line_ptr[line_ptr < len(xy)]] = True
    return differs


def _kept(line_ptr: Ints, xy: Floats, keep: Flags) -> tuple[Ints, Floats]:
    before = np.concatenate([[0], np.cumsum(keep)])
    return before[line_ptr], xy[keep]


def _in_order(rows: _Rows, xy: Floats, barred: Ints, mirror: Ints, epsg: int) -> Network:
    """Nodes and edges numbered along a Morton curve: what is near is near in memory too."""
    used = np.unique(np.concatenate([rows.a, rows.b]))
    used = used[np.argsort(_morton(xy[used]), kind="stable")]
    number = np.empty(len(xy), np.int64)
    number[used] = np.arange(len(used))
    a, b = number[rows.a], number[rows.b]
    order = np.lexsort((b, a, np.minimum(a, b)))
    a, b = a[order], b[order]
    metres = rows.metres[order]
    shape_ptr, shape = _reordered(rows.shape_ptr, rows.shape, order)
    arc_ptr, arc_to, arc_edge = _arcs(a, b, len(used))
    part = connected(a, b, len(used))[a]
    of = np.repeat(np.arange(len(a)), np.diff(shape_ptr))
    inside = of[1:] == of[:-1]
    cells = cells_of(shape[:-1][inside], shape[1:][inside], of[1:][inside])
    return Network(
        epsg=epsg,
        node_x=xy[used, 0].copy(),
        node_y=xy[used, 1].copy(),
        node_kind=barred[used].astype(np.int16),
        arc_ptr=arc_ptr.astype(np.int32),
        arc_to=arc_to.astype(np.int32),
        arc_edge=arc_edge.astype(np.int32),
        edge_a=a.astype(np.int32),
        edge_b=b.astype(np.int32),
        edge_m=metres.astype(np.float32),
        edge_kind=rows.kind[order].astype(np.int16),
        edge_side=rows.side[order].astype(np.int8),
        edge_name=rows.name[order].astype(np.int32),
        edge_part=part.astype(np.int32),
        part_m=np.bincount(part, weights=metres).astype(np.float32),
        shape_ptr=shape_ptr.astype(np.int32),
        shape_xy=np.round(shape * CENTIMETRES).astype(np.int32),
        cell_key=cells.key,
        cell_ptr=cells.ptr,
        cell_edge=cells.item,
        mirror=mirror.astype(np.int16),
    )


def _morton(xy: Floats) -> NDArray[np.uint64]:
    """Morton's code (1966) of the square of 8 m in which each point lies."""
    squares = ((xy - xy.min(axis=0)) / MORTON_M).astype(np.uint64)
    return _spread(squares[:, 0]) | (_spread(squares[:, 1]) << np.uint64(1))


def _spread(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A zero between every two bits."""
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        number = (number | (number << np.uint64(shift))) & np.uint64(mask)
    return number


def _reordered(ptr: Ints, xy: Floats, order: Ints) -> tuple[Ints, Floats]:
    size = np.diff(ptr)[order]
    new_ptr = np.concatenate([[0], np.cumsum(size)])
    nth = np.arange(new_ptr[-1]) - np.repeat(new_ptr[:-1], size)
    return new_ptr, xy[np.repeat(ptr[:-1][order], size) + nth]


def _arcs(a: Ints, b: Ints, nodes: int) -> tuple[Ints, Ints, Ints]:
    number = np.arange(len(a), dtype=np.int64)
    start, to = np.concatenate([a, b]), np.concatenate([b, a])
    edge = np.concatenate([number, ~number])
    order = np.lexsort((to, start))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=nodes))])
    return ptr, to[order], edge[order]

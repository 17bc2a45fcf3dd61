"""Lines as n x 2 corners in a plane: where they meet, and parts of them."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def meetings(
    way: Floats, line: Floats, *, least_sine: float = 0.0
) -> Iterator[tuple[float, float]]:
    """Where two lines meet: the share of the way's length, and metres along the other."""
    p, r = way[:-1, None], (way[1:] - way[:-1])[:, None]
    q, s = line[None, :-1], (line[1:] - line[:-1])[None]
    turn = r[..., 0] * s[..., 1] - r[..., 1] * s[..., 0]
    d = q - p
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (d[..., 0] * s[..., 1] - d[..., 1] * s[..., 0]) / turn
        u = (d[..., 0] * r[..., 1] - d[..., 1] * r[..., 0]) / turn
        sine = np.abs(turn) / (np.hypot(*np.moveaxis(r, -1, 0)) * np.hypot(*np.moveaxis(s, -1, 0)))
        there = (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1) & (sine >= least_sine)
    on_way, on_line = along(way), along(line)
    for m, n in zip(*np.nonzero(there), strict=True):
        share = on_way[m] + t[m, n] * (on_way[m + 1] - on_way[m])
        yield (
            float(share / on_way[-1]),
            float(on_line[n] + u[m, n] * (on_line[n + 1] - on_line[n])),
        )


def along(corners: Floats) -> Floats:
    steps = np.hypot(*np.diff(corners, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def length_of(corners: Floats) -> float:
    return float(along(corners)[-1])


def points_at(corners: Floats, metres: Sequence[float]) -> Floats:
    at = along(corners)
    return np.column_stack([np.interp(metres, at, corners[:, n]) for n in (0, 1)])


def between(corners: Floats, start: float, stop: float) -> Floats:
    """The part of a line between two distances along it."""
    at = along(corners)
    inner = corners[(at > start) & (at < stop)]
    ends = points_at(corners, [start, stop])
    return np.concatenate([ends[:1], inner, ends[1:]])

"""Which of very many points lie inside an outline."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

SIDE = 64


def points_inside(outline: BaseGeometry, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For n x 2 points in the outline's own plane whether it holds each.

    Squares that the outline holds wholly, or not at all, decide for all points in them.

    >>> from shapely import box
    >>> points_inside(box(0, 0, 10, 10), np.array([[5.0, 5], [11, 5], [0.01, 0.01]]))
    array([ True, False,  True])
    """
    west, south, east, north = outline.bounds
    if not len(points) or outline.is_empty:
        return np.zeros(len(points), np.bool_)
    size = np.array([max(east - west, 1e-9), max(north - south, 1e-9)]) / SIDE
    square = np.floor((points - (west, south)) / size).astype(np.int64)
    near = ((square >= 0) & (square < SIDE)).all(axis=1)
    square = np.clip(square, 0, SIDE - 1)
    x, y = (part.ravel() for part in np.meshgrid(np.arange(SIDE), np.arange(SIDE)))
    boxes = shapely.box(
        west + x * size[0], south + y * size[1], west + (x + 1) * size[0], south + (y + 1) * size[1]
    )
    shapely.prepare(outline)
    whole = shapely.contains_properly(outline, boxes)
    touched = shapely.intersects(outline, boxes)
    of = square[:, 1] * SIDE + square[:, 0]
    inside: NDArray[np.bool_] = near & whole[of]
    doubtful = np.flatnonzero(near & touched[of] & ~whole[of])
    inside[doubtful] = shapely.contains_xy(outline, points[doubtful])
    return inside

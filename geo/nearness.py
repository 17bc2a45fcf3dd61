"""What lies close to what, for many pairs at once."""

from math import cos, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.positions import METRES_PER_DEGREE


def nearest_m(points: ArrayLike, others: ArrayLike) -> NDArray[np.float64]:
    """How far each of `points` is from the nearest of `others`, in metres; infinite without any.

    Both are n x 2 arrays of longitude and latitude in degrees (WGS 84) that lie within some
    kilometres of each other: there a plane is right to half a per cent, without a geodesic for
    every pair.

    >>> nearest_m([(9.92, 57.05)], [(9.92, 57.06), (9.92, 57.051)]).round()
    array([111.])
    >>> nearest_m([(9.92, 57.05)], [])
    array([inf])
    """
    here = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    there = np.asarray(others, dtype=np.float64).reshape(-1, 2)
    if not len(there) or not len(here):
        return np.full(len(here), np.inf)
    scale = METRES_PER_DEGREE * np.array([cos(radians(here[:, 1].mean())), 1.0])
    apart = (here[:, None, :] - there[None, :, :]) * scale
    nearest: NDArray[np.float64] = np.sqrt((apart**2).sum(axis=2)).min(axis=1)
    return nearest

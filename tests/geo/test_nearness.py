"""The plane agrees with the ellipsoid over the distances of an outing."""

import numpy as np
import pytest
from pyproj import Geod

from geo.nearness import nearest_m

WGS84 = Geod(ellps="WGS84")


def test_the_nearest_is_as_far_as_on_the_ellipsoid() -> None:
    random = np.random.default_rng(7)
    points = np.array([9.92, 57.05]) + random.uniform(-0.02, 0.02, (50, 2))
    others = np.array([9.92, 57.05]) + random.uniform(-0.02, 0.02, (30, 2))

    found = nearest_m(points, others)

    for point, metres in zip(points, found, strict=True):
        true = min(WGS84.inv(*point, *other)[2] for other in others)
        assert metres == pytest.approx(true, rel=0.005, abs=0.5)


def test_without_others_all_is_infinitely_far_and_without_points_there_is_nothing() -> None:
    assert np.isinf(nearest_m([(9.92, 57.05)], [])).all()
    assert nearest_m([], [(9.92, 57.05)]).size == 0

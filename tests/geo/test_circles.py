"""True metres, where the projection errs least and where it errs most in Denmark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Point
from sqlmodel import Session

from geo.circles import FLATNESS_M, circle
from geo.errors import GeometryError
from geo.positions import LonLat, air_distance_m, compass_point
from tests.conftest import scalar

AALBORG, SVANEKE = LonLat(9.9217, 57.0488), LonLat(15.1419, 55.1353)
DENMARK = st.builds(LonLat, st.floats(8, 15.3), st.floats(54.5, 57.8))


@pytest.mark.parametrize("centre", [AALBORG, SVANEKE])
@pytest.mark.parametrize("radius_m", [50, 641, 5000])
def test_every_corner_is_as_far_away_as_postgis_says(
    session: Session, centre: LonLat, radius_m: float
) -> None:
    corners = circle(centre, radius_m).wkt

    nearest, farthest = (
        scalar(
            session,
            f"SELECT {aggregate}(ST_Distance(geom::geography, ST_MakePoint(:lon, :lat)::geography))"
            " FROM ST_DumpPoints(ST_GeomFromText(:corners, 4326))",
            lon=centre.lon,
            lat=centre.lat,
            corners=corners,
        )
        for aggregate in ("min", "max")
    )

    assert nearest == pytest.approx(radius_m, abs=0.01)
    assert farthest == pytest.approx(radius_m, abs=0.01)


@given(centre=DENMARK, radius_m=st.floats(10, 10_000))
def test_no_edge_lies_far_inside_the_true_circle(centre: LonLat, radius_m: float) -> None:
    corners = list(circle(centre, radius_m).exterior.coords)
    middle = ((corners[0][0] + corners[1][0]) / 2, (corners[0][1] + corners[1][1]) / 2)

    inside_m = radius_m - air_distance_m(centre, LonLat(*middle))

    assert -0.01 <= inside_m <= FLATNESS_M + 0.01


@given(centre=DENMARK, radius_m=st.floats(10, 10_000), grow_m=st.floats(2, 1000))
def test_a_larger_circle_holds_the_smaller(centre: LonLat, radius_m: float, grow_m: float) -> None:
    small, large = circle(centre, radius_m), circle(centre, radius_m + grow_m)

    assert large.contains(small)
    assert small.contains(Point(centre))


def test_the_ring_runs_counter_clockwise_as_geojson_wants_it() -> None:
    assert circle(AALBORG, 500).exterior.is_ccw


@pytest.mark.parametrize(
    ("centre", "radius_m", "field"),
    [
        (AALBORG, 0, "metres"),
        (AALBORG, -5, "metres"),
        (AALBORG, float("nan"), "metres"),
        (AALBORG, 50_001, "metres"),
        (LonLat(0, 89.999), 5000, "lat"),
        (LonLat(0, -90), 5, "lat"),
        (LonLat(179.999, 0), 5000, "lon"),
        (LonLat(-180, 10), 100, "lon"),
    ],
)
def test_a_circle_that_would_not_be_true_is_refused(
    centre: LonLat, radius_m: float, field: str
) -> None:
    with pytest.raises(GeometryError) as refused:
        circle(centre, radius_m)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("azimuth", "point"),
    [(0, "N"), (44, "NE"), (90, "E"), (136, "SE"), (180, "S"), (-136, "SW"), (-90, "W")],
)
def test_directions_are_those_of_the_compass(azimuth: float, point: str) -> None:
    lon, lat, _ = Geod(ellps="WGS84").fwd(AALBORG.lon, AALBORG.lat, azimuth, 400)

    assert compass_point(AALBORG, LonLat(lon, lat)) == point

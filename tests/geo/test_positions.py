"""Rounding hides where somebody stands, moves nobody far, and is done once for all."""

from hypothesis import given
from hypothesis import strategies as st

from geo.positions import LonLat, air_distance_m

NORTH_OF_ALL_TOWNS = 79


@given(
    lon=st.floats(-179.9, 179.9),
    lat=st.floats(-NORTH_OF_ALL_TOWNS, NORTH_OF_ALL_TOWNS),
)
def test_rounding_moves_by_at_most_the_diagonal_of_half_a_cell(lon: float, lat: float) -> None:
    there = LonLat(lon, lat)

    rounded = there.rounded(50)

    assert air_distance_m(there, rounded) < 36
    assert rounded.rounded(50) == rounded


def test_neighbours_become_one() -> None:
    metre = 1 / 111_320
    middle = LonLat(9.92, 57.05).rounded(50)

    around = {
        LonLat(middle.lon + east * metre, middle.lat + north * metre).rounded(50)
        for east in (-20, 0, 20)
        for north in (-20, 0, 20)
    }

    assert around == {middle}


def test_the_ends_of_the_earth_stay_on_it() -> None:
    for lon, lat in ((180, 90), (-180, -90), (180, 0), (0, 90)):
        rounded = LonLat(lon, lat).rounded(50)
        assert LonLat.checked(*rounded) == rounded

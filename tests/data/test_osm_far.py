"""The map from afar says what the layers say, and follows them when something comes or goes."""

from pathlib import Path
from typing import Any

import pytest

from data.osm import far
from data.osm.derived import rebuild_derived
from data.osm.load import remove_osm
from tests.data.osm_files import corners, node, way, write
from tests.data.test_osm_load import Connection, load, rows, source
from web.cartography.tables import FAR_ZOOM, tables

FAR = """
    SELECT 'road', kind, x, y, ST_AsText(geom) FROM base.far_road
    UNION ALL SELECT 'land', kind, x, y, ST_AsText(geom) FROM base.far_land
    UNION ALL SELECT 'water', NULL, x, y, ST_AsText(geom) FROM base.far_water ORDER BY 1, 2, 3, 4, 5
"""
ROW = (node(1, 9.01, 57.01), node(2, 9.011, 57.01), node(3, 9.012, 57.01))


def kinds(connection: Connection) -> list[tuple[str, str | None]]:
    return [(layer, kind) for layer, kind, *_ in rows(connection, FAR)]


def test_streets_that_meet_are_one_line(owner_connection: Connection, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        *ROW,
        way(1, 1, 2, highway="residential", name="Nørregade"),
        way(2, 2, 3, highway="residential", name="Søndergade"),
    )

    load(owner_connection, file)

    [(layer, kind, _, _, shape)] = rows(owner_connection, FAR)
    assert (layer, kind) == ("road", "minor")
    assert shape.startswith("LINESTRING")
    assert shape.count(",") == 1, "and what lies on it is left out"


def test_what_cannot_be_seen_from_afar_is_left_out(
    owner_connection: Connection, tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        *ROW,
        way(1, 1, 2, highway="residential", tunnel="yes"),
        way(2, 2, 3, highway="footway", footway="sidewalk"),
        way(3, 1, 2, highway="footway"),
        corners(11, side=0.0001),
        way(4, 11, 12, 13, 14, 11, leisure="park"),
        corners(21, west=9.02, side=0.002),
        way(5, 21, 22, 23, 24, 21, leisure="park"),
        corners(31, west=9.03, side=0.002),
        way(6, 31, 32, 33, 34, 31, natural="water"),
    )

    load(owner_connection, file)

    assert kinds(owner_connection) == [("land", "park"), ("water", None)]


def test_a_source_that_goes_takes_its_streets_along_and_no_others(
    owner_connection: Connection, tmp_path: Path
) -> None:
    street = {"highway": "residential"}
    here = write(tmp_path, *ROW, way(1, 1, 2, **street))
    load(owner_connection, here, "here")
    alone = rows(owner_connection, FAR)
    both = write(tmp_path, *ROW, way(1, 1, 2, **street), way(2, 2, 3, **street), name="both.osm")

    load(owner_connection, both, "there")
    together = rows(owner_connection, FAR)
    remove_source(owner_connection, "there")

    assert len(together) == 1
    assert together != alone
    assert rows(owner_connection, FAR) == alone


def remove_source(connection: Connection, name: str) -> None:
    remove_osm(connection, source(connection, name))
    rebuild_derived(connection)


def test_all_of_a_real_town_is_there(owner_connection: Connection, town: Path) -> None:
    load(owner_connection, town)

    def metres(sql: str) -> Any:
        return float(rows(owner_connection, sql)[0][0])

    drawn = "shown AND NOT tunnel AND NOT sidewalk AND kind IN ('secondary', 'minor')"
    near = metres(f"SELECT sum(ST_Length(geom)) FROM base.road WHERE {drawn}")
    away = metres(
        "SELECT sum(ST_Length(geom)) FROM base.far_road WHERE kind IN ('secondary', 'minor')"
    )
    assert away == pytest.approx(near, rel=0.02)
    grown = f"shown AND area > {far.LEAST_AREA_M2}"
    green = metres(f"SELECT sum(area) FROM base.land WHERE {grown}")
    assert metres("SELECT sum(ST_Area(geom)) FROM base.far_land") == pytest.approx(green, rel=0.02)


def test_the_style_and_the_importer_mean_the_same_by_far() -> None:
    drawn = {road.kind for road in tables().roads if road.width.first_zoom <= FAR_ZOOM}

    assert far.LAST_ZOOM == FAR_ZOOM
    assert drawn == set(far.ROADS)
    assert all(way.width.first_zoom > FAR_ZOOM for way in tables().paths)

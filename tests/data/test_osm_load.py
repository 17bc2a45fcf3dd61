"""Files of OpenStreetMap in the base map: what shows, what is handed over, what comes back."""

import gzip
from pathlib import Path
from typing import Any

import osmium
import psycopg
import pytest

from api.deployment import Databases
from data.osm import filling
from data.osm.filling import SMALL_BYTES
from data.osm.load import OsmFile, load_osm, refresh_derived, remove_osm
from data.osm.partitions import sweep
from data.osm.tables import LAYERS
from tests.conftest import dsn
from tests.data.osm_files import corners, node, relation, way, write

Connection = psycopg.Connection[Any]
RING = (1, 2, 3, 4, 1)


def quiet(_: str, __: float | None) -> None: ...


def source(connection: Connection, name: str) -> int:
    row = connection.execute(
        "INSERT INTO source (name, kind, file_name, file_sha256, rules_sha256, attribution,"
        " imported_at, report) VALUES (%s, 'osm', '', %s, '', '', now(), '{}')"
        " ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id",
        (name, name),
    ).fetchone()
    assert row is not None
    return int(row[0])


def load(connection: Connection, file: Path, name: str = "town", **options: Any) -> OsmFile:
    source_id = source(connection, name)
    options = {"outline": None, "institutions": True} | options
    found = load_osm(connection, file, source_id=source_id, progress=quiet, **options)
    connection.execute(
        "UPDATE source SET coverage = ST_GeomFromWKB(%s, 4326), data_date = %s WHERE id = %s",
        (found.coverage.wkb if found.coverage else None, found.data_date, source_id),
    )
    refresh_derived(connection, source_id=source_id)
    return found


def rows(connection: Connection, sql: str) -> list[Any]:
    return connection.execute(sql).fetchall()


def test_nothing_changes_when_a_file_comes_again(
    owner_connection: Connection, helsinki: Path
) -> None:
    first = load(owner_connection, helsinki)
    drawn = rows(owner_connection, CONTENT)
    again = load(owner_connection, helsinki)

    assert again == first
    assert rows(owner_connection, CONTENT) == drawn


CONTENT = " UNION ALL ".join(
    f"SELECT '{layer}', count(*), count(*) FILTER (WHERE shown), sum(ST_NPoints(geom)),"
    f" md5(string_agg(osm_type || osm_id || ST_AsBinary(geom)::text, ','"
    f" ORDER BY osm_type, osm_id, geom)) FROM base.{layer}"
    for layer in LAYERS
)


def test_xml_packed_or_not_and_workers_say_the_same_as_pbf(
    owner_connection: Connection,
    helsinki: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = load(owner_connection, helsinki)
    drawn = rows(owner_connection, CONTENT)
    xml = tmp_path / "helsinki.osm"
    reader = osmium.io.Reader(str(helsinki), osmium.osm.NOTHING)
    with osmium.SimpleWriter(str(xml), header=reader.header()) as writer:
        for thing in osmium.FileProcessor(str(helsinki)):
            writer.add(thing)
    packed = tmp_path / "helsinki.osm.gz"
    packed.write_bytes(gzip.compress(xml.read_bytes()))

    for file in (xml, packed):
        found = load(owner_connection, file)
        assert found.counts == expected.counts
        assert rows(owner_connection, CONTENT) == drawn

    monkeypatch.setattr(filling, "SMALL_BYTES", dict.fromkeys(SMALL_BYTES, 0))
    assert load(owner_connection, helsinki) == expected
    assert rows(owner_connection, CONTENT) == drawn


def test_without_bounds_the_hull_is_the_coverage_and_a_note_says_so(
    owner_connection: Connection, tmp_path: Path
) -> None:
    places = [(9.01, 57.01), (9.03, 57.01), (9.02, 57.03)]
    houses = [
        node(i, *at, addr__housenumber="1", addr__street="Vej") for i, at in enumerate(places, 1)
    ]

    found = load(owner_connection, write(tmp_path, *houses, bounds=""))

    assert found.coverage is not None
    assert found.coverage.bounds == pytest.approx((9.01, 57.01, 9.03, 57.03))
    assert "--outline" in found.notes[0]


def test_a_walked_way_has_one_point_for_each_node(
    owner_connection: Connection, helsinki: Path
) -> None:
    load(owner_connection, helsinki)

    assert rows(
        owner_connection,
        "SELECT count(*) FROM base.walk_way WHERE ST_NPoints(geom) <> cardinality(node_ids)",
    ) == [(0,)]
    assert rows(owner_connection, "SELECT count(*) > 0 FROM base.walk_way WHERE NOT complete") == [
        (True,)
    ]


def test_the_newest_copy_shows_and_the_older_comes_back(
    owner_connection: Connection, tmp_path: Path
) -> None:
    old = write(tmp_path, corners(), way(1, 1, 2, version=1, highway="path", name="Sti"))
    load(owner_connection, old, "old")
    street = way(1, 1, 2, version=2, highway="residential", name="Vej")
    load(owner_connection, write(tmp_path, corners(), street, name="new.osm"), "new")
    shown = "SELECT name FROM base.road WHERE shown ORDER BY 1"
    streets = "SELECT name, rank FROM base.street ORDER BY 1"

    assert rows(owner_connection, shown) == [("Vej",)]
    assert rows(owner_connection, streets) == [("Vej", 5)]

    load(owner_connection, old, "old")
    assert rows(owner_connection, shown) == [("Vej",)]

    remove_osm(owner_connection, source(owner_connection, "new"))
    refresh_derived(owner_connection, source_id=source(owner_connection, "new"))
    assert rows(owner_connection, shown) == [("Sti",)]
    assert rows(owner_connection, streets) == [("Sti", 7)]


def test_an_object_that_became_something_else_shows_once(
    owner_connection: Connection, tmp_path: Path
) -> None:
    site = way(1, *RING, landuse="construction")
    load(owner_connection, write(tmp_path, corners(), site), "site")
    house = way(1, *RING, version=2, building="yes")
    load(owner_connection, write(tmp_path, corners(), house), "house")

    assert rows(owner_connection, "SELECT count(*) FROM base.land WHERE shown") == [(0,)]
    assert rows(owner_connection, "SELECT count(*) FROM base.building WHERE shown") == [(1,)]


def test_a_whole_copy_wins_over_a_newer_one_that_was_cut(
    owner_connection: Connection, tmp_path: Path
) -> None:
    whole = write(tmp_path, corners(), way(1, 1, 2, 3, 4, highway="path"))
    load(owner_connection, whole, "whole")
    cut = write(tmp_path, corners(), way(1, 1, 2, 99, 3, 4, version=9, highway="path"))
    load(owner_connection, cut, "cut")

    for table in ("road", "walk_way"):
        assert rows(
            owner_connection, f"SELECT DISTINCT complete FROM base.{table} WHERE shown"
        ) == [(True,)]


def test_shrinking_a_source_gives_the_others_copy_back(
    owner_connection: Connection, tmp_path: Path
) -> None:
    load(owner_connection, write(tmp_path, corners(), way(1, 1, 2, highway="path")), "a")
    both = [way(1, 1, 2, version=2, highway="steps"), way(2, 2, 3, highway="path")]
    load(owner_connection, write(tmp_path, corners(), *both), "b")
    load(owner_connection, write(tmp_path, corners(), both[1]), "b")

    assert rows(owner_connection, "SELECT osm_id, kind FROM base.road WHERE shown ORDER BY 1") == [
        (1, "path"),
        (2, "path"),
    ]


def test_an_incomplete_multipolygon_is_left_out_and_counted(
    owner_connection: Connection, tmp_path: Path
) -> None:
    whole = [way(1, 1, 2, 3), way(2, 3, 4, 1)]
    file = write(
        tmp_path,
        corners(),
        *whole,
        relation(1, 1, 2, landuse="forest"),
        relation(2, 1, 77, landuse="forest"),
    )

    found = load(owner_connection, file)

    assert rows(owner_connection, "SELECT osm_type, osm_id, kind FROM base.land") == [
        ("r", 1, "wood")
    ]
    assert found.left_out == {"an incomplete multipolygon": 1}


def test_a_place_comes_with_its_area_its_gate_and_its_facts(
    owner_connection: Connection, tmp_path: Path
) -> None:
    gate = node(5, 9.0105, 57.01, barrier="gate")
    playground = way(7, 1, 5, 2, 3, 4, 1, leisure="playground", lit="yes", email="a@b.dk")

    load(owner_connection, write(tmp_path, corners(), gate, playground))

    [(ref, category, inside, entrances, facts)] = rows(
        owner_connection,
        "SELECT ref, category, ST_Contains(area, location),"
        " ST_AsText(ST_GeometryN(entrances, 1)), facts FROM incoming_place",
    )
    assert (ref, category, inside) == ("w7", "playground", True)
    assert entrances == "POINT(9.0105 57.01)"
    assert facts == {"lit": "yes"}


def test_a_park_too_small_is_left_out_and_counted(
    owner_connection: Connection, tmp_path: Path
) -> None:
    file = write(tmp_path, corners(side=0.0001), way(7, *RING, leisure="park"))

    found = load(owner_connection, file)

    assert found.left_out == {"too small": 1}
    assert rows(owner_connection, "SELECT count(*) FROM incoming_place") == [(0,)]


def test_institutions_come_only_when_asked_for(
    owner_connection: Connection, tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        node(1, 9.01, 57.01, amenity="kindergarten", name="Solsikken",
             addr__street="Vejen", addr__housenumber="3"),
        node(2, 9.02, 57.01, amenity="school", name="Byens Gymnasium"),
        node(3, 9.03, 57.01, amenity="school"),
    )  # fmt: skip
    sql = "SELECT ref, name, kind, address FROM incoming_institution"

    found = load(owner_connection, file)
    assert rows(owner_connection, sql) == [("n1", "Solsikken", "kindergarten", "Vejen 3")]
    assert found.left_out == {"an institution without a name": 1}

    load(owner_connection, file, institutions=False)
    assert rows(owner_connection, sql) == []


def test_the_version_follows_the_data_not_the_order(
    owner_connection: Connection, tmp_path: Path
) -> None:
    version = "SELECT version FROM base.state"
    one = write(tmp_path, corners(), way(1, 1, 2, highway="path"), name="one.osm")
    two = write(tmp_path, corners(), way(2, 2, 3, highway="path"), name="two.osm")
    load(owner_connection, one, "one")
    alone = rows(owner_connection, version)
    load(owner_connection, two, "two")
    together = rows(owner_connection, version)
    load(owner_connection, one, "one")

    assert rows(owner_connection, version) == together != alone


def test_nobody_who_draws_the_map_waits_for_an_import(fresh: Databases, tmp_path: Path) -> None:
    file = write(tmp_path, corners(), way(1, 1, 2, highway="path"))
    drawn = "SELECT count(*) FROM base.road WHERE shown"
    partitions = (
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'base_part'::regnamespace"
        " AND relkind = 'r' AND relname ~ '^road_'"
    )
    with psycopg.connect(dsn(fresh.owner)) as importer:
        load(importer, file)
    with (
        psycopg.connect(dsn(fresh.owner)) as importer,
        psycopg.connect(dsn(fresh.render), autocommit=True) as reader,
    ):
        reader.execute("SET statement_timeout = '3s'")
        more = way(1, 1, 2, highway="path"), way(2, 2, 3, highway="path")
        load(importer, write(tmp_path, corners(), *more))

        assert rows(reader, drawn) == [(1,)]
        importer.commit()
        assert rows(reader, drawn) == [(2,)]

    with psycopg.connect(dsn(fresh.owner), autocommit=True) as connection:
        assert rows(connection, partitions) == [(3,)]
        sweep(connection)
        assert rows(connection, partitions) == [(2,)]
        assert rows(connection, drawn) == [(2,)]


WET = {
    "Limfjorden": (9.9205, 57.0525),
    "Knippelsbro": (12.5873, 55.6747),
    "Langebro": (12.5788, 55.6703),
}
DRY = {
    "Budolfi Plads": (9.9191, 57.0473),
    "Gammeltorv": (9.9207, 57.0481),
    "Torvegade": (12.5944, 55.6708),
    "Wildersgade": (12.5889, 55.6720),
    "Overgaden Neden Vandet": (12.5879, 55.6709),
}


def test_fjord_and_harbour_are_water_and_streets_are_not(
    owner_connection: Connection, aalborg: Path, christianshavn: Path
) -> None:
    load(owner_connection, aalborg, "aalborg")
    load(owner_connection, christianshavn, "christianshavn")

    def in_the_sea(lon: float, lat: float) -> bool:
        row = owner_connection.execute(
            "SELECT EXISTS (SELECT FROM base.sea WHERE ST_Contains(geom,"
            " ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), 3857)))",
            (lon, lat),
        ).fetchone()
        return bool(row and row[0])

    assert {name for name, at in (WET | DRY).items() if in_the_sea(*at)} == set(WET)


@pytest.mark.parametrize("extract", ["aalborg", "christianshavn", "helsinki"])
def test_hardly_a_house_stands_in_the_sea(
    owner_connection: Connection, request: pytest.FixtureRequest, extract: str
) -> None:
    load(owner_connection, request.getfixturevalue(extract))

    [(wet, all_houses)] = rows(
        owner_connection,
        "SELECT (SELECT count(*) FROM base.building b JOIN base.sea s"
        " ON ST_Within(b.geom, s.geom)), (SELECT count(*) FROM base.building)",
    )
    assert wet <= 0.01 * all_houses

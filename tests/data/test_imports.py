"""Imports: repeatable, each source for itself, never over a person, all or nothing."""

import json
from pathlib import Path
from typing import Any

import osmium
import psycopg
import pytest

from api.deployment import Databases
from data.errors import ImportRejected
from data.imports import import_institutions, import_osm, import_points, remove_source
from data.transaction import ImportJob
from tests.conftest import FILES, dsn

HEADER = "id,navn,type,ejer,kommune,adresse,postnr,by,lat,lon,kilde\n"
KAROLINELUND = (10.0 - 0.0672, 57.0436)


def rows(databases: Databases, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn(databases.owner)) as connection:
        return connection.execute(sql, values).fetchall()


def run(databases: Databases, sql: str, *values: Any) -> None:
    with psycopg.connect(dsn(databases.owner)) as connection:
        connection.execute(sql, values)


def register(tmp_path: Path, *lines: str, name: str = "register.csv") -> Path:
    file = tmp_path / name
    file.write_text(HEADER + "".join(line + "\n" for line in lines))
    return file


def line(ref: str, name: str, lat: float = 57.04, lon: float = 9.92) -> str:
    return f"{ref},{name},boernehave,kommunal,Aalborg,Vej 1,9000,Aalborg,{lat},{lon},register"


def points(tmp_path: Path, *where: tuple[str, float, float], name: str = "p.geojson") -> Path:
    file = tmp_path / name
    features = [
        {
            "type": "Feature",
            "properties": {"kommunekode": "0851", "type": kind},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for kind, lon, lat in where
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def institutions_job(path: Path, **more: Any) -> ImportJob:
    return ImportJob(path, "register", "institutions", "register", **more)


def points_job(path: Path, source: str = "geofa", **more: Any) -> ImportJob:
    return ImportJob(path, source, "points", "GeoFA", **more)


def osm_job(path: Path, source: str, **more: Any) -> ImportJob:
    return ImportJob(path, source, "osm", "© OpenStreetMap", **more)


EVERYTHING = """
    SELECT 'i', code, slug, name, kind, address, retired::text, updated_at::text, provenance::text
    FROM institution
    UNION ALL
    SELECT 'p', code, slug, name, category, near, state, updated_at::text, provenance::text
    FROM place ORDER BY 1, 2
"""


def test_a_second_run_changes_nothing(fresh: Databases, town: Path, tmp_path: Path) -> None:
    register_file = register(tmp_path, line("G1", "Fyrtårnet"), line("G2", "Fyrtårnet"))
    import_institutions(fresh.owner, institutions_job(register_file))
    import_osm(fresh.owner, osm_job(town, "town"), FILES)
    before = rows(fresh, EVERYTHING)
    version = rows(fresh, "SELECT version FROM base.state")

    again = [
        import_institutions(fresh.owner, institutions_job(register_file, force=True)),
        import_osm(fresh.owner, osm_job(town, "town", force=True), FILES),
    ]

    assert all(outcome.changed_nothing for outcome in again)
    assert rows(fresh, EVERYTHING) == before
    assert rows(fresh, "SELECT version FROM base.state") == version


def test_the_same_file_is_not_even_read_again(fresh: Databases, tmp_path: Path) -> None:
    job = institutions_job(register(tmp_path, line("G1", "Fyrtårnet")))

    first, second = (import_institutions(fresh.owner, job) for _ in range(2))

    assert not first.same_file
    assert second.same_file


def test_what_vanished_is_retired_and_comes_back_as_itself(
    fresh: Databases, tmp_path: Path
) -> None:
    both = register(tmp_path, line("G1", "Fyrtårnet"), line("G2", "Solsikken"))
    one = register(tmp_path, line("G1", "Fyrtårnet"), name="one.csv")
    import_institutions(fresh.owner, institutions_job(both))
    code = rows(fresh, "SELECT code FROM institution WHERE name = 'Solsikken'")

    gone = import_institutions(fresh.owner, institutions_job(one))
    retired = rows(fresh, "SELECT name FROM institution WHERE retired")
    back = import_institutions(fresh.owner, institutions_job(both))

    assert (gone.retired, retired) == (1, [("Solsikken",)])
    assert (back.restored, back.added) == (1, 0)
    assert rows(fresh, "SELECT code FROM institution WHERE name = 'Solsikken'") == code
    assert rows(fresh, "SELECT count(*) FROM institution WHERE retired") == [(0,)]


def test_a_persons_value_stays_when_the_source_changes(fresh: Databases, tmp_path: Path) -> None:
    import_institutions(fresh.owner, institutions_job(register(tmp_path, line("G1", "Gammel"))))
    run(
        fresh,
        "UPDATE institution SET name = 'Vores navn', provenance = provenance ||"
        ' \'{"name": {"role": "staff", "source": null, "at": "2026-01-01"}}\'',
    )

    outcome = import_institutions(
        fresh.owner, institutions_job(register(tmp_path, line("G1", "Ny", lat=57.05)))
    )

    [(name, lat, role)] = rows(
        fresh,
        "SELECT name, ST_Y(location::geometry), provenance->'location'->>'role' FROM institution",
    )
    assert outcome.changed == 1
    assert (name, lat, role) == ("Vores navn", 57.05, "import")


def test_a_place_that_a_person_vouched_for_is_not_retired(fresh: Databases, tmp_path: Path) -> None:
    import_points(fresh.owner, points_job(points(tmp_path, ("Museum", 9.92, 57.04))))
    run(
        fresh,
        'UPDATE place SET provenance = provenance || \'{"name": {"role": "staff"}}\'',
    )

    outcome = import_points(fresh.owner, points_job(points(tmp_path)))

    assert outcome.retired == 0
    assert rows(fresh, "SELECT state FROM place") == [("public",)]


def test_open_data_shows_at_once_or_waits_by_its_category(fresh: Databases, tmp_path: Path) -> None:
    file = points(tmp_path, ("Legeplads", 9.92, 57.04), ("bager", 9.93, 57.04))

    import_points(fresh.owner, points_job(file))

    states = rows(fresh, "SELECT category, state FROM place ORDER BY 1")
    assert states == [("bakery", "candidate"), ("playground", "public")]


def test_the_same_point_twice_is_one_place(fresh: Databases, tmp_path: Path) -> None:
    file = points(
        tmp_path,
        ("Legeplads", 9.92, 57.04),
        ("Legeplads", 9.92, 57.04),
        ("Naturlegeplads", 9.9202, 57.0401),
        ("Legeplads", 9.94, 57.04),
    )

    outcome = import_points(fresh.owner, points_job(file))

    assert (outcome.added, outcome.merged) == (2, 2)
    assert rows(fresh, "SELECT count(*) FROM place") == [(2,)]


def test_a_registration_joins_the_playground_that_the_map_has(
    fresh: Databases, aalborg: Path, tmp_path: Path
) -> None:
    import_osm(fresh.owner, osm_job(aalborg, "town"), FILES)
    [(before,)] = rows(fresh, "SELECT count(*) FROM place WHERE category = 'playground'")
    [(lon, lat)] = rows(
        fresh,
        "SELECT ST_X(location::geometry), ST_Y(location::geometry) FROM place"
        " WHERE name = 'Karolinelund legeplads'",
    )

    outcome = import_points(
        fresh.owner, points_job(points(tmp_path, ("Legeplads", lon + 0.0002, lat)))
    )

    [(after,)] = rows(fresh, "SELECT count(*) FROM place WHERE category = 'playground'")
    assert (outcome.merged, outcome.added) == (1, 0)
    assert after == before
    assert rows(
        fresh,
        "SELECT count(*) FROM source_object o JOIN place p ON p.id = o.entity_id"
        " WHERE p.name = 'Karolinelund legeplads'",
    ) == [(2,)]


@pytest.mark.parametrize("order", ["map first", "registrations first"])
def test_merging_does_not_depend_on_the_order(
    fresh: Databases, shared: Path, aalborg: Path, order: str
) -> None:
    geofa = shared / "geofa" / "geofa-punkter-aalborg.geojson"
    imports = [
        lambda: import_osm(fresh.owner, osm_job(aalborg, "town"), FILES),
        lambda: import_points(fresh.owner, points_job(geofa)),
    ]

    for job in imports if order == "map first" else reversed(imports):
        job()

    [(playgrounds,)] = rows(
        fresh,
        "SELECT count(*) FROM place, base.state s WHERE category = 'playground'"
        " AND place.state = 'public' AND ST_Intersects(location::geometry, s.coverage)",
    )
    assert 8 <= playgrounds <= 13


def test_the_map_and_the_register_name_one_institution_differently(
    fresh: Databases, aalborg: Path, shared: Path
) -> None:
    register_file = shared / "register" / "institutioner-aalborg.csv"
    import_institutions(fresh.owner, institutions_job(register_file))

    import_osm(fresh.owner, osm_job(aalborg, "town"), FILES, institutions=True)

    assert rows(
        fresh,
        "SELECT count(*), max(i.name) FROM institution i WHERE i.name ILIKE '%%karolinelund%%'"
        " AND i.kind <> 'school' AND i.kind <> 'after_school'",
    ) == [(1, "Karolinelund")]


def test_several_institutions_at_one_address_stay_several(fresh: Databases, shared: Path) -> None:
    import_institutions(
        fresh.owner, institutions_job(shared / "register" / "institutioner-frederikssund.csv")
    )

    [(institutions, positions)] = rows(
        fresh, "SELECT count(*), count(DISTINCT location::geometry) FROM institution"
    )
    assert (institutions, positions) == (70, 61)


def test_equal_names_get_addresses_of_their_own(fresh: Databases, tmp_path: Path) -> None:
    file = register(tmp_path, *(line(f"G{n}", "Solsikken") for n in range(4)))

    import_institutions(fresh.owner, institutions_job(file))

    slugs = [slug for (slug,) in rows(fresh, "SELECT slug FROM institution")]
    assert len(set(slugs)) == 4
    assert {"solsikken", "solsikken-aalborg"} < set(slugs)


def test_two_towns_live_side_by_side_and_leave_one_by_one(
    fresh: Databases, aalborg: Path, christianshavn: Path
) -> None:
    import_osm(fresh.owner, osm_job(aalborg, "aalborg"), FILES)
    alone = rows(fresh, "SELECT version FROM base.state")
    roads = rows(fresh, "SELECT count(*) FROM base.road WHERE shown")
    import_osm(fresh.owner, osm_job(christianshavn, "christianshavn"), FILES)
    both = rows(fresh, "SELECT ST_NumGeometries(coverage) FROM base.state")

    outcome = remove_source(fresh.owner, "christianshavn", FILES)

    assert both == [(2,)]
    assert outcome.retired > 0
    assert rows(fresh, "SELECT version FROM base.state") == alone
    assert rows(fresh, "SELECT count(*) FROM base.road WHERE shown") == roads


@pytest.mark.parametrize("kind", ["institutions", "points", "osm"])
def test_a_broken_file_leaves_all_as_it_was(
    fresh: Databases, town: Path, tmp_path: Path, kind: str
) -> None:
    import_osm(fresh.owner, osm_job(town, "town"), FILES)
    before = rows(fresh, EVERYTHING)
    broken = tmp_path / f"broken.{'osm.pbf' if kind == 'osm' else kind}"
    broken.write_bytes(town.read_bytes()[:-5000])
    jobs = {
        "institutions": import_institutions,
        "points": import_points,
        "osm": lambda url, job: import_osm(url, job, FILES),
    }

    with pytest.raises(ImportRejected):
        jobs[kind](fresh.owner, ImportJob(broken, "town" if kind == "osm" else "x", kind, ""))

    assert rows(fresh, EVERYTHING) == before
    assert rows(fresh, "SELECT count(*) FROM source") == [(1,)]


def test_a_source_of_another_kind_keeps_its_name(fresh: Databases, tmp_path: Path) -> None:
    import_points(fresh.owner, points_job(points(tmp_path, ("Museum", 9.9, 57.0)), "aalborg"))
    file = register(tmp_path, line("G1", "Fyrtårnet"))

    with pytest.raises(ImportRejected, match="aalborg"):
        import_institutions(fresh.owner, ImportJob(file, "aalborg", "institutions", ""))


def test_a_register_with_one_number_twice_is_refused(fresh: Databases, tmp_path: Path) -> None:
    file = register(tmp_path, line("G1", "Fyrtårnet"), line("G1", "Solsikken"))

    with pytest.raises(ImportRejected, match="line 3 has the id G1 of line 2 again"):
        import_institutions(fresh.owner, institutions_job(file))


Box = tuple[float, float, float, float]


def cut(source: Path, target: Path, box: Box) -> Path:
    """Part of an extract as such files are made: ways stick out whole, relations are cut."""
    west, south, east, north = box
    nodes, ways = set(), set()
    for thing in osmium.FileProcessor(str(source)):
        match thing:
            case osmium.osm.Node() if west <= thing.lon <= east and south <= thing.lat <= north:
                nodes.add(thing.id)
            case osmium.osm.Way() if any(node.ref in nodes for node in thing.nodes):
                ways.add(thing.id)
    for way in osmium.FileProcessor(str(source), osmium.osm.WAY):
        if way.id in ways and isinstance(way, osmium.osm.Way):
            nodes.update(node.ref for node in way.nodes)
    header = osmium.io.Header()
    header.add_box(osmium.osm.Box(*box))
    with osmium.SimpleWriter(str(target), header=header) as writer:
        for thing in osmium.FileProcessor(str(source)):
            kept = {"n": nodes, "w": ways}.get(thing.type_str())
            if kept is None or thing.id in kept:
                writer.add(thing)
    return target


AALBORG_BOX = (9.9104, 57.0393, 9.9331, 57.0537)
SHOWN = """
    SELECT 'road', osm_type, osm_id FROM base.road WHERE shown
    UNION ALL SELECT 'building', osm_type, osm_id FROM base.building WHERE shown
    UNION ALL SELECT 'address', osm_type, osm_id FROM base.address WHERE shown
    ORDER BY 1, 2, 3
"""
PUBLIC = "SELECT category, name, near FROM place WHERE state = 'public' ORDER BY 1, 2, 3"


def test_overlapping_halves_are_the_whole_and_one_can_leave(
    fresh: Databases, aalborg: Path, tmp_path: Path
) -> None:
    west, south, east, north = AALBORG_BOX
    left = cut(aalborg, tmp_path / "left.osm.pbf", (west, south, 9.9230, north))
    right = cut(aalborg, tmp_path / "right.osm.pbf", (9.9205, south, east, north))
    import_osm(fresh.owner, osm_job(left, "left"), FILES)
    left_alone = rows(fresh, SHOWN), rows(fresh, PUBLIC)
    import_osm(fresh.owner, osm_job(right, "right"), FILES)
    both = rows(fresh, SHOWN)
    codes = rows(fresh, "SELECT code FROM place WHERE state = 'public' ORDER BY 1")

    remove_source(fresh.owner, "right", FILES)
    without_right = rows(fresh, SHOWN), rows(fresh, PUBLIC)
    import_osm(fresh.owner, osm_job(right, "right"), FILES)

    assert len(both) == len(set(both)), "an object of both halves shows once"
    assert len(both) > len(left_alone[0])
    assert without_right == left_alone
    assert rows(fresh, SHOWN) == both
    assert rows(fresh, "SELECT code FROM place WHERE state = 'public' ORDER BY 1") == codes
    [(share,)] = rows(
        fresh,
        "SELECT ST_Area(coverage) / ST_Area(ST_MakeEnvelope(%s, %s, %s, %s, 4326)) FROM base.state",
        *AALBORG_BOX,
    )
    assert share == pytest.approx(1)


def test_a_half_taken_alone_equals_what_the_whole_has_there(
    fresh: Databases, aalborg: Path, tmp_path: Path
) -> None:
    west, south, _, north = AALBORG_BOX
    left = cut(aalborg, tmp_path / "left.osm.pbf", (west, south, 9.9230, north))
    import_osm(fresh.owner, osm_job(left, "left"), FILES)
    half = set(rows(fresh, SHOWN))

    import_osm(fresh.owner, osm_job(aalborg, "whole"), FILES)

    assert half < set(rows(fresh, SHOWN))


def test_relations_that_the_box_cuts_are_counted_not_drawn(fresh: Databases, aalborg: Path) -> None:
    outcome = import_osm(fresh.owner, osm_job(aalborg, "town"), FILES)

    assert outcome.left_out["an incomplete multipolygon"] > 0
    assert rows(fresh, "SELECT count(*) FROM base.land WHERE NOT ST_IsValid(geom)") == [(0,)]


def test_ways_stick_out_of_the_box_and_the_coverage_does_not(
    fresh: Databases, aalborg: Path
) -> None:
    import_osm(fresh.owner, osm_job(aalborg, "town"), FILES)

    assert rows(fresh, "SELECT ST_AsText(ST_Envelope(coverage), 4) FROM base.state") == [
        ("POLYGON((9.9104 57.0393,9.9104 57.0537,9.9331 57.0537,9.9331 57.0393,9.9104 57.0393))",)
    ]
    [(outside,)] = rows(
        fresh,
        "SELECT count(*) FROM base.road, base.state"
        " WHERE NOT ST_Within(geom, ST_Transform(coverage, 3857))",
    )
    assert outside > 0


@pytest.mark.parametrize(
    ("lon", "lat", "wet"),
    [(9.9250, 57.0525, True), (9.9190, 57.0480, False), (9.9300, 57.0420, False)],
)
def test_limfjorden_is_water_and_budolfi_plads_is_not(
    fresh: Databases, aalborg: Path, lon: float, lat: float, wet: bool
) -> None:
    import_osm(fresh.owner, osm_job(aalborg, "town"), FILES)

    [(found,)] = rows(
        fresh,
        "SELECT EXISTS (SELECT FROM base.sea WHERE ST_Contains(geom,"
        " ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), 3857)))",
        lon,
        lat,
    )
    assert found == wet


def test_unnamed_playgrounds_are_called_after_the_street_beside(
    fresh: Databases, aalborg: Path
) -> None:
    import_osm(fresh.owner, osm_job(aalborg, "town"), FILES)

    unnamed = rows(
        fresh,
        "SELECT near, area IS NOT NULL FROM place WHERE category = 'playground' AND name IS NULL",
    )
    assert len(unnamed) >= 5
    assert all(near for near, _ in unnamed)
    assert any(has_area for _, has_area in unnamed)


def test_the_tables_of_an_old_load_do_not_stay(fresh: Databases, town: Path) -> None:
    tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'base_part'::regnamespace"
    import_osm(fresh.owner, osm_job(town, "town"), FILES)
    once = rows(fresh, tables)

    import_osm(fresh.owner, osm_job(town, "town", force=True), FILES)
    again = rows(fresh, tables)
    remove_source(fresh.owner, "town", FILES)

    assert again == once
    assert rows(fresh, tables) < once

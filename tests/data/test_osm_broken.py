"""A broken or foreign file leaves all as it was, and says what is wrong where."""

import gzip
from pathlib import Path

import psycopg
import pytest

from api.deployment import Databases
from data.errors import ImportRejected
from data.imports import OSM_CREDIT, ImportJob, import_osm
from tests.conftest import FILES, dsn
from tests.data.osm_files import corners, node, way, write

ROAD = way(1, 1, 2, highway="residential", name="Vejen")
EVERYTHING = "SELECT (SELECT count(*) FROM base.road), (SELECT count(*) FROM base.load)," \
    " (SELECT count(*) FROM source), (SELECT count(*) FROM pg_class" \
    "  WHERE relnamespace = 'base_part'::regnamespace)"  # fmt: skip


def load(databases: Databases, file: Path) -> None:
    import_osm(databases.owner, ImportJob(file, "town", "osm", OSM_CREDIT), FILES)


def refused(databases: Databases, file: Path) -> str:
    with psycopg.connect(dsn(databases.owner), autocommit=True) as connection:
        before = connection.execute(EVERYTHING).fetchone()
        with pytest.raises(ImportRejected) as caught:
            load(databases, file)
        assert connection.execute(EVERYTHING).fetchone() == before
    return str(caught.value)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_file_that_breaks_off_is_refused(
    fresh: Databases, helsinki: Path, tmp_path: Path, share: float
) -> None:
    load(fresh, write(tmp_path, corners(), ROAD))
    whole = helsinki.read_bytes()
    part = tmp_path / "part.osm.pbf"
    part.write_bytes(whole[: int(len(whole) * share)])

    assert "part.osm.pbf: the file breaks off after object" in refused(fresh, part)


def test_a_file_that_breaks_off_in_its_header_is_refused(
    fresh: Databases, helsinki: Path, tmp_path: Path
) -> None:
    part = tmp_path / "part.osm.pbf"
    part.write_bytes(helsinki.read_bytes()[:40])

    assert "breaks off in its header" in refused(fresh, part)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"navn,type\nSolsikken,vuggestue\n", "line 1 begins with “navn,type”"),
        (b"<html><body>Too many requests</body></html>", "no OpenStreetMap file"),
        (b"PK\x03\x04 zip", "no OpenStreetMap file"),
        (b'<osmChange version="0.6"></osmChange>', "holds changes"),
        (b'<?xml version="1.0"?>\n<osm version="0.6"></osm>', "nothing that a map could show"),
        (b'<osm version="0.6">\n<node id="1" lat="57" lon="9">\n</way></osm>', "line 3"),
        (b'<osm version="0.6"><remark> runtime error: timed out </remark></osm>', "timed out"),
    ],
)
def test_what_is_no_map_data_is_said_in_words(
    fresh: Databases, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "file.osm"
    file.write_bytes(content)

    assert said in refused(fresh, file)


def test_a_packed_pbf_is_to_be_unpacked_first(
    fresh: Databases, helsinki: Path, tmp_path: Path
) -> None:
    file = tmp_path / "helsinki.osm.pbf"
    file.write_bytes(gzip.compress(helsinki.read_bytes()))

    assert "gunzip" in refused(fresh, file)


@pytest.mark.parametrize(
    ("objects", "said"),
    [
        ([ROAD, corners()], "n1 comes after a way"),
        ([corners(), way(2, 1, 2, highway="path"), node(9, 9.05, 57.05, barrier="gate")], "n9"),
        ([node(-1, 9.05, 57.05, barrier="gate")], "n-1 is a draft"),
        ([node(3, 9.05, 97.05, barrier="gate")], "n3"),
        ([node(1, 9.0, 89.0), node(2, 9.1, 89.0), ROAD], "object w1 lies off the map"),
        ([corners(), ROAD, ROAD], "an object comes twice"),
    ],
)
def test_the_object_that_is_wrong_is_named(
    fresh: Databases, tmp_path: Path, objects: list[str], said: str
) -> None:
    assert said in refused(fresh, write(tmp_path, *objects))

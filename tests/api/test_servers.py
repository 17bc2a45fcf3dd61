"""Several servers on one database give the same answers, also right after the data changed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.deployment import Databases, environment_of
from api.main import create_app
from api.settings import Settings
from data.imports import OSM_CREDIT, import_osm
from data.transaction import ImportJob
from tests.conftest import FILES
from tests.data.osm_files import node, write

VERSION_IS_FRESH_WITHIN_S = 1.5


def bring(databases: Databases, folder: Path, *names: str) -> None:
    schools = (
        node(n, 9.01 + n / 1000, 57.02, amenity="school", name=name)
        for n, name in enumerate(names, 1)
    )
    job = ImportJob(write(folder, *schools), "town", "osm", OSM_CREDIT)
    import_osm(databases.owner, job, FILES, institutions=True)


@pytest.fixture
def servers(fresh: Databases, tmp_path: Path) -> Iterator[list[TestClient]]:
    bring(fresh, tmp_path, "Nørre Skole")
    apps = []
    for name in ("one", "other"):
        state = tmp_path / name
        state.mkdir()
        settings = Settings(
            database_url=fresh.app,
            owner_database_url=fresh.owner,
            render_database_url=fresh.render,
            state=state,
            render_processes=1,
        )
        apps.append(create_app(settings))
    with TestClient(apps[0]) as one, TestClient(apps[1]) as other:
        yield [one, other]


def answers(server: TestClient) -> dict[str, tuple[int, str, bytes]]:
    slugs = [one["id"] for one in server.get("/api/institutions").json()["features"]]
    paths = ["/", "/en/", "/api/coverage", "/map.js", "/her"]
    paths += [f"{start}/{slug}" for slug in slugs for start in ("/i", "/api/institutions")]
    found = {path: server.get(path) for path in paths}
    return {
        path: (one.status_code, one.headers.get("etag", ""), one.content)
        for path, one in found.items()
    }


def test_they_say_the_same(servers: list[TestClient]) -> None:
    one, other = map(answers, servers)

    assert one == other
    assert all(status == 200 and etag for status, etag, _ in one.values())


def test_they_say_the_same_right_after_an_import(
    servers: list[TestClient], fresh: Databases, tmp_path: Path
) -> None:
    before = [answers(server) for server in servers]

    bring(fresh, tmp_path, "Nørre Skole", "Søndre Skole")
    time.sleep(VERSION_IS_FRESH_WITHIN_S)
    one, other = map(answers, servers)

    assert one == other
    assert one != before[0]
    assert one["/map.js"] != before[0]["/map.js"]
    assert any("soendre" in path for path in one)


def test_the_processes_of_a_server_share_its_renderers() -> None:
    settings = Settings(database_url="postgresql://x/y", render_processes=6)

    shares = {n: environment_of(settings, n)["NAERHED_RENDER_PROCESSES"] for n in (1, 2, 4, 9)}

    assert shares == {1: "6", 2: "3", 4: "1", 9: "1"}

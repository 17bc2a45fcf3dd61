"""A sparse map must not look broken: Frederikssund has one playground and here no streets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.deployment import Databases
from api.main import create_app
from api.settings import Settings
from data.imports import GEOFA_CREDIT, REGISTER_CREDIT, import_institutions, import_points
from data.transaction import ImportJob


@pytest.fixture
def frederikssund(fresh: Databases, shared: Path, tmp_path: Path) -> Iterator[TestClient]:
    register = shared / "register" / "institutioner-frederikssund.csv"
    points = shared / "geofa" / "geofa-punkter-frederikssund.geojson"
    import_institutions(fresh.owner, ImportJob(register, "r", "institutions", REGISTER_CREDIT))
    import_points(fresh.owner, ImportJob(points, "p", "points", GEOFA_CREDIT))
    settings = Settings(
        database_url=fresh.app, render_database_url=fresh.render, state=tmp_path, render_processes=1
    )
    with TestClient(create_app(settings)) as client:
        yield client


def test_an_institution_without_places_or_streets_says_both(frederikssund: TestClient) -> None:
    slugs = [one["id"] for one in frederikssund.get("/api/institutions").json()["features"]]
    empty = next(
        slug
        for slug in slugs
        if not frederikssund.get(f"/api/institutions/{slug}/places").json()["features"]
    )

    page = frederikssund.get(f"/i/{empty}")

    assert page.status_code == 200
    assert "Vi har endnu ingen kortdata her" in page.text
    assert "0 steder" in page.text


def test_the_one_playground_is_found_from_its_neighbours(frederikssund: TestClient) -> None:
    slugs = [one["id"] for one in frederikssund.get("/api/institutions").json()["features"]]

    seen = {
        place["id"]
        for slug in slugs
        for place in frederikssund.get(
            f"/api/institutions/{slug}/places", params={"group": "cargo_bike", "minutes": 60}
        ).json()["features"]
        if place["properties"]["category"] == "playground"
    }

    assert len(seen) == 1


def test_tiles_without_any_map_are_pictures_too(frederikssund: TestClient) -> None:
    answer = frederikssund.get("/tiles/none/15/17470/10220.webp")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"

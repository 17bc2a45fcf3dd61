"""Errors in the visitor's language, and nothing in them that is not for visitors."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.database import SessionDep
from api.errors import GEOMETRY
from api.main import create_app
from api.settings import CHECKOUT, Settings


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    made = create_app(settings)

    @made.get("/api/broken")
    @made.get("/broken")
    def broken(session: SessionDep) -> None:
        session.execute(text("SELECT secret_column FROM place"))

    yield made
    made.state.engine.dispose()


def test_every_message_of_geo_is_in_the_catalogs() -> None:
    raised = {
        message
        for file in Path(CHECKOUT, "geo").rglob("*.py")
        for message in re.findall(r'raise GeometryError\(\s*"([^"]+)"', file.read_text("utf-8"))
    }

    assert raised
    assert raised == set(GEOMETRY)


@pytest.mark.parametrize("path", ["/broken", "/api/broken"])
def test_what_only_developers_should_read_is_not_shown(app: FastAPI, path: str) -> None:
    answer = TestClient(app, raise_server_exceptions=False).get(path)

    assert answer.status_code == 500
    assert "secret_column" not in answer.text
    assert "SELECT" not in answer.text
    assert answer.headers["content-security-policy"]


def test_an_unknown_page_helps_and_an_unknown_api_path_is_a_problem(app: FastAPI) -> None:
    client = TestClient(app)

    page, api = client.get("/findes-ikke"), client.get("/api/findes-ikke")

    assert page.status_code == api.status_code == 404
    assert 'href="/"' in page.text
    assert api.json()["status"] == 404


def test_a_method_that_is_not_allowed_says_which_are(app: FastAPI) -> None:
    answer = TestClient(app).post("/api/institutions")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_a_database_that_is_away_asks_to_come_back_later(settings: Settings) -> None:
    gone = settings.model_copy(
        update={"database_url": "postgresql+psycopg://nobody@/none?host=/nowhere"}
    )

    answer = TestClient(create_app(gone), raise_server_exceptions=False).get("/api/institutions")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"

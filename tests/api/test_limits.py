"""Too much from one address waits, on whichever server it asks; others go on."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.deployment import Databases
from api.main import create_app
from api.settings import Settings
from tests.conftest import dsn


def app_of(databases: Databases, folder: Path, **limits: str) -> TestClient:
    settings = Settings(
        database_url=databases.app,
        state=folder,
        render_processes=1,
        **limits,  # type: ignore[arg-type]
    )
    return TestClient(create_app(settings), client=("192.0.2.7", 5000))


@pytest.fixture
def limited(fresh: Databases, tmp_path: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """Two servers of one deployment."""
    limits = {"search_limit": "3/minute", "circle_limit": "2/minute"}
    with app_of(fresh, tmp_path, **limits) as one, app_of(fresh, tmp_path, **limits) as other:
        yield one, other


def test_servers_count_together(limited: tuple[TestClient, TestClient]) -> None:
    one, other = limited
    body = {"q": "vej"}

    answers = [server.post("/api/search", json=body) for server in (one, other, one, other)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"] == "application/problem+json"
    assert "lidt" in refused.json()["detail"]


def test_a_person_gets_a_page_that_says_so(limited: tuple[TestClient, TestClient]) -> None:
    one, _ = limited
    for _ in range(2):
        assert one.post("/her", data={"lon": "9.9", "lat": "57"}).status_code == 200

    refused = one.post("/her", data={"lon": "9.9", "lat": "57"})

    assert refused.status_code == 429
    assert "Det var meget på én gang" in refused.text


def test_reading_is_not_counted_and_others_are_not_held_up(
    limited: tuple[TestClient, TestClient], fresh: Databases, tmp_path: Path
) -> None:
    one, _ = limited
    for _ in range(4):
        one.post("/soeg", data={"q": "vej"})
    assert one.post("/soeg", data={"q": "vej"}).status_code == 429
    assert one.get("/soeg").status_code == 200

    settings = Settings(database_url=fresh.app, state=tmp_path, search_limit="3/minute")
    with TestClient(create_app(settings), client=("192.0.2.8", 5000)) as neighbour:
        assert neighbour.post("/soeg", data={"q": "vej"}).status_code == 200


def test_no_address_is_stored_and_counters_are_forgotten(
    limited: tuple[TestClient, TestClient], fresh: Databases
) -> None:
    one, _ = limited
    one.post("/api/search", json={"q": "vej"})

    with psycopg.connect(dsn(fresh.app), autocommit=True) as connection:
        [(key,)] = connection.execute("SELECT key FROM rate").fetchall()
        assert "192" not in key
        connection.execute("UPDATE rate SET ends_at = now() - interval '1 s', key = 'old'")
        one.post("/api/search", json={"q": "vej"})
        assert connection.execute("SELECT count(*) FROM rate WHERE key = 'old'").fetchone() == (0,)


def test_a_window_that_ended_begins_anew(
    limited: tuple[TestClient, TestClient], fresh: Databases
) -> None:
    one, _ = limited
    for _ in range(4):
        one.post("/api/search", json={"q": "vej"})

    with psycopg.connect(dsn(fresh.app), autocommit=True) as connection:
        connection.execute("UPDATE rate SET ends_at = now() - interval '1 s'")

    assert one.post("/api/search", json={"q": "vej"}).status_code == 200


def test_a_limit_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError):
        Settings(search_limit="often")

"""Finished pages are kept until what they are made of changes, and not a moment longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text

from api.deployment import Databases
from api.freshness import KeptPages
from api.institutions import pages
from api.main import create_app
from api.settings import Settings
from data.imports import OSM_CREDIT, import_osm, tidy
from data.transaction import ImportJob
from tests.conftest import FILES
from tests.data.osm_files import node, write

PAGE = "/i/noerre-skole"


@pytest.fixture
def engine(fresh: Databases, tmp_path: Path) -> Iterator[Engine]:
    town = write(
        tmp_path,
        node(1, 9.01, 57.02, amenity="school", name="Nørre Skole"),
        node(2, 9.011, 57.02, leisure="playground", name="Bakken"),
    )
    import_osm(fresh.owner, ImportJob(town, "town", "osm", OSM_CREDIT), FILES, institutions=True)
    made = create_engine(fresh.app)
    yield made
    made.dispose()


@pytest.fixture
def client(fresh: Databases, engine: Engine, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        database_url=fresh.app, owner_database_url=fresh.owner,
        render_database_url=fresh.render, state=tmp_path, render_processes=1,
    )  # fmt: skip
    with TestClient(create_app(settings)) as made:
        yield made


def rename(name: str) -> str:
    return f"UPDATE place SET name = '{name}' WHERE open_data"


def test_a_page_is_made_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    whole = pages.circle_page
    monkeypatch.setattr(
        pages, "circle_page", lambda *given, **more: (made.append("made"), whole(*given, **more))[1]
    )

    first, again, other = (client.get(path) for path in (PAGE, PAGE, f"{PAGE}?minutes=5"))

    assert made == ["made", "made"]
    assert first.content == again.content != other.content
    assert first.headers["etag"] == again.headers["etag"]


def test_what_changes_shows_at_once(client: TestClient, engine: Engine) -> None:
    assert "Bakken" in client.get(PAGE).text

    with engine.begin() as connection:
        connection.execute(text(rename("Toppen")))

    assert "Toppen" in client.get(PAGE).text


def test_a_change_that_took_longer_than_a_later_one_shows_too(
    client: TestClient, engine: Engine
) -> None:
    with engine.begin() as slow:
        slow.execute(text(rename("Toppen")))
        with engine.begin() as quick:
            quick.execute(text("UPDATE institution SET city = 'Nørre'"))
        assert "Bakken" in client.get(PAGE).text

    assert "Toppen" in client.get(PAGE).text


def test_errors_are_not_kept(client: TestClient, engine: Engine) -> None:
    assert client.get("/i/soendre-skole").status_code == 404

    with engine.begin() as connection:
        connection.execute(text("UPDATE institution SET slug = 'soendre-skole'"))

    assert client.get("/i/soendre-skole").status_code == 200


def test_languages_and_hosts_have_pages_of_their_own(client: TestClient) -> None:
    danish, english = client.get(PAGE), client.get(f"/en{PAGE}")
    elsewhere = client.get(PAGE, headers={"Host": "kort.example"})

    assert 'lang="da"' in danish.text
    assert 'lang="en"' in english.text
    assert "kort.example" in elsewhere.text
    assert "kort.example" not in client.get(PAGE).text


def test_the_oldest_pages_make_room() -> None:
    kept = KeptPages(max_bytes=100)
    for name in "abc":
        kept.put((name,), b"x" * 40)
        kept.get(("a",))

    assert kept.get(("a",))
    assert kept.get(("b",)) is None
    assert kept.get(("c",))


def test_yesterdays_changes_are_forgotten_and_the_newest_is_kept(
    fresh: Databases, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE change SET at = now() - interval '3 days'"))

    tidy(fresh.owner, FILES)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM change")).scalar_one() == 1

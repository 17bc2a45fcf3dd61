"""Health tells the truth: 200 only when all is well."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from api.deployment import Databases
from api.health import examine
from api.main import create_app
from api.settings import Settings


@pytest.fixture
def empty_client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as made:
        yield made


def test_all_is_well_with_database_schema_and_data(client: TestClient) -> None:
    answer = client.get("/api/health")

    health = answer.json()
    assert answer.status_code == 200
    assert health["ok"]
    assert health["lock"]
    assert health["places"] > 0


def test_without_data_it_is_not_well(empty_client: TestClient) -> None:
    answer = empty_client.get("/api/health")

    assert answer.status_code == 503
    assert answer.json()["database"]
    assert not answer.json()["data"]


def test_a_schema_that_lags_behind_is_not_well(fresh: Databases) -> None:
    owner = create_engine(fresh.owner)
    with owner.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    owner.dispose()

    app = create_engine(fresh.app)
    health = examine(app)
    app.dispose()

    assert not health.ok
    assert not health.migrations


def test_a_database_that_is_away_is_said_not_raised() -> None:
    health = examine(create_engine("postgresql+psycopg://nobody@/none?host=/nowhere"))

    assert not health.ok
    assert not health.database


def test_with_one_role_the_lock_is_off(fresh: Databases) -> None:
    owner = create_engine(fresh.owner)
    health = examine(owner)
    owner.dispose()

    assert not health.lock

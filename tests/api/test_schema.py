"""The schema comes from the migrations alone, and each role may do what it should."""

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine

from api.deployment import Databases
from api.schema import alembic_config
from tests.conftest import dsn


def test_models_and_migrations_say_the_same(fresh: Databases) -> None:
    engine = create_engine(fresh.owner)
    with engine.begin() as connection:
        command.check(alembic_config(connection))
    engine.dispose()


def test_the_schema_goes_down_to_nothing_and_up_again(fresh: Databases) -> None:
    engine = create_engine(fresh.owner)
    for step, revision in ((command.downgrade, "base"), (command.upgrade, "head")):
        with engine.begin() as connection:
            step(alembic_config(connection), revision)
    with engine.begin() as connection:
        command.check(alembic_config(connection))
    engine.dispose()


@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE mine (id int)",
        "DROP TABLE place",
        "ALTER TABLE place ADD COLUMN x int",
        "TRUNCATE place",
        "DELETE FROM base.road",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_the_service_changes_rows_and_no_tables(fresh: Databases, forbidden: str) -> None:
    with psycopg.connect(dsn(fresh.app)) as connection:
        connection.execute("SELECT count(*) FROM place")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(forbidden)


def test_the_renderer_reads_the_base_map_and_nothing_else(fresh: Databases) -> None:
    with psycopg.connect(dsn(fresh.render), autocommit=True) as connection:
        connection.execute("SELECT count(*) FROM base.road")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT count(*) FROM place")
        with pytest.raises(psycopg.Error):
            connection.execute("DELETE FROM base.road")


def test_the_database_keeps_the_time_of_change(fresh: Databases) -> None:
    with psycopg.connect(dsn(fresh.app), autocommit=True) as connection:
        connection.execute(
            "INSERT INTO municipality (id, slug, name) VALUES (gen_random_uuid(), 'a', 'A')"
        )
        connection.execute("UPDATE municipality SET name = 'B'")
        [(later,)] = connection.execute("SELECT updated_at > created_at FROM municipality")

    assert later

"""Databases that a measurement makes and drops again, in the tests' own cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from api.cluster import PrivateCluster, default_state_folder
from api.deployment import Databases
from api.schema import migrate
from api.settings import CHECKOUT

SHARED = CHECKOUT.parent / "shared" / "data"
AALBORG = SHARED / "osm" / "aalborg-centrum-2024.osm.pbf"


@contextmanager
def scratch_database() -> Iterator[Databases]:
    """A migrated, empty database; it is gone afterwards."""
    cluster = PrivateCluster(_state())
    urls = cluster.start()
    name = f"bench_{uuid4().hex[:8]}"
    admin = plain(urls.admin, "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" OWNER naerhed_owner')
    with psycopg.connect(plain(urls.admin, name), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
        connection.execute("ALTER SCHEMA public OWNER TO naerhed_owner")
    found = Databases(*(_named(url, name) for url in (urls.owner, urls.app, urls.render)))
    engine = create_engine(found.owner)
    migrate(engine, app_url=found.app, render_url=found.render)
    engine.dispose()
    try:
        yield found
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def postmaster_pid() -> int:
    """The process of the cluster, whose children work for us."""
    return int((_state() / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


def plain(url: str, database: str | None = None) -> str:
    """An address as libpq takes it."""
    named = make_url(url).set(drivername="postgresql")
    if database:
        named = named.set(database=database)
    return named.render_as_string(hide_password=False)


def _state() -> Path:
    folder = default_state_folder(CHECKOUT)
    return folder.with_name(folder.name + "-test")


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)

"""What tests stand on: a real PostGIS of their own, real extracts, one transaction a test."""

import atexit
import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from api.cluster import PrivateCluster, default_state_folder
from api.deployment import Databases
from api.files.store import Files
from api.main import create_app
from api.schema import migrate
from api.settings import CHECKOUT, Settings
from data.demo import PACKAGED_EXTRACT
from data.imports import (
    GEOFA_CREDIT,
    OSM_CREDIT,
    REGISTER_CREDIT,
    import_institutions,
    import_osm,
    import_points,
)
from data.transaction import ImportJob

SHARED = CHECKOUT.parent / "shared" / "data"
STATE = Path(tempfile.mkdtemp(prefix="naerhed-tests-"))
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
FILES = Files.within(STATE)
"""For imports whose network nobody walks on."""


@dataclass(frozen=True, slots=True)
class Server:
    """The tests' own cluster: makes databases and drops them."""

    admin: str
    owner: str
    app: str
    render: str

    def create(self, name: str, *, template: str = "template1") -> Databases:
        with self._maintenance() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            connection.execute(f'ALTER DATABASE "{name}" OWNER TO naerhed_owner')
        if template == "template1":
            with psycopg.connect(dsn(_named(self.admin, name)), autocommit=True) as connection:
                connection.execute("CREATE EXTENSION postgis")
                connection.execute("ALTER SCHEMA public OWNER TO naerhed_owner")
        return Databases(
            owner=_named(self.owner, name),
            app=_named(self.app, name),
            render=_named(self.render, name),
        )

    def drop(self, name: str) -> None:
        with self._maintenance() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _maintenance(self) -> psycopg.Connection[Any]:
        return psycopg.connect(dsn(_named(self.admin, "postgres")), autocommit=True)


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def dsn(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A cluster in a state folder of its own: `make run`'s data is never touched."""
    folder = default_state_folder(CHECKOUT)
    cluster = PrivateCluster(folder.with_name(folder.name + "-test"))
    with (CHECKOUT / ".setup" / "test-cluster.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        urls = cluster.start()
        yield Server(admin=urls.admin, owner=urls.owner, app=urls.app, render=urls.render)
        with suppress(BlockingIOError):  # another test run goes on with it
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            cluster.stop()


@pytest.fixture(scope="session")
def template(server: Server) -> Iterator[str]:
    """A migrated, empty database that others are copied from."""
    name = f"template_{uuid4().hex[:8]}"
    migrate_databases(server.create(name))
    yield name
    server.drop(name)


def migrate_databases(databases: Databases) -> None:
    engine = create_engine(databases.owner)
    migrate(engine, app_url=databases.app, render_url=databases.render)
    engine.dispose()


@pytest.fixture
def fresh(server: Server, template: str) -> Iterator[Databases]:
    """A migrated, empty database for one test that commits."""
    name = f"test_{uuid4().hex[:8]}"
    yield server.create(name, template=template)
    server.drop(name)


@pytest.fixture(scope="session")
def shared_databases(server: Server, template: str) -> Iterator[Databases]:
    """A migrated, empty database that tests use in transactions they roll back."""
    name = f"session_{uuid4().hex[:8]}"
    yield server.create(name, template=template)
    server.drop(name)


@pytest.fixture
def owner_url(shared_databases: Databases) -> str:
    return shared_databases.owner


@pytest.fixture
def owner_connection(owner_url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection as owner, in a transaction that is rolled back."""
    connection = psycopg.connect(dsn(owner_url))
    yield connection
    connection.rollback()
    connection.close()


@pytest.fixture(scope="session")
def engine(shared_databases: Databases) -> Iterator[Engine]:
    made = create_engine(shared_databases.app)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session as the service's own role, in a transaction that is rolled back."""
    with engine.connect() as connection, connection.begin() as outer:
        with Session(
            bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as made:
            yield made
        outer.rollback()


@pytest.fixture
def settings(tmp_path: Path, shared_databases: Databases) -> Settings:
    return Settings(
        database_url=shared_databases.app,
        owner_database_url=shared_databases.owner,
        render_database_url=shared_databases.render,
        state=tmp_path,
        render_processes=1,
    )


@pytest.fixture(scope="session")
def helsinki() -> Path:
    """The extract that set-up takes from a package: always there."""
    assert PACKAGED_EXTRACT.exists(), "make setup brings it"
    return PACKAGED_EXTRACT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real Danish data; where it is missing, tests that need it are skipped by name."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED


@pytest.fixture(scope="session")
def aalborg(shared: Path) -> Path:
    return shared / "osm" / "aalborg-centrum-2024.osm.pbf"


@pytest.fixture(scope="session")
def christianshavn(shared: Path) -> Path:
    return shared / "osm" / "koebenhavn-christianshavn-2017.osm.pbf"


@pytest.fixture(scope="session")
def town(helsinki: Path) -> Path:
    """A real town's streets: Aalborg where the Danish data is, else the packaged extract."""
    extract = SHARED / "osm" / "aalborg-centrum-2024.osm.pbf"
    return extract if extract.exists() else helsinki


@pytest.fixture(scope="session")
def served_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def served(server: Server, template: str, town: Path, served_state: Path) -> Iterator[Databases]:
    """A database with a real town in it: streets, places, and institutions."""
    name = f"served_{uuid4().hex[:8]}"
    databases = server.create(name, template=template)
    register = SHARED / "register" / "institutioner-aalborg.csv"
    if register.exists():
        job = ImportJob(register, "register", "institutions", REGISTER_CREDIT)
        import_institutions(databases.owner, job)
    job = ImportJob(town, "town", "osm", OSM_CREDIT)
    files = Files.within(served_state)
    import_osm(databases.owner, job, files, institutions=not register.exists())
    points = SHARED / "geofa" / "geofa-punkter-aalborg.geojson"
    if points.exists():
        import_points(databases.owner, ImportJob(points, "geofa", "points", GEOFA_CREDIT))
    yield databases
    server.drop(name)


@pytest.fixture(scope="session")
def served_settings(served: Databases, served_state: Path) -> Settings:
    return Settings(
        database_url=served.app,
        owner_database_url=served.owner,
        render_database_url=served.render,
        state=served_state,
        render_processes=1,
    )


@pytest.fixture(scope="session")
def client(served_settings: Settings) -> Iterator[TestClient]:
    """The whole application on a real town."""
    with TestClient(create_app(served_settings), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def slug(client: TestClient) -> str:
    """An institution in the middle of the town, with places round it."""
    found = client.get("/api/institutions", params={"q": "Den Musikalske"}).json()["features"]
    if not found:
        found = client.get("/api/institutions").json()["features"]
    return str(found[0]["id"])


def scalar(session: Session, sql: str, **values: Any) -> Any:
    return session.execute(text(sql), values).scalar_one()

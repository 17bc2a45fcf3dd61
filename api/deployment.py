"""One running deployment: which databases it has, and its own cluster where it has none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.cluster import PrivateCluster
from api.database import make_engine
from api.files.store import Files
from api.schema import migrate
from api.settings import Settings


class DeploymentError(Exception):
    """What is wrong with the settings, and the way out, for the person who runs the service."""


@dataclass(frozen=True, slots=True)
class Databases:
    """The same database as three roles: DDL and imports, the service, the renderer."""

    owner: str
    app: str
    render: str


def cluster_of(settings: Settings) -> PrivateCluster:
    """The private cluster of a deployment. Raises DeploymentError where it may not have one."""
    if not settings.may_use_private_cluster:
        raise DeploymentError(
            "In production the database has to be named: set DATABASE_URL to a PostgreSQL server "
            "with PostGIS. To run a private cluster all the same, set NAERHED_PRIVATE_CLUSTER=1 "
            "and see to its backup yourself."
        )
    return PrivateCluster(settings.state)


def files_of(settings: Settings) -> Files:
    """The file store of a deployment: all its servers have the same."""
    if settings.files is None:
        return Files.within(settings.state)
    return Files(settings.files, cache=settings.state / "files-cache")


@contextmanager
def databases(settings: Settings, *, keep_alive: bool = False) -> Iterator[Databases]:
    """The deployment's databases, started where they are our own, the schema up to date."""
    if settings.database_url is not None:
        found = _named(settings)
        _bring_up_to_date(found)
        yield found
        return
    cluster = cluster_of(settings)
    urls = cluster.start()
    found = Databases(owner=urls.owner, app=urls.app, render=urls.render)
    _bring_up_to_date(found)
    if not keep_alive:
        yield found
        return
    with cluster.keep_alive():
        yield found


def with_databases(settings: Settings, found: Databases) -> Settings:
    """The settings with the URLs that a running deployment uses."""
    return settings.model_copy(
        update={
            "database_url": found.app,
            "owner_database_url": found.owner,
            "render_database_url": found.render,
        }
    )


def environment_of(settings: Settings, workers: int) -> dict[str, str]:
    """What the processes of one server are told: its databases, and their share of renderers."""
    assert settings.database_url is not None
    share = max(1, settings.render_processes // workers)
    return {
        "DATABASE_URL": settings.database_url,
        "NAERHED_OWNER_DATABASE_URL": settings.owner_database_url or "",
        "NAERHED_RENDER_DATABASE_URL": settings.render_database_url or "",
        "NAERHED_RENDER_PROCESSES": str(share),
    }


def _named(settings: Settings) -> Databases:
    app = settings.database_url
    assert app is not None
    return Databases(
        owner=settings.owner_database_url or app,
        app=app,
        render=settings.render_database_url or app,
    )


def _bring_up_to_date(found: Databases) -> None:
    engine = make_engine(found.owner)
    try:
        migrate(engine, app_url=found.app, render_url=found.render)
    finally:
        engine.dispose()

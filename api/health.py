"""Whether the service can do its work: database, schema, data and renderers."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from api.jobs.service import worker_is_alive
from api.schema import is_current, lock_is_on

router = APIRouter(prefix="/api", tags=["operation"])


class Health(BaseModel):
    """`ok` is what decides; `lock` tells whether the app's role is kept from changing tables,
    `worker` whether somebody does the jobs, `network` whether this server knows the paths."""

    ok: bool
    database: bool = False
    migrations: bool = False
    data: bool = False
    institutions: int = 0
    places: int = 0
    data_version: str | None = None
    lock: bool = False
    worker: bool = False
    network: bool = False
    renderers: dict[str, Any] = {}


@router.get("/health", responses={503: {"model": Health}})
def health(request: Request, response: Response) -> Health:
    """200 where all is well, else 503; the body says what is not."""
    found = examine(request.app.state.engine)
    found.renderers = request.app.state.tiles.health()
    if found.migrations:
        with Session(request.app.state.engine) as session:
            found.network = request.app.state.networks.current(session) is not None
    response.status_code = 200 if found.ok else 503
    response.headers["Cache-Control"] = "no-store"
    return found


def examine(engine: Engine) -> Health:
    found = Health(ok=False)
    try:
        with engine.connect() as connection:
            found.database = True
            found.migrations = is_current(connection)
            if not found.migrations:
                return found
            found.lock = lock_is_on(connection)
            found.worker = worker_is_alive(connection)
            row = connection.execute(
                text(
                    "SELECT (SELECT version FROM base.state),"
                    " (SELECT count(*) FROM institution WHERE NOT retired),"
                    " (SELECT count(*) FROM place WHERE state = 'public')"
                )
            ).one()
    except SQLAlchemyError:
        return found
    found.data_version, found.institutions, found.places = row
    found.data = found.data_version is not None and found.institutions > 0
    found.ok = found.data
    return found

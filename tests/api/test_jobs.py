"""Jobs: in the queue with the transaction that wants them, done by a worker, lost by nobody."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from procrastinate import PsycopgConnector
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from api.cli.jobs import tidy_at_night
from api.deployment import Databases
from api.health import examine
from api.jobs.queue import defer, queue
from api.jobs.worker import TOOLS, Tools, take_up_stalled
from api.settings import CHECKOUT, Settings
from tests.conftest import dsn

WITHIN_S = 20


@pytest.fixture
def engine(fresh: Databases) -> Iterator[Engine]:
    made = create_engine(fresh.app)
    yield made
    made.dispose()


@pytest.fixture
def settings(fresh: Databases) -> Settings:
    return Settings(database_url=fresh.app, owner_database_url=fresh.owner)


def jobs(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        sql = "SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id"
        return [(name, status) for name, status in connection.execute(text(sql))]


def do_all(databases: Databases, settings: Settings, engine: Engine) -> None:
    """What a worker does, once, in this process."""

    async def once() -> None:
        connector = PsycopgConnector(conninfo=dsn(databases.app))
        with queue.replace_connector(connector):
            async with queue.open_async():
                await queue.run_worker_async(
                    wait=False,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    additional_context={TOOLS: Tools(settings, engine)},
                )

    with ThreadPoolExecutor(1) as thread:  # browser tests leave a loop running in this one
        thread.submit(lambda: asyncio.run(once())).result()


def test_a_rollback_leaves_no_job_and_a_commit_leaves_one(engine: Engine) -> None:
    with Session(engine) as session:
        defer(session, tidy_at_night, timestamp=0)
        session.rollback()
    assert jobs(engine) == []

    with Session(engine) as session:
        defer(session, tidy_at_night, timestamp=0)
        session.commit()
    assert jobs(engine) == [("tidy", "todo")]


def test_a_worker_does_what_waits(fresh: Databases, settings: Settings, engine: Engine) -> None:
    with Session(engine) as session:
        session.execute(text("INSERT INTO change (at) VALUES (now() - interval '9 days')"))
        session.execute(text("INSERT INTO change DEFAULT VALUES"))
        defer(session, tidy_at_night, timestamp=0)
        session.commit()

    do_all(fresh, settings, engine)

    assert ("tidy", "todo") not in jobs(engine)
    with engine.connect() as connection:
        old = "SELECT count(*) FROM change WHERE at < now() - interval '1 day'"
        assert connection.execute(text(old)).scalar_one() == 0


def test_the_job_of_a_worker_that_died_is_taken_up(
    fresh: Databases, settings: Settings, engine: Engine
) -> None:
    with Session(engine) as session:
        defer(session, tidy_at_night, timestamp=0)
        defer(session, take_up_stalled, timestamp=0)
        session.execute(
            text("""
                WITH dead AS (
                    INSERT INTO procrastinate_workers (last_heartbeat)
                    VALUES (now() - interval '1 hour') RETURNING id
                )
                UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id
                FROM dead WHERE task_name = 'tidy'
            """)
        )
        session.commit()

    do_all(fresh, settings, engine)
    do_all(fresh, settings, engine)

    assert ("tidy", "doing") not in jobs(engine)


@pytest.fixture
def worker(fresh: Databases) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {
        **os.environ, "DATABASE_URL": fresh.app, "NAERHED_OWNER_DATABASE_URL": fresh.owner
    }  # fmt: skip
    command = [sys.executable, "-m", "api.cli", "worker", "--as-child"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, cwd=CHECKOUT, env=environment, stderr=subprocess.DEVNULL
    ) as process:
        yield process
        process.kill()


def wait_until(holds: Callable[[], Any]) -> None:
    give_up = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.1)


def test_health_says_whether_a_worker_is_there(
    engine: Engine, worker: "subprocess.Popen[bytes]"
) -> None:
    wait_until(lambda: examine(engine).worker)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(WITHIN_S) == 0
    assert not examine(engine).worker


def test_a_worker_ends_with_its_server(engine: Engine, worker: "subprocess.Popen[bytes]") -> None:
    wait_until(lambda: examine(engine).worker)
    assert worker.stdin

    worker.stdin.close()

    assert worker.wait(WITHIN_S) == 0


def test_a_worker_goes_on_when_the_database_was_away(
    engine: Engine, fresh: Databases, worker: "subprocess.Popen[bytes]"
) -> None:
    wait_until(lambda: examine(engine).worker)
    with engine.connect() as connection:
        connection.execute(
            text("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        )

    with Session(engine) as session:
        defer(session, tidy_at_night, timestamp=0)
        session.commit()

    wait_until(lambda: ("tidy", "todo") not in jobs(engine))
    assert worker.poll() is None

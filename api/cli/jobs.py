"""`naerhed worker`, and what it does at night that needs the importers."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from procrastinate import JobContext
from sqlmodel import Session

from api.areas.service import all_municipalities
from api.crossings.service import find_missing, store_missing
from api.deployment import files_of
from api.jobs.queue import queue
from api.jobs.worker import tools_of, work
from api.reach.networks import Networks
from api.settings import Settings
from data.imports import quiet, tidy

STOP_WITHIN_S = 25


@queue.periodic(cron="17 3 * * *")
@queue.task(name="tidy", queueing_lock="tidy", pass_context=True)
def tidy_at_night(context: JobContext, timestamp: int) -> None:
    """What imports left behind and old marks of changes go, the planner learns of the new."""
    settings = tools_of(context).settings
    tidy(settings.owner_database_url or settings.database_url or "", files_of(settings))


@queue.periodic(cron="37 3 * * *")
@queue.task(name="crossings", queueing_lock="crossings", pass_context=True)
def find_crossings_at_night(context: JobContext, timestamp: int) -> None:
    """The crossings that are missed most, of every municipality."""
    tools = tools_of(context)
    networks = Networks(files_of(tools.settings))
    with Session(tools.engine) as session:
        for one in all_municipalities(session):
            store_missing(session, one, find_missing(session, networks, one, quiet))
            session.commit()


def run_worker(settings: Settings, *, as_child: bool) -> None:
    """Work until told to stop; a child ends with its parent, however that came to its end."""
    if as_child:
        threading.Thread(target=_end_with_input, daemon=True).start()
    asyncio.run(work(settings))


@contextmanager
def worker_beside(environment: Mapping[str, str]) -> Iterator[None]:
    """A worker in a process of its own for as long as the server runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "worker", "--as-child"],
        stdin=subprocess.PIPE,
        env={**os.environ, **environment},
        start_new_session=True,  # Ctrl-C in a terminal is for the server alone
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)

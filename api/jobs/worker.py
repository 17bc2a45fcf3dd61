"""A worker: does the jobs of the queue, and goes on when the database was away."""

import asyncio
import logging
from dataclasses import dataclass

from procrastinate import JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine

from api.database import make_engine
from api.jobs.queue import queue
from api.settings import Settings

log = logging.getLogger("naerhed.jobs")

AT_ONCE = 2
AGAIN_AFTER_S = 5
GRACE_S = 20
STALLED_AFTER_S = 60
TOOLS = "tools"


@dataclass(frozen=True, slots=True)
class Tools:
    """What tasks work with: the settings, and the database as the service's own role."""

    settings: Settings
    engine: Engine


def tools_of(context: JobContext) -> Tools:
    tools = context.additional_context[TOOLS]
    assert isinstance(tools, Tools)
    return tools


async def work(settings: Settings) -> None:
    """Do jobs until told to stop (SIGINT, SIGTERM)."""
    assert settings.database_url is not None
    tools = Tools(settings, make_engine(settings.database_url))
    conninfo = settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
    while True:
        connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=AT_ONCE + 2)
        try:
            with queue.replace_connector(connector):
                async with queue.open_async():
                    await queue.run_worker_async(
                        concurrency=AT_ONCE,
                        delete_jobs="successful",
                        shutdown_graceful_timeout=GRACE_S,
                        additional_context={TOOLS: tools},
                    )
            return
        except (ConnectorException, OSError) as error:
            log.warning("the database is away (%s); trying again", type(error).__name__)
            await asyncio.sleep(AGAIN_AFTER_S)


@queue.periodic(cron="*/2 * * * *")
@queue.task(name="take_up_stalled", queueing_lock="take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that died in the middle are done by another."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
        log.warning("taken up again: %s", job.task_name)
        await manager.retry_job(job)

"""The queue: tasks register here, requests put jobs in on their own connection."""

from typing import Any

from procrastinate import App, SyncPsycopgConnector
from procrastinate.tasks import Task
from sqlmodel import Session

queue = App(connector=SyncPsycopgConnector())
"""Without connections of its own: `defer` brings the request's, a worker has others."""


def defer(session: Session, task: Task[..., Any, ...], **arguments: Any) -> None:
    """Have a task done once this transaction is committed; a rollback leaves no job."""
    connection = session.connection().connection.driver_connection
    task.configure(connection=connection).defer(**arguments)

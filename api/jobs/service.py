"""Whether somebody does the jobs."""

from sqlalchemy import Connection, text

SEEN_WITHIN_S = 45
"""Workers say every ten seconds that they are there."""
ALIVE = text("""
    SELECT EXISTS (SELECT FROM procrastinate_workers
                   WHERE last_heartbeat > now() - make_interval(secs => :seconds))
""")


def worker_is_alive(connection: Connection) -> bool:
    return bool(connection.execute(ALIVE, {"seconds": SEEN_WITHIN_S}).scalar_one())

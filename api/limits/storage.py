"""Counters in PostgreSQL, for the strategies of the library `limits`."""

from typing import Any

from limits.storage import Storage
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

HIT = text("""
    INSERT INTO rate (key, hits, ends_at)
    VALUES (:key, :amount, now() + make_interval(secs => :expiry))
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN rate.ends_at > now() THEN rate.hits ELSE 0 END + excluded.hits,
        ends_at = CASE WHEN rate.ends_at > now() THEN rate.ends_at ELSE excluded.ends_at END
    RETURNING hits
""")
HITS = text("SELECT hits FROM rate WHERE key = :key AND ends_at > now()")
ENDS = text("SELECT extract(epoch FROM ends_at) FROM rate WHERE key = :key AND ends_at > now()")
SWEEP = text("DELETE FROM rate WHERE ends_at <= now()")


class PostgresStorage(Storage):
    """Every server of a deployment counts in the same place."""

    STORAGE_SCHEME = None

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        with self._engine.begin() as connection:
            values = {"key": key, "expiry": expiry, "amount": amount}
            hits = int(connection.execute(HIT, values).scalar_one())
            if hits == amount:  # a new window: a good moment to forget the old ones
                connection.execute(SWEEP)
            return hits

    def get(self, key: str) -> int:
        return int(self._scalar(HITS, key=key) or 0)

    def get_expiry(self, key: str) -> float:
        return float(self._scalar(ENDS, key=key) or 0)

    def check(self) -> bool:
        return self._scalar(text("SELECT true")) is True

    def reset(self) -> int | None:
        with self._engine.begin() as connection:
            return connection.execute(text("DELETE FROM rate")).rowcount

    def clear(self, key: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text("DELETE FROM rate WHERE key = :key"), {"key": key})

    def _scalar(self, statement: Any, **values: Any) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(statement, values).scalar_one_or_none()

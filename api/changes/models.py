from sqlalchemy import BigInteger, Column, Identity, Table, func

from api.database import Timestamp, metadata

change = Table(
    "change",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", Timestamp, nullable=False, index=True, server_default=func.clock_timestamp()),
)
"""Rows become visible with the change itself: whoever sees the same rows sees the same data."""

KEPT_DAYS = 1
"""Longer than any change takes; more rows than that would only have to be counted."""

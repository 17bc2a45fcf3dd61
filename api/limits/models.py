from sqlalchemy import Column, DateTime, Integer, String, Table

from api.database import metadata

rate = Table(
    "rate",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
    prefixes=["UNLOGGED"],
)
"""Counters that live for a minute or so: after a crash they begin again, and no backup has them."""

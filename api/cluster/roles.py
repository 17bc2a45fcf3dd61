"""The database and its roles: who may change the schema, who uses it, who only reads."""

import psycopg
from psycopg import sql

from api.cluster.urls import ADMIN, APP, DATABASE, OWNER, RENDER

# Until everything is in it the database has another name, so that a kill leaves none half-made.
UNFINISHED = f"{DATABASE}_unfinished"
EXTENSIONS = ("postgis", "pg_trgm")


def ensure_database(host: str, port: int) -> None:
    """Make the database, its extensions and its roles, unless they are there."""
    with psycopg.connect(
        host=host, port=port, user=ADMIN, dbname="postgres", autocommit=True
    ) as server:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if server.execute(known, [DATABASE]).fetchone():
            return
        _ensure_roles(server)
        server.execute(f"DROP DATABASE IF EXISTS {UNFINISHED}")
        server.execute(f"CREATE DATABASE {UNFINISHED} OWNER {OWNER}")
        with psycopg.connect(
            host=host, port=port, user=ADMIN, dbname=UNFINISHED, autocommit=True
        ) as database:
            _furnish(database)
        server.execute(f"ALTER DATABASE {UNFINISHED} RENAME TO {DATABASE}")


def _ensure_roles(server: psycopg.Connection) -> None:
    for role in (OWNER, APP, RENDER):
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    server.execute(f"ALTER ROLE {RENDER} SET default_transaction_read_only = on")
    server.execute(f"ALTER ROLE {RENDER} SET statement_timeout = '20s'")


def _furnish(database: psycopg.Connection) -> None:
    for name in EXTENSIONS:
        database.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
    database.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
    database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    database.execute(f"REVOKE ALL ON DATABASE {UNFINISHED} FROM PUBLIC")
    database.execute(f"GRANT CONNECT ON DATABASE {UNFINISHED} TO {APP}, {RENDER}")

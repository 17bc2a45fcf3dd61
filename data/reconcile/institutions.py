"""Institutions from registers: found by number, merged by name and nearness, else new."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from psycopg import Connection
from psycopg.types.json import Jsonb

from api.links.codes import new_code, slugify
from api.tables import read_table
from data.reconcile.outcome import Outcome
from data.reconcile.statements import statements


def reconcile_institutions(
    connection: Connection[Any], *, source_id: int, source_name: str, kind: str
) -> Outcome:
    """Bring `incoming_institution` to the institutions, as what source `source_id` says."""
    sql = statements("institutions")
    stamp = {"source": source_name, "role": "import", "at": datetime.now(UTC).isoformat()}
    params = {"source": source_id, "name": source_name, "kind": kind, "stamp": Jsonb(stamp)}

    def run(name: str) -> int:
        return connection.execute(sql[name], params).rowcount

    _make_municipalities(connection)
    connection.execute("CREATE TEMP TABLE touched_institution (id uuid PRIMARY KEY) ON COMMIT DROP")
    before = run("said")
    run("gone")
    run("said_otherwise")
    run("fresh")
    merged = run("same_key_elsewhere") + run("near_by_name")
    _make_keys(connection)
    added = run("new_institutions")
    run("links")
    run("keep_what_is_said")
    run("touch_fresh")
    run("resolved")
    restored = run("restore")
    changed = max(0, run("change") - added)
    retired = run("retire")
    return Outcome(
        added=added,
        changed=changed,
        unchanged=max(0, before - added - changed - merged - restored),
        retired=retired,
        restored=restored,
        merged=merged,
    )


def _make_municipalities(connection: Connection[Any]) -> None:
    codes = {name: code for code, name in read_table("municipalities")["name"].items()}
    connection.execute(
        "CREATE TEMP TABLE new_municipality (id uuid, slug text, name text, code text)"
        " ON COMMIT DROP"
    )
    names = connection.execute(
        "SELECT DISTINCT municipality FROM incoming_institution WHERE municipality IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO new_municipality VALUES (%s, %s, %s, %s)",
            [(uuid4(), slugify(name) or new_code(), name, codes.get(name)) for (name,) in names],
        )
    connection.execute(statements("institutions")["municipalities"])


def _make_keys(connection: Connection[Any]) -> None:
    """An id, a code and a slug nobody ever had for each institution that is new."""
    connection.execute(
        "CREATE TEMP TABLE new_institution_key (ref text, id uuid, code text, slug text)"
        " ON COMMIT DROP"
    )
    taken = {key for (key,) in connection.execute("SELECT key FROM link WHERE space = 'i'")}
    rows = connection.execute(
        "SELECT ref, name, facts->>'city' FROM fresh_institution WHERE entity_id IS NULL"
        " ORDER BY ref"
    ).fetchall()
    with connection.cursor() as cursor:
        for ref, name, city in rows:
            code = new_code()
            slug = next(s for s in _slugs(name, city, code) if s and s not in taken)
            taken.add(slug)
            cursor.execute(
                "INSERT INTO new_institution_key VALUES (%s, %s, %s, %s)",
                (ref, uuid4(), code, slug),
            )
    connection.execute(
        "UPDATE fresh_institution f SET entity_id = n.id FROM new_institution_key n"
        " WHERE n.ref = f.ref"
    )


def _slugs(name: str, city: str | None, code: str) -> Iterator[str]:
    """Shortest first: the name, the name and its town, the name and a code."""
    yield slugify(name)
    if city:
        yield slugify(f"{name} {city}")
    yield slugify(f"{name} {code}")

"""Places from open data: found again by their key, merged with what lies near, else new."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from psycopg import Connection
from psycopg.types.json import Jsonb

from api.links.codes import new_code, slugify
from api.tables import categories
from data.reconcile.outcome import Outcome
from data.reconcile.statements import statements

Params = dict[str, Any]


def reconcile_places(
    connection: Connection[Any], *, source_id: int, source_name: str, kind: str
) -> Outcome:
    """Bring `incoming_place` to the places, as what source `source_id` says from now on."""
    sql = statements("places")
    stamp = {"source": source_name, "role": "import", "at": datetime.now(UTC).isoformat()}
    params: Params = {
        "source": source_id, "name": source_name, "kind": kind, "stamp": Jsonb(stamp)
    }  # fmt: skip

    def run(name: str) -> int:
        return connection.execute(sql[name], params).rowcount

    _fill_families(connection, sql["families"])
    connection.execute("CREATE TEMP TABLE touched (id uuid PRIMARY KEY) ON COMMIT DROP")
    before = _count(connection, "incoming_place")
    run("gone")
    run("said_otherwise")
    run("fresh")
    merged = run("same_object_elsewhere") + run("near_another_sources_place")
    merged += run("one_of_several_points")
    _make_keys(connection)
    added = run("new_places")
    run("links")
    run("keep_what_is_said")
    run("touch_joined")
    run("resolved")
    restored = run("restore")
    changed = run("change")
    retired = run("retire")
    settle_places(connection)
    return Outcome(
        added=added,
        changed=changed,
        unchanged=max(0, before - added - changed - merged - restored),
        retired=retired,
        restored=restored,
        merged=merged,
    )


def settle_places(connection: Connection[Any]) -> None:
    """What follows from all data together: the street beside, the municipality around."""
    sql = statements("places")
    for name in ("near_street", "municipality_by_code", "municipality_by_neighbour"):
        connection.execute(sql[name])


def _fill_families(connection: Connection[Any], create: str) -> None:
    connection.execute(create)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO family VALUES (%s, %s, %s, %s)",
            [(c.key, c.family, c.merge_m, c.public) for c in categories().values()],
        )


def _make_keys(connection: Connection[Any]) -> None:
    """An id, a code and a slug for each object that becomes a place of its own."""
    connection.execute(
        "CREATE TEMP TABLE new_key (ref text, id uuid, code text, slug text) ON COMMIT DROP"
    )
    rows = connection.execute(
        "SELECT ref, COALESCE(name, category) FROM fresh WHERE entity_id IS NULL AND head IS NULL"
    )
    with connection.cursor() as cursor, cursor.copy("COPY new_key FROM STDIN") as copy:
        for ref, title in rows:
            code = new_code()
            slug = f"{slugify(title)}-{code}".strip("-")
            copy.write_row((ref, str(uuid4()), code, slug))
    connection.execute("UPDATE fresh f SET entity_id = n.id FROM new_key n WHERE n.ref = f.ref")


def _count(connection: Connection[Any], table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0

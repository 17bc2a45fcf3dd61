"""Alembic's environment. `naerhed migrate` hands over the connection; so do the tests."""

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from api.models import metadata

EXTENSION_TABLES = {"spatial_ref_sys"}
QUEUE = "procrastinate_"


def _include_object(obj: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    if kind == "table" and name and (name in EXTENSION_TABLES or name.startswith(QUEUE)):
        return False
    return bool(alembic_helpers.include_object(obj, name, kind, reflected, other))


def _include_name(name: str | None, kind: str, parents: Any) -> bool:
    return name in (None, "base") if kind == "schema" else True


def _render_item(kind: str, obj: Any, autogen: Any) -> str | bool:
    if kind == "type" and isinstance(obj, AutoString):
        return f"sa.String(length={obj.length})" if obj.length else "sa.Text()"
    return alembic_helpers.render_item(kind, obj, autogen)


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_schemas=True,
    include_name=_include_name,
    include_object=_include_object,
    process_revision_directives=alembic_helpers.writer,
    render_item=_render_item,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

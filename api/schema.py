"""The schema's life: migrate to the newest revision, and give each role its rights."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

MIGRATION_LOCK = 0x6E616572
"""Advisory lock: of several servers that start at once, one migrates and the others wait."""


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    config.set_main_option(
        "file_template", "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    config.attributes["connection"] = connection
    return config


def migrate(owner: Engine, *, app_url: str, render_url: str) -> None:
    """Bring the schema to the newest revision and grant what app and renderer may do."""
    with owner.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        command.upgrade(alembic_config(connection), "head")
        grant_rights(connection, app_url=app_url, render_url=render_url)


def is_current(connection: Connection) -> bool:
    """Whether the database stands at the newest revision that this code knows."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def grant_rights(connection: Connection, *, app_url: str, render_url: str) -> None:
    """The app writes rows and changes no table; the renderer reads the base map only."""
    owner = connection.execute(text("SELECT current_user")).scalar_one()
    quote = connection.dialect.identifier_preparer.quote
    app, render = make_url(app_url).username, make_url(render_url).username
    if app and app != owner:
        connection.execute(text(f"GRANT USAGE ON SCHEMA public, base TO {quote(app)}"))
        connection.execute(
            text(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public "
                f"TO {quote(app)}"
            )
        )
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA base TO {quote(app)}"))
        connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quote(app)}"))
        connection.execute(
            text(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {quote(app)}")
        )
    if render and render not in (owner, app):
        connection.execute(text(f"GRANT USAGE ON SCHEMA base TO {quote(render)}"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA base TO {quote(render)}"))


def lock_is_on(app: Connection) -> bool:
    """Whether the app's role is kept from changing tables."""
    return not app.execute(
        text("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
    ).scalar_one()

"""jobs: the tables of procrastinate, as the installed version brings them"""

from collections.abc import Sequence

from alembic import op
from procrastinate.schema import SchemaManager

revision: str = '0007'
down_revision: str | Sequence[str] | None = '0006'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("events", "periodic_defers", "jobs", "workers")
TYPES = ("job_to_defer_v1", "job_event_type", "job_status")
FUNCTIONS = """
    DO $$
    DECLARE name regprocedure;
    BEGIN
        FOR name IN SELECT oid::regprocedure FROM pg_proc
                    WHERE proname ~ '^procrastinate_' AND pronamespace = 'public'::regnamespace
        LOOP
            EXECUTE format('DROP FUNCTION %s CASCADE', name);
        END LOOP;
    END $$
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())


def downgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    for table in TABLES:
        connection.execute(f"DROP TABLE procrastinate_{table} CASCADE")
    connection.execute(FUNCTIONS)
    for kind in TYPES:
        connection.execute(f"DROP TYPE procrastinate_{kind}")

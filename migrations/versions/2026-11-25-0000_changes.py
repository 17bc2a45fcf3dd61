"""changes"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0006'
down_revision: str | Sequence[str] | None = '0005'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SHOWN = ("municipality", "institution", "place", "text", "stored_file", "source", "base.state")
"""Tables that pages are made of."""


def upgrade() -> None:
    op.create_table(
        'change',
        sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_change')),
    )
    op.create_index(op.f('ix_change_at'), 'change', ['at'])
    op.execute("""
        CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.change DEFAULT VALUES;
            RETURN NULL;
        END $$
    """)
    for table in SHOWN:
        op.execute(f"""
            CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION note_change()
        """)
    op.execute("INSERT INTO change DEFAULT VALUES")


def downgrade() -> None:
    op.execute("DROP FUNCTION note_change() CASCADE")
    op.drop_index(op.f('ix_change_at'), table_name='change')
    op.drop_table('change')

"""rate limits"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0004'
down_revision: str | Sequence[str] | None = '0003'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'rate',
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('hits', sa.Integer(), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_rate')),
        prefixes=['UNLOGGED'],
    )
    op.create_index(op.f('ix_rate_ends_at'), 'rate', ['ends_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_rate_ends_at'), table_name='rate')
    op.drop_table('rate')

"""walking reach"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography, Geometry

revision: str = '0008'
down_revision: str | Sequence[str] | None = '0007'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SHOWN = ("knowledge", "missing_crossing", "base.network")
"""Tables that pages are made of."""
FENCES_OF_LOADS = """
    DO $$
    DECLARE load integer;
    BEGIN
        FOR load IN SELECT 0 UNION SELECT id FROM base.load
        LOOP
            EXECUTE format(
                'CREATE TABLE base_part.fence_%s PARTITION OF base.fence FOR VALUES IN (%s)',
                load, load);
        END LOOP;
    END $$
"""


def upgrade() -> None:
    op.create_geospatial_table(
        'fence',
        sa.Column('source_id', sa.Integer(), nullable=False),
        sa.Column('load_id', sa.Integer(), server_default='0', nullable=False),
        sa.Column('osm_type', sa.String(length=1), nullable=False),
        sa.Column('osm_id', sa.BigInteger(), nullable=False),
        sa.Column('version', sa.Integer(), server_default='0', nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.Column('kind', sa.Text(), nullable=True),
        sa.Column('geom', Geometry(srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
        sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_fence')),
        schema='base',
        postgresql_partition_by='LIST (load_id)',
    )
    op.create_geospatial_index('idx_fence_geom', 'fence', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.execute(FENCES_OF_LOADS)
    op.create_table(
        'network',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('key', sa.String(length=32), nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_network')),
        schema='base',
    )
    op.create_geospatial_table(
        'knowledge',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('municipality_id', sa.Uuid(), nullable=True),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('institution_id', sa.Uuid(), nullable=True),
        sa.Column('general', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('shape', Geography(srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography', nullable=False), nullable=False),
        sa.Column('role', sa.String(length=40), nullable=False),
        sa.Column('noted_on', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(length=300), nullable=True),
        sa.Column('source_id', sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> 'gate' OR institution_id IS NOT NULL", name=op.f('ck_knowledge_gate')),
        sa.CheckConstraint("kind IN ('gate', 'shut', 'path', 'danger')", name=op.f('ck_knowledge_kind')),
        sa.CheckConstraint('general OR institution_id IS NOT NULL', name=op.f('ck_knowledge_holds_somewhere')),
        sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_knowledge_institution_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_knowledge_municipality_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_knowledge_source_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge')),
    )
    op.create_geospatial_index('idx_knowledge_shape', 'knowledge', ['shape'], unique=False, postgresql_using='gist', postgresql_ops={})
    for column in ('institution_id', 'municipality_id', 'source_id', 'updated_at'):
        op.create_index(op.f(f'ix_knowledge_{column}'), 'knowledge', [column], unique=False)
    op.create_geospatial_table(
        'missing_crossing',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('municipality_id', sa.Uuid(), nullable=False),
        sa.Column('rank', sa.Integer(), nullable=False),
        sa.Column('location', Geography(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography', nullable=False), nullable=False),
        sa.Column('cause', sa.String(length=20), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=True),
        sa.Column('gap_m', sa.Float(), nullable=False),
        sa.Column('gained_m', sa.Float(), nullable=False),
        sa.Column('institutions', sa.Integer(), nullable=False),
        sa.Column('places', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_missing_crossing_municipality_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_missing_crossing')),
        sa.UniqueConstraint('municipality_id', 'rank', name=op.f('uq_missing_crossing_municipality_id_rank')),
    )
    op.drop_geospatial_column('institution', 'gates')
    op.execute("""
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON knowledge
        FOR EACH ROW EXECUTE FUNCTION set_updated_at()
    """)
    for table in SHOWN:
        op.execute(f"""
            CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION note_change()
        """)


def downgrade() -> None:
    op.add_geospatial_column('institution', sa.Column('gates', Geography(geometry_type='MULTIPOINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True))
    op.drop_geospatial_table('missing_crossing')
    op.drop_geospatial_index('idx_knowledge_shape', table_name='knowledge', postgresql_using='gist', column_name='shape')
    op.drop_geospatial_table('knowledge')
    op.drop_table('network', schema='base')
    op.drop_geospatial_index('idx_fence_geom', table_name='fence', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('fence', schema='base')

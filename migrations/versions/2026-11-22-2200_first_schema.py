"""first schema"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography, Geometry
from sqlalchemy.dialects import postgresql

revision: str = '0001'
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TOUCHED = ("municipality", "institution", "place", "text", "stored_file")
"""Tables whose `updated_at` the database keeps itself, whoever writes."""


PARTITIONED = (
    "land", "water", "waterway", "building", "road", "rail", "place_name", "address",
    "walk_way", "walk_node",
)
"""Layers of the base map: each load of a source makes a partition of every one."""


def make_first_partitions() -> None:
    for table in PARTITIONED:
        op.execute(f"CREATE TABLE base_part.{table}_0 PARTITION OF base.{table} FOR VALUES IN (0)")


def keep_updated_at() -> None:
    op.execute("""
        CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.updated_at := now();
            RETURN NEW;
        END $$
    """)
    for table in TOUCHED:
        op.execute(f"""
            CREATE TRIGGER set_updated_at BEFORE UPDATE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION set_updated_at()
        """)


def tell_who_set_what() -> None:
    """`provenance` maps a field to {source, role, at}; the role of an import is 'import'."""
    op.execute("""
        CREATE FUNCTION set_by_person(provenance jsonb, field text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN COALESCE(provenance -> field ->> 'role' <> 'import', false)
    """)
    op.execute("""
        CREATE FUNCTION any_set_by_person(provenance jsonb) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN jsonb_path_exists(provenance, '$.*.role ? (@ <> "import")')
    """)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.execute("CREATE SCHEMA IF NOT EXISTS base")
    op.execute("CREATE SCHEMA IF NOT EXISTS base_part")
    op.create_geospatial_table('state',
    sa.Column('id', sa.SmallInteger(), nullable=False),
    sa.Column('version', sa.String(length=16), nullable=False),
    sa.Column('coverage', Geometry(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_state')),
    schema='base'
    )
    op.create_geospatial_index('idx_state_coverage', 'state', ['coverage'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('street',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('rank', sa.SmallInteger(), nullable=False),
    sa.Column('length_m', sa.REAL(), nullable=False),
    sa.Column('geom', Geometry(geometry_type='LINESTRING', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_street')),
    schema='base'
    )
    op.create_geospatial_index('idx_street_geom', 'street', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_street_name'), 'street', ['name'], unique=False, schema='base')
    op.create_table('link',
    sa.Column('space', sa.String(length=8), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('entity', sa.String(length=20), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('space', 'key', name=op.f('pk_link'))
    )
    op.create_index(op.f('ix_link_entity_id'), 'link', ['entity_id'], unique=False)
    op.create_table('municipality',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('code', name=op.f('uq_municipality_code')),
    sa.UniqueConstraint('slug', name=op.f('uq_municipality_slug'))
    )
    op.create_geospatial_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('rules_sha256', sa.String(length=64), nullable=False),
    sa.Column('attribution', sa.String(length=200), nullable=False),
    sa.Column('data_date', sa.DateTime(timezone=True), nullable=True),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('coverage', Geometry(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('report', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('name', name=op.f('uq_source_name'))
    )
    op.create_geospatial_index('idx_source_coverage', 'source', ['coverage'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_table('load',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_load_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_load')),
    sa.UniqueConstraint('source_id', name=op.f('uq_load_source_id')),
    schema='base'
    )
    op.create_geospatial_table('address',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('street', sa.Text(), nullable=True),
    sa.Column('house_number', sa.Text(), nullable=True),
    sa.Column('postcode', sa.Text(), nullable=True),
    sa.Column('city', sa.Text(), nullable=True),
    sa.Column('geom', Geometry(geometry_type='POINT', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_address')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_address_geom', 'address', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('building',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('house_number', sa.Text(), nullable=True),
    sa.Column('area', sa.REAL(), nullable=True),
    sa.Column('geom', Geometry(srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_building')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_building_geom', 'building', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('land',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('area', sa.REAL(), nullable=True),
    sa.Column('geom', Geometry(srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_land')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_land_geom', 'land', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('place_name',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('geom', Geometry(geometry_type='POINT', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_place_name')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_place_name_geom', 'place_name', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('rail',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('service', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('bridge', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('tunnel', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('geom', Geometry(geometry_type='GEOMETRY', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_rail')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_rail_geom', 'rail', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('road',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('ref', sa.Text(), nullable=True),
    sa.Column('bridge', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('tunnel', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('link', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('sidewalk', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('level', sa.SmallInteger(), server_default='0', nullable=False),
    sa.Column('geom', Geometry(geometry_type='GEOMETRY', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_road')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_road_geom', 'road', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('sea',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('load_id', sa.Integer(), nullable=False),
    sa.Column('geom', Geometry(geometry_type='POLYGON', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sea')),
    schema='base'
    )
    op.create_geospatial_index('idx_sea_geom', 'sea', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('walk_node',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('tags', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('geom', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_walk_node')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_table('walk_way',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('part', sa.SmallInteger(), nullable=False),
    sa.Column('tags', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('node_ids', sa.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('geom', Geometry(geometry_type='LINESTRING', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', 'part', name=op.f('pk_walk_way')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_table('water',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('area', sa.REAL(), nullable=True),
    sa.Column('geom', Geometry(srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_water')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_water_geom', 'water', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('waterway',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('load_id', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('osm_type', sa.String(length=1), nullable=False),
    sa.Column('osm_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('tunnel', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('geom', Geometry(geometry_type='GEOMETRY', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('load_id', 'osm_type', 'osm_id', name=op.f('pk_waterway')),
    schema='base',
    postgresql_partition_by='LIST (load_id)'
    )
    op.create_geospatial_index('idx_waterway_geom', 'waterway', ['geom'], unique=False, schema='base', postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_table('institution',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('ownership', sa.String(length=40), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('postcode', sa.String(length=12), nullable=True),
    sa.Column('city', sa.String(length=80), nullable=True),
    sa.Column('location', Geography(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography', nullable=False), nullable=False),
    sa.Column('gates', Geography(geometry_type='MULTIPOINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True),
    sa.Column('walking_group', sa.String(length=40), nullable=True),
    sa.Column('minutes', sa.Float(), nullable=True),
    sa.Column('detour_factor', sa.Float(), nullable=True),
    sa.Column('retired', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('provenance', postgresql.JSONB(astext_type=sa.Text()), server_default='{}', nullable=False),
    sa.CheckConstraint('detour_factor >= 1 AND detour_factor <= 3', name=op.f('ck_institution_detour_factor')),
    sa.CheckConstraint('minutes > 0 AND minutes <= 120', name=op.f('ck_institution_minutes')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_institution_municipality_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_institution')),
    sa.UniqueConstraint('code', name=op.f('uq_institution_code')),
    sa.UniqueConstraint('slug', name=op.f('uq_institution_slug'))
    )
    op.create_geospatial_index('idx_institution_location', 'institution', ['location'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_institution_municipality_id'), 'institution', ['municipality_id'], unique=False)
    op.create_geospatial_table('source_object',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('entity', sa.String(length=20), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=False),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.Column('location', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.Column('area', Geometry(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('entrances', Geometry(geometry_type='MULTIPOINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_source_object_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('source_id', 'ref', name=op.f('pk_source_object'))
    )
    op.create_index(op.f('ix_source_object_entity_id'), 'source_object', ['entity_id'], unique=False)
    op.create_table('stored_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_stored_file_municipality_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('sha256', name=op.f('uq_stored_file_sha256'))
    )
    op.create_index(op.f('ix_stored_file_municipality_id'), 'stored_file', ['municipality_id'], unique=False)
    op.create_table('text',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('entity', sa.String(length=20), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('licence', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_text_municipality_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text'))
    )
    op.create_index(op.f('ix_text_entity_id'), 'text', ['entity_id'], unique=False)
    op.create_index(op.f('ix_text_municipality_id'), 'text', ['municipality_id'], unique=False)
    op.create_geospatial_table('place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('own_institution_id', sa.Uuid(), nullable=True),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('goals', postgresql.ARRAY(sa.String(length=20)), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.Column('near', sa.String(length=200), nullable=True),
    sa.Column('location', Geography(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography', nullable=False), nullable=False),
    sa.Column('area', Geography(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True),
    sa.Column('entrances', Geography(geometry_type='MULTIPOINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True),
    sa.Column('arrival', Geography(srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), sa.Computed('COALESCE(entrances, area, location)', persisted=True), nullable=True),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), server_default='{}', nullable=False),
    sa.Column('open_data', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('visited', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('merged_into_id', sa.Uuid(), nullable=True),
    sa.Column('provenance', postgresql.JSONB(astext_type=sa.Text()), server_default='{}', nullable=False),
    sa.CheckConstraint("state IN ('candidate', 'own_institution', 'public', 'retired')", name=op.f('ck_place_state')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['place.id'], name=op.f('fk_place_merged_into_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_place_municipality_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['own_institution_id'], ['institution.id'], name=op.f('fk_place_own_institution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('code', name=op.f('uq_place_code')),
    sa.UniqueConstraint('slug', name=op.f('uq_place_slug'))
    )
    op.create_geospatial_index('idx_place_arrival', 'place', ['arrival'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_index('idx_place_location', 'place', ['location'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_place_merged_into_id'), 'place', ['merged_into_id'], unique=False)
    op.create_index(op.f('ix_place_municipality_id'), 'place', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_place_own_institution_id'), 'place', ['own_institution_id'], unique=False)
    op.create_index(op.f('ix_place_state_category'), 'place', ['state', 'category'], unique=False)
    make_first_partitions()
    keep_updated_at()
    tell_who_set_what()


def downgrade() -> None:
    op.drop_index(op.f('ix_place_state_category'), table_name='place')
    op.drop_index(op.f('ix_place_own_institution_id'), table_name='place')
    op.drop_index(op.f('ix_place_municipality_id'), table_name='place')
    op.drop_index(op.f('ix_place_merged_into_id'), table_name='place')
    op.drop_geospatial_index('idx_place_location', table_name='place', postgresql_using='gist', column_name='location')
    op.drop_geospatial_index('idx_place_arrival', table_name='place', postgresql_using='gist', column_name='arrival')
    op.drop_geospatial_table('place')
    op.drop_index(op.f('ix_text_municipality_id'), table_name='text')
    op.drop_index(op.f('ix_text_entity_id'), table_name='text')
    op.drop_table('text')
    op.drop_index(op.f('ix_stored_file_municipality_id'), table_name='stored_file')
    op.drop_table('stored_file')
    op.drop_index(op.f('ix_source_object_entity_id'), table_name='source_object')
    op.drop_table('source_object')
    op.drop_index(op.f('ix_institution_municipality_id'), table_name='institution')
    op.drop_geospatial_index('idx_institution_location', table_name='institution', postgresql_using='gist', column_name='location')
    op.drop_geospatial_table('institution')
    op.drop_geospatial_index('idx_waterway_geom', table_name='waterway', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('waterway', schema='base')
    op.drop_geospatial_index('idx_water_geom', table_name='water', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('water', schema='base')
    op.drop_geospatial_table('walk_way', schema='base')
    op.drop_geospatial_table('walk_node', schema='base')
    op.drop_geospatial_index('idx_sea_geom', table_name='sea', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('sea', schema='base')
    op.drop_geospatial_index('idx_road_geom', table_name='road', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('road', schema='base')
    op.drop_geospatial_index('idx_rail_geom', table_name='rail', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('rail', schema='base')
    op.drop_geospatial_index('idx_place_name_geom', table_name='place_name', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('place_name', schema='base')
    op.drop_geospatial_index('idx_land_geom', table_name='land', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('land', schema='base')
    op.drop_geospatial_index('idx_building_geom', table_name='building', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('building', schema='base')
    op.drop_geospatial_index('idx_address_geom', table_name='address', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('address', schema='base')
    op.drop_table('load', schema='base')
    op.drop_geospatial_index('idx_source_coverage', table_name='source', postgresql_using='gist', column_name='coverage')
    op.drop_geospatial_table('source')
    op.drop_table('municipality')
    op.drop_index(op.f('ix_link_entity_id'), table_name='link')
    op.drop_table('link')
    op.drop_index(op.f('ix_street_name'), table_name='street', schema='base')
    op.drop_geospatial_index('idx_street_geom', table_name='street', schema='base', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('street', schema='base')
    op.drop_geospatial_index('idx_state_coverage', table_name='state', schema='base', postgresql_using='gist', column_name='coverage')
    op.drop_geospatial_table('state', schema='base')
    op.execute("DROP FUNCTION set_updated_at() CASCADE")
    op.execute("DROP FUNCTION set_by_person")
    op.execute("DROP FUNCTION any_set_by_person")
    op.execute("DROP SCHEMA base")
    op.execute("DROP SCHEMA base_part")

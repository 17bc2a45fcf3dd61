"""map from afar"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision: str = '0005'
down_revision: str | Sequence[str] | None = '0004'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FILL = (
    """
    INSERT INTO base.far_road (kind, x, y, geom)
    SELECT kind, x, y, ST_Simplify(ST_LineMerge(ST_Collect(geom)), 4.78)
    FROM (
        SELECT kind, floor((ST_XMin(geom) + ST_XMax(geom)) / 2 / 4000)::int AS x,
               floor((ST_YMin(geom) + ST_YMax(geom)) / 2 / 4000)::int AS y, (ST_Dump(geom)).geom
        FROM base.road
        WHERE shown AND NOT tunnel AND NOT sidewalk AND kind IN (
            'motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'minor', 'pedestrian')
    ) line
    GROUP BY kind, x, y
    """,
    *(
        f"""
        INSERT INTO base.far_{layer} ({columns}, x, y, geom)
        SELECT {columns}, floor((ST_XMin(geom) + ST_XMax(geom)) / 2 / 4000)::int,
               floor((ST_YMin(geom) + ST_YMax(geom)) / 2 / 4000)::int,
               ST_SimplifyPreserveTopology(geom, 4.78)
        FROM base.{layer} WHERE shown AND area > 1460.7 ORDER BY osm_id
        """
        for layer, columns in (("land", "kind, area"), ("water", "area"))
    ),
)


def upgrade() -> None:
    for table, columns in (
        ('far_road', [sa.Column('kind', sa.Text(), nullable=False)]),
        ('far_land', [sa.Column('kind', sa.Text()), sa.Column('area', sa.REAL(), nullable=False)]),
        ('far_water', [sa.Column('area', sa.REAL(), nullable=False)]),
    ):
        op.create_geospatial_table(
            table,
            sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
            *columns,
            sa.Column('x', sa.Integer(), nullable=False),
            sa.Column('y', sa.Integer(), nullable=False),
            sa.Column('geom', Geometry(srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
            sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
            schema='base',
        )
        op.create_index(op.f(f'ix_{table}_x_y'), table, ['x', 'y'], schema='base')
    for fill in FILL:
        op.execute(fill)
    for table in ('far_road', 'far_land', 'far_water'):
        op.create_geospatial_index(f'idx_{table}_geom', table, ['geom'], schema='base', postgresql_using='gist', postgresql_ops={})


def downgrade() -> None:
    for table in ('far_road', 'far_land', 'far_water'):
        op.drop_geospatial_table(table, schema='base')

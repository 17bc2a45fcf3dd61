"""search"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision: str = '0002'
down_revision: str | Sequence[str] | None = '0001'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FOLD = r"""
    CREATE FUNCTION search_fold(phrase text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT ' ' || trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(
                lower(translate(normalize(phrase, NFKD), 'ÆØ', 'æø')),
                '[\u0300-\u036f''’´`]+', '', 'g'),
            'aa|ae|æ', 'a', 'g'), 'oe|ø', 'o', 'g'), 'ß', 'ss', 'g'),
            '[\s[:punct:]–—·«»“”„…]+', ' ', 'g'))
    $$
"""
"""What people may type in several ways is one: ` aalborg` and `Ålborg`, `Kærby` and `kaerby`.
Starts with a space, so that ` word` is the start of a word."""
WORDS_OF_TWO = """
    CREATE FUNCTION search_words(varchar, varchar) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT public.search_fold(coalesce($1, '') || ' ' || coalesce($2, ''))
    $$
"""
WORDS_OF_FOUR = """
    CREATE FUNCTION search_words(varchar, varchar, varchar, varchar) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT public.search_fold(coalesce($1, '') || ' ' || coalesce($2, '') || ' '
                                  || coalesce($3, '') || ' ' || coalesce($4, ''))
    $$
"""
STREETS_THAT_ARE_THERE = """
    CREATE TEMP TABLE osm_street_name ON COMMIT DROP AS
    SELECT name FROM base.street UNION SELECT street FROM base.address WHERE street IS NOT NULL
"""
THEIR_HOUSES = """
    WITH house AS (
        SELECT a.street AS name, postcode, city, geom,
               lower(replace(house_number, ' ', '')) AS number
        FROM base.address a JOIN osm_street_name t ON t.name = a.street
        WHERE shown AND house_number IS NOT NULL
    ), unsaid AS (
        SELECT DISTINCT name FROM house WHERE postcode IS NULL OR city IS NULL
    ), part AS (
        SELECT h.* FROM house h JOIN unsaid USING (name)
        UNION ALL
        SELECT s.name, NULL, NULL, s.geom, NULL
        FROM base.street s JOIN osm_street_name t USING (name)
        WHERE NOT EXISTS (SELECT FROM house h WHERE h.name = s.name)
    ), apart AS (
        SELECT *, ST_ClusterDBSCAN(geom, 2000, 1) OVER (PARTITION BY name) AS cluster
        FROM part
    ), mostly AS (
        SELECT name, cluster, mode() WITHIN GROUP (ORDER BY postcode) AS postcode,
               mode() WITHIN GROUP (ORDER BY city) AS city, ST_Collect(geom) AS parts
        FROM apart GROUP BY 1, 2
    ), complete AS (
        SELECT name, postcode, city, number, geom, NULL AS cluster
        FROM house h WHERE NOT EXISTS (SELECT FROM unsaid u WHERE u.name = h.name)
        UNION ALL
        SELECT a.name, COALESCE(a.postcode, m.postcode), COALESCE(a.city, m.city, town.name),
               number, geom, cluster
        FROM apart a JOIN mostly m USING (name, cluster)
        LEFT JOIN LATERAL (
            SELECT p.name FROM base.place_name p
            WHERE m.city IS NULL AND shown AND kind = ANY ('{city,town,village,hamlet,suburb}')
            ORDER BY p.geom <-> m.parts LIMIT 1
        ) town ON true
    ), entry AS (
        SELECT name, postcode, city, ST_Collect(geom) AS parts,
               COALESCE(array_agg(number) FILTER (WHERE number IS NOT NULL), '{}') AS numbers,
               ST_Multi(ST_Collect(geom) FILTER (WHERE number IS NOT NULL)) AS houses
        FROM complete GROUP BY name, postcode, city, cluster
    )
    INSERT INTO base.search_street (name, postcode, city, words, house_numbers, houses, geom)
    SELECT name, postcode, city, search_fold(concat_ws(' ', name, postcode, city)), numbers, houses,
           ST_ClosestPoint(parts, ST_Centroid(parts))
    FROM entry
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for function in (FOLD, WORDS_OF_TWO, WORDS_OF_FOUR):
        op.execute(function)
    for table, words in (
        ("institution", "search_words(name, address, postcode, city)"),
        ("place", "search_words(name, near)"),
    ):
        column = sa.Column("words", sa.Text(), sa.Computed(words, persisted=True))
        op.add_column(table, column)
        _index_words(table)
    op.create_geospatial_table(
        'search_street',
        sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('postcode', sa.Text(), nullable=True),
        sa.Column('city', sa.Text(), nullable=True),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('house_numbers', postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column('houses', Geometry(geometry_type='MULTIPOINT', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
        sa.Column('geom', Geometry(geometry_type='POINT', srid=3857, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_search_street')),
        schema='base',
    )
    op.create_index(op.f('ix_search_street_name'), 'search_street', ['name'], schema='base')
    op.execute(STREETS_THAT_ARE_THERE)
    op.execute(THEIR_HOUSES)
    op.execute("DROP TABLE osm_street_name")
    _index_words("search_street", schema="base")


def _index_words(table: str, schema: str | None = None) -> None:
    op.create_index(
        op.f(f"ix_{table}_words"), table, ["words"], schema=schema,
        postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"},
    )


def downgrade() -> None:
    op.drop_index(op.f('ix_search_street_words'), table_name='search_street', schema='base')
    op.drop_index(op.f('ix_search_street_name'), table_name='search_street', schema='base')
    op.drop_geospatial_table('search_street', schema='base')
    for table in ("place", "institution"):
        op.drop_index(op.f(f"ix_{table}_words"), table_name=table)
        op.drop_column(table, "words")
    op.execute("DROP FUNCTION search_words(varchar, varchar, varchar, varchar)")
    op.execute("DROP FUNCTION search_words(varchar, varchar)")
    op.execute("DROP FUNCTION search_fold(text)")

"""The layers of the base map, schema `base`, Web Mercator (EPSG:3857) unless said otherwise.

Each row came with a load, the one import of a source that counts, and each load has a partition
of every layer in schema `base_part`: filled and indexed while the last one is still read, and
dropped as a whole; partition 0 is for rows that no load brought. Where two sources hold the same
OpenStreetMap object, both rows stay and the newest one is `shown`, so that removing a source gives
the other's back. A row that is not `complete` lacks nodes that the file had cut away: it loses
against a whole one.
"""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    func,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import REAL

from api.database import metadata, words_index

SCHEMA = "base"


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _geometry(kind: str, srid: int = 3857, *, index: bool = True) -> Column[Any]:
    return Column("geom", Geometry(kind, srid=srid, spatial_index=index), nullable=False)


def _objects(name: str, *columns: Column[Any], key: tuple[str, ...] = ()) -> Table:
    return Table(
        name,
        metadata,
        Column("source_id", Integer, nullable=False),
        Column("load_id", Integer, nullable=False, server_default="0"),
        Column("osm_type", String(1), nullable=False),
        Column("osm_id", BigInteger, nullable=False),
        Column("version", Integer, nullable=False, server_default="0"),
        Column("changed_at", DateTime(timezone=True)),
        Column("complete", Boolean, nullable=False, server_default=true()),
        Column("shown", Boolean, nullable=False, server_default=true()),
        *columns,
        PrimaryKeyConstraint("load_id", "osm_type", "osm_id", *key),
        schema=SCHEMA,
        postgresql_partition_by="LIST (load_id)",
    )


def _layer(name: str, geometry_type: str, *columns: Column[Any]) -> Table:
    return _objects(name, *columns, _geometry(geometry_type))


land = _layer("land", "GEOMETRY", Column("kind", Text), Column("name", Text), Column("area", REAL))
water = _layer(
    "water", "GEOMETRY", Column("kind", Text), Column("name", Text), Column("area", REAL)
)
waterway = _layer(
    "waterway", "GEOMETRY", Column("kind", Text), Column("name", Text), _flag("tunnel")
)
building = _layer("building", "GEOMETRY", Column("house_number", Text), Column("area", REAL))
road = _layer(
    "road",
    "GEOMETRY",
    Column("kind", Text),
    Column("name", Text),
    Column("ref", Text),
    _flag("bridge"),
    _flag("tunnel"),
    _flag("link"),
    _flag("sidewalk"),
    Column("level", SmallInteger, nullable=False, server_default="0"),
)
rail = _layer(
    "rail", "GEOMETRY", Column("kind", Text), _flag("service"), _flag("bridge"), _flag("tunnel")
)
fence = _layer("fence", "GEOMETRY", Column("kind", Text))
place_name = _layer(
    "place_name", "POINT", Column("kind", Text), Column("name", Text), Column("population", Integer)
)
address = _layer(
    "address",
    "POINT",
    Column("street", Text),
    Column("house_number", Text),
    Column("postcode", Text),
    Column("city", Text),
)

load = Table(
    "load",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False, unique=True),
    schema=SCHEMA,
)
"""The import that counts of each source of OpenStreetMap."""

sea = Table(
    "sea",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("load_id", Integer, nullable=False),
    _geometry("POLYGON"),
    schema=SCHEMA,
)
street = Table(
    "street",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("rank", SmallInteger, nullable=False),
    Column("length_m", REAL, nullable=False),
    _geometry("LINESTRING"),
    schema=SCHEMA,
)
"""Names on merged lines, derived from the shown roads. `rank` 1 is a motorway, 7 a path."""


def _far(name: str, geometry_type: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        *columns,
        Column("x", Integer, nullable=False),
        Column("y", Integer, nullable=False),
        _geometry(geometry_type),
        Index(None, "x", "y"),
        schema=SCHEMA,
    )


far_road = _far("far_road", "GEOMETRY", Column("kind", Text, nullable=False))
far_land = _far("far_land", "GEOMETRY", Column("kind", Text), Column("area", REAL, nullable=False))
far_water = _far("far_water", "GEOMETRY", Column("area", REAL, nullable=False))
"""The same from afar, in squares of land numbered by `x` and `y`: for whole municipalities."""

search_street = Table(
    "search_street",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("postcode", Text),
    Column("city", Text),
    Column("words", Text, nullable=False),
    Column("house_numbers", ARRAY(Text), nullable=False),
    Column("houses", Geometry("MULTIPOINT", srid=3857, spatial_index=False)),
    _geometry("POINT", index=False),
    words_index("search_street"),
    schema=SCHEMA,
)
"""What the search knows of streets: each once a town, a point of `houses` for each of
`house_numbers`, in small letters and without blanks; `words` are folded by `search_fold`."""

walk_way = _objects(
    "walk_way",
    Column("part", SmallInteger, nullable=False),
    Column("tags", JSONB, nullable=False),
    Column("node_ids", ARRAY(BigInteger), nullable=False),
    _geometry("LINESTRING", 4326, index=False),
    key=("part",),
)
"""Ways that may matter to someone on foot, as mapped, with one point for each node: one part for
each run without a gap, and for each ring of an open surface that is a relation."""

walk_node = _objects(
    "walk_node", Column("tags", JSONB, nullable=False), _geometry("POINT", 4326, index=False)
)
"""Crossings, barriers and entrances: nodes that change what walking over them means."""

state = Table(
    "state",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("version", String(16), nullable=False),
    Column("coverage", Geometry("MULTIPOLYGON", srid=4326)),
    schema=SCHEMA,
)
"""One row: the version of all map data together, part of every tile's URL, and its outline."""

network = Table(
    "network",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("key", String(32)),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    schema=SCHEMA,
)
"""Versions of the pedestrian network; the last row is the one that counts. `key` names its folder
in the file store (see data/network/store.py); null where there is nothing to walk on."""

LAYERS = (
    land, water, waterway, building, road, rail, fence, place_name, address, walk_way, walk_node
)  # fmt: skip

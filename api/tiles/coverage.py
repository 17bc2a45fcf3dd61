"""Where the map data is, so that the emptiness around it costs nothing."""

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from api.basemap.models import state
from web.cartography.grid import Tile

NAMES_REACH_OUT = 0.5
"""Names near the edge may lie across it: this many tiles around the data are drawn too."""


class Coverage:
    """The outline of one data version, kept until the version changes."""

    def __init__(self, database_url: str) -> None:
        self._engine = create_engine(
            database_url, poolclass=NullPool, connect_args={"connect_timeout": 5}
        )
        self.version: str | None = None
        self._outline: BaseGeometry = shapely.Polygon()

    def read(self) -> None:
        """Take up the outline that holds now; where the database is away, the old one stays."""
        try:
            with self._engine.connect() as connection:
                row = connection.execute(select(state.c.version, state.c.coverage)).one_or_none()
        except SQLAlchemyError:
            return
        if row is not None:
            outline = to_shape(row.coverage) if row.coverage is not None else shapely.Polygon()
            shapely.prepare(outline)
            self.version, self._outline = row.version, outline

    def is_outside(self, data_version: str, tile: Tile) -> bool:
        """Whether nothing of this tile has data; False where that is not known."""
        if data_version != self.version:
            return False
        west, south, east, north = tile.lonlat_box()
        x, y = NAMES_REACH_OUT * (east - west), NAMES_REACH_OUT * (north - south)
        return not self._outline.intersects(shapely.box(west - x, south - y, east + x, north + y))

"""The grid of map tiles: which pictures there are, and where on earth they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan, degrees, pi, sinh

from web.cartography.tables import FIRST_ZOOM, LAST_ZOOM

TILE_PX = 256
HALF_WORLD_M = pi * 6_378_137

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        side = 2**self.z if FIRST_ZOOM <= self.z <= LAST_ZOOM else 0
        return 0 <= self.x < side and 0 <= self.y < side

    def lonlat_box(self) -> Box:
        """West, south, east, north in degrees."""
        side = 2**self.z
        return (
            self.x / side * 360 - 180,
            _latitude((self.y + 1) / side),
            (self.x + 1) / side * 360 - 180,
            _latitude(self.y / side),
        )

    def metatile(self, scale: int) -> "Metatile":
        """The square of tiles that is drawn in one go, so that names have room in it.

        Close by a square may be larger: there is less in it. At double density it has four
        times the pixels, and the first tile has to wait for all of them.
        """
        size = 8 if self.z > 15 and scale == 1 else 4
        return Metatile(self.z, self.x - self.x % size, self.y - self.y % size, size)


@dataclass(frozen=True, slots=True)
class Metatile:
    """`size` times `size` tiles; x and y are those of the north-western one."""

    z: int
    x: int
    y: int
    size: int

    def tiles(self) -> Iterator[Tile]:
        for row in range(self.size):
            for column in range(self.size):
                yield Tile(self.z, self.x + column, self.y + row)

    def mercator_box(self) -> Box:
        """West, south, east, north in metres of Web Mercator."""
        tile_m = 2 * HALF_WORLD_M / 2**self.z
        west, north = self.x * tile_m - HALF_WORLD_M, HALF_WORLD_M - self.y * tile_m
        return west, north - self.size * tile_m, west + self.size * tile_m, north


def _latitude(fraction_from_north: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * fraction_from_north))))

"""What a map tile costs: drawn now, from disk, from memory; on a town copied ten times ten.

Work is that of server, renderers and PostgreSQL together, shared out among the tiles of a metatile.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from math import asinh, pi, radians, tan
from pathlib import Path
from statistics import median

import httpx2 as httpx
from rich.console import Console
from rich.table import Table

from api.deployment import Databases
from api.files.store import Files
from bench._copied_town import copied_town
from bench._database import AALBORG, postmaster_pid, scratch_database
from bench._load import load
from bench._serving import Server, serving
from bench._work import worked_s
from data.demo import PACKAGED_EXTRACT
from data.imports import OSM_CREDIT, import_osm
from data.transaction import ImportJob
from web.cartography.grid import Tile
from web.cartography.tables import FIRST_ZOOM, LAST_ZOOM

SIDE = 10
METATILES = 10
LOADED_ZOOM = 17
GOAL_MS = {1: 25, 2: 45}


def main() -> None:
    town = AALBORG if AALBORG.exists() else PACKAGED_EXTRACT
    file = copied_town(town, Path(tempfile.gettempdir()) / "naerhed-bench", SIDE)
    with scratch_database() as databases, tempfile.TemporaryDirectory() as state:
        import_osm(
            databases.owner, ImportJob(file, "town", "osm", OSM_CREDIT), Files.within(Path(state))
        )
        measure(databases, Path(state), f"{town.name}, {SIDE} x {SIDE} times")


def measure(databases: Databases, state: Path, title: str) -> None:
    with serving(databases, state) as server:
        version, outline = about(server)
        table = Table(title=f"Tiles drawn now: CPU ms a tile ({title})")
        for column in ("zoom", "@1x", "@2x", "tiles in a metatile"):
            table.add_column(column, justify="right")
        costs: dict[int, list[float]] = {1: [], 2: []}
        for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
            row, sizes = [], []
            for scale in (1, 2):
                tiles = list(islice(one_of_each_metatile(zoom, scale, outline), METATILES))
                ms, size = cold(server, version, tiles, scale)
                costs[scale].append(ms)
                row.append(f"{ms:.1f}")
                sizes.append(f"{size}²")
            table.add_row(str(zoom), *row, " / ".join(sizes))
        table.caption = ", ".join(
            f"median @{scale}x {median(costs[scale]):.1f} ms (goal {GOAL_MS[scale]})"
            for scale in costs
        )
        Console().print(table)
        paths = [address(version, tile, 1) for tile in inside(LOADED_ZOOM, outline)]
        draw_all(server, version, outline)
    with serving(databases, state) as server:
        load(server.url, paths[:1])
        report("from disk", load(server.url, paths).per_second, 1200)
        few = paths[:400]
        load(server.url, few)
        report("from memory", load(server.url, few * 10).per_second, 3000)


def report(what: str, per_second: float, goal: int) -> None:
    Console().print(f"{what}: {per_second:,.0f} tiles a second (goal {goal:,}), 4 connections")


def about(server: Server) -> tuple[str, tuple[float, float, float, float]]:
    """The version that stands in addresses of tiles, and the box of the data in degrees."""
    moved = httpx.get(f"{server.url}/tiles/x/11/0/0.webp").headers["location"]
    coordinates = httpx.get(f"{server.url}/api/coverage").json()["geometry"]["coordinates"]
    corners = coordinates[0][0] if isinstance(coordinates[0][0][0], list) else coordinates[0]
    lons, lats = zip(*corners, strict=True)
    return moved.split("/")[2], (min(lons), min(lats), max(lons), max(lats))


def inside(zoom: int, outline: tuple[float, float, float, float]) -> Iterator[Tile]:
    """The tiles of a zoom that lie wholly in the data, or touch it where none is that small."""
    west, south, east, north = outline
    corner, other = tile_of(west, north, zoom), tile_of(east, south, zoom)
    whole = corner.x + 2 < other.x and corner.y + 2 < other.y
    for y in range(corner.y + whole, other.y + 1 - whole):
        for x in range(corner.x + whole, other.x + 1 - whole):
            yield Tile(zoom, x, y)


def tile_of(lon: float, lat: float, zoom: int) -> Tile:
    side = 2**zoom
    x = (lon + 180) / 360 * side
    y = (1 - asinh(tan(radians(lat))) / pi) / 2 * side
    return Tile(zoom, int(x), int(y))


def one_of_each_metatile(
    zoom: int, scale: int, outline: tuple[float, float, float, float]
) -> Iterator[Tile]:
    seen = defaultdict(list)
    for tile in inside(zoom, outline):
        seen[tile.metatile(scale)].append(tile)
    fullest = max(map(len, seen.values()))
    yield from (tiles[0] for tiles in seen.values() if len(tiles) == fullest)


def cold(server: Server, version: str, tiles: list[Tile], scale: int) -> tuple[float, int]:
    """CPU milliseconds a tile, and how many tiles wide a metatile is."""
    before = worked_s(server.pid) + worked_s(postmaster_pid())
    for tile in tiles:
        assert httpx.get(server.url + address(version, tile, scale)).status_code == 200
    work = worked_s(server.pid) + worked_s(postmaster_pid()) - before
    size = tiles[0].metatile(scale).size
    return work * 1000 / len(tiles) / size**2, size


def draw_all(server: Server, version: str, outline: tuple[float, float, float, float]) -> None:
    for square in {tile.metatile(1) for tile in inside(LOADED_ZOOM, outline)}:
        tile = Tile(square.z, square.x, square.y)
        httpx.get(server.url + address(version, tile, 1), timeout=30)


def address(version: str, tile: Tile, scale: int) -> str:
    dense = "@2x" if scale == 2 else ""
    return f"/tiles/{version}/{tile.z}/{tile.x}/{tile.y}{dense}.webp"


if __name__ == "__main__":
    main()

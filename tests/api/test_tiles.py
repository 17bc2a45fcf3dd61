"""Tiles over HTTP: cached, versioned, and there again after whatever dies."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import asinh, pi, radians, tan
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy.engine import make_url

from api.deployment import Databases
from api.errors import TryLater
from api.main import create_app
from api.settings import CHECKOUT, Settings
from api.tiles import renderers, service
from api.tiles.cache import Picture, TileCache
from api.tiles.memory import OVERHEAD_BYTES, RecentPictures
from api.tiles.renderers import RenderError, Renderers
from api.tiles.service import TileService, tile_url_template, tile_version
from api.tiles.versions import DataVersion
from tests.conftest import Server, dsn
from web.cartography.grid import Tile

OUTSIDE = "16/100/100"


@pytest.fixture
def tile_settings(served_settings: Settings, tmp_path: Path) -> Settings:
    return served_settings.model_copy(update={"state": tmp_path})


@pytest.fixture
def tiles(tile_settings: Settings) -> Iterator[TestClient]:
    """The service with an empty tile cache and one renderer."""
    with TestClient(create_app(tile_settings), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="module")
def inside(served: Databases) -> Tile:
    """A tile in the middle of the data."""
    sql = "SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(coverage) AS c FROM base.state) AS s"
    with psycopg.connect(dsn(served.render)) as connection:
        row = connection.execute(sql).fetchone()
    assert row
    side = 2**18
    north = (1 - asinh(tan(radians(row[1]))) / pi) / 2
    return Tile(18, int((row[0] + 180) / 360 * side), int(north * side))


def of(client: TestClient) -> TileService:
    found: TileService = client.app.state.tiles  # type: ignore[attr-defined]
    return found


def address(client: TestClient, tile: Tile | str, ending: str = ".webp") -> str:
    place = tile if isinstance(tile, str) else f"{tile.z}/{tile.x}/{tile.y}"
    return f"/tiles/{tile_version(of(client).data_version())}/{place}{ending}"


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def drawn_files(settings: Settings) -> list[Path]:
    return [path for path in (settings.state / "tiles").rglob("*.webp") if path.is_file()]


@pytest.mark.parametrize(
    ("ending", "kind", "size"),
    [
        (".webp", "WEBP", 256),
        ("@2x.webp", "WEBP", 512),
        (".png", "PNG", 256),
        ("@2x.png", "PNG", 512),
    ],
)
def test_a_tile_comes_in_each_density_and_encoding(
    tiles: TestClient, inside: Tile, ending: str, kind: str, size: int
) -> None:
    answer = tiles.get(address(tiles, inside, ending))

    picture = Image.open(io.BytesIO(answer.content))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"image/{kind.lower()}"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in answer.headers
    assert (picture.format, picture.size) == (kind, (size, size))
    assert len(picture.convert("RGB").getcolors(2**24) or ()) > 20


def test_the_page_gets_the_address_with_the_version_filled_in(tiles: TestClient) -> None:
    version = of(tiles).data_version()

    template = tile_url_template(version)

    assert template == f"/tiles/{tile_version(version)}/{{z}}/{{x}}/{{y}}{{r}}.webp"
    assert str(version) in template


def test_who_has_the_tile_already_gets_no_second_one(tiles: TestClient, inside: Tile) -> None:
    first = tiles.get(address(tiles, inside))

    again = tiles.get(address(tiles, inside), headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_an_old_page_still_shows_a_map(tiles: TestClient, inside: Tile) -> None:
    old = address(tiles, inside).replace(tile_version(of(tiles).data_version()), "older-version")

    answer = tiles.get(old, follow_redirects=False)

    assert answer.status_code == 307
    assert answer.headers["location"] == address(tiles, inside)
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert tiles.get(old).status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "10/1/1.webp",
        "20/1/1.webp",
        "16/65536/1.webp",
        "16/1/65536.webp",
        "16/-1/1.webp",
        "16/01/1.webp",
        "16/1/1.gif",
        "16/1/1@3x.webp",
        "16/1/1.webp/",
        "16/٣/1.webp",
        f"16/{'9' * 5000}/1.webp",
        "16/1/../../../../etc/passwd",
        "",
    ],
)
def test_what_is_no_tile_is_not_found(tiles: TestClient, place: str) -> None:
    answer = tiles.get(f"/tiles/any/{place}")

    assert answer.status_code == 404
    assert "text/html" in answer.headers["content-type"]


def test_outside_the_data_is_one_shared_tile(tiles: TestClient, tile_settings: Settings) -> None:
    one, other = (tiles.get(address(tiles, f"{OUTSIDE}{n}")) for n in (1, 2))

    assert one.status_code == 200
    assert one.content == other.content
    assert len(drawn_files(tile_settings)) == 1


def test_a_service_without_data_shows_that_there_is_none(settings: Settings) -> None:
    with TestClient(create_app(settings)) as empty:
        answer = empty.get(address(empty, "16/34574/20060", "@2x.webp"))

        assert "/none-" in address(empty, "16/34574/20060")
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).size == (512, 512)


def test_a_drawn_square_is_not_drawn_again(
    tiles: TestClient, inside: Tile, tile_settings: Settings
) -> None:
    tiles.get(address(tiles, inside))
    times = {path: path.stat().st_mtime_ns for path in drawn_files(tile_settings)}

    neighbour = Tile(18, inside.x ^ 1, inside.y)
    answers = [tiles.get(address(tiles, tile)) for tile in (inside, neighbour)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert {path: path.stat().st_mtime_ns for path in drawn_files(tile_settings)} == times
    assert len(times) == 64


def test_a_restarted_server_finds_what_was_drawn(tile_settings: Settings, inside: Tile) -> None:
    with TestClient(create_app(tile_settings)) as first:
        drawn = first.get(address(first, inside)).content
    with TestClient(create_app(tile_settings)) as second:
        for pid in of(second).health()["pids"]:
            os.kill(pid, signal.SIGSTOP)  # whoever asked a renderer now would wait

        answer = second.get(address(second, inside))

        for pid in of(second).health()["pids"]:
            os.kill(pid, signal.SIGCONT)
    assert answer.content == drawn


def test_a_tile_cut_short_by_a_power_cut_is_drawn_again(
    tile_settings: Settings, inside: Tile
) -> None:
    with TestClient(create_app(tile_settings)) as first:
        drawn = first.get(address(first, inside)).content
    for path in drawn_files(tile_settings):
        path.write_bytes(b"")
    with TestClient(create_app(tile_settings)) as second:
        assert second.get(address(second, inside)).content == drawn


def test_a_killed_renderer_is_replaced_and_the_tile_still_comes(
    tiles: TestClient, inside: Tile
) -> None:
    [pid] = of(tiles).health()["pids"]
    os.kill(pid, signal.SIGKILL)

    answer = tiles.get(address(tiles, inside))

    assert answer.status_code == 200
    assert of(tiles).health()["pids"] != [pid]


def test_a_renderer_killed_in_the_middle_of_its_work_is_replaced(
    tiles: TestClient, inside: Tile
) -> None:
    [pid] = of(tiles).health()["pids"]
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()

    answer = tiles.get(address(tiles, inside))

    assert answer.status_code == 200
    assert of(tiles).health()["replaced"] == 1
    assert of(tiles).health()["ok"]


def test_a_lost_database_connection_is_made_anew(
    tiles: TestClient, tile_settings: Settings, inside: Tile, server: Server
) -> None:
    tiles.get(address(tiles, inside))
    database = make_url(str(tile_settings.render_database_url)).database
    with psycopg.connect(dsn(server.admin), autocommit=True) as admin:
        ended = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE usename = 'naerhed_render' AND datname = %s",
            [database],
        ).fetchone()

    answer = tiles.get(address(tiles, inside, "@2x.webp"))

    assert ended
    assert ended[0] > 0
    assert answer.status_code == 200
    assert of(tiles).health()["ok"]


def test_a_render_that_takes_too_long_is_killed(
    tiles: TestClient, inside: Tile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderers, "TIME_LIMIT_S", 0.5)
    [pid] = of(tiles).health()["pids"]
    os.kill(pid, signal.SIGSTOP)

    answer = tiles.get(address(tiles, inside))

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.headers["cache-control"] == "no-store"
    monkeypatch.undo()
    assert tiles.get(address(tiles, inside)).status_code == 200


def test_when_too_many_wait_the_next_is_told_to_come_again(
    tile_settings: Settings, inside: Tile, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.MAX_WAITING == 16
    monkeypatch.setattr(service, "MAX_WAITING", 3)
    squares = [Tile(18 - up, inside.x >> up, inside.y >> up) for up in range(4)]
    app = create_app(tile_settings)
    with TestClient(app) as tiles, ThreadPoolExecutor(5) as visitors:
        [pid] = of(tiles).health()["pids"]
        os.kill(pid, signal.SIGSTOP)
        waiting = [visitors.submit(tiles.get, address(tiles, tile)) for tile in squares]
        wait_until(lambda: of(tiles).health()["waiting"] == 3)

        refused = tiles.get(address(tiles, inside, "@2x.webp"))
        same = visitors.submit(tiles.get, address(tiles, squares[0]))

        os.kill(pid, signal.SIGCONT)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "2"
        assert {answer.result().status_code for answer in (*waiting, same)} == {200}


def test_while_tiles_wait_pages_do_not(tiles: TestClient, inside: Tile) -> None:
    [pid] = of(tiles).health()["pids"]
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as visitor:
        tile = visitor.submit(tiles.get, address(tiles, inside))
        start = time.monotonic()

        page = tiles.get("/api/health")

        seconds = time.monotonic() - start
        os.kill(pid, signal.SIGCONT)
        assert tile.result().status_code == 200
    assert page.status_code == 200
    assert seconds < 2


def test_two_servers_draw_a_square_once(tile_settings: Settings, inside: Tile) -> None:
    with (
        TestClient(create_app(tile_settings)) as one,
        TestClient(create_app(tile_settings)) as other,
        ThreadPoolExecutor(2) as visitors,
    ):
        for client in (one, other):
            client.get(address(client, f"{OUTSIDE}1"))  # routes are made ready by the first request
        jobs = _count_jobs(one), _count_jobs(other)
        answers = [
            answer.result()
            for answer in [
                visitors.submit(client.get, address(client, inside)) for client in (one, other)
            ]
        ]

    assert answers[0].content == answers[1].content
    assert len(jobs[0]) + len(jobs[1]) == 1


def _count_jobs(client: TestClient) -> list[object]:
    jobs: list[object] = []
    pool = of(client)._renderers
    draw = pool.draw

    async def counted(job: dict[str, object]) -> None:
        jobs.append(job)
        await draw(job)

    pool.draw = counted  # type: ignore[method-assign]
    return jobs


def test_renderers_end_with_their_server(tile_settings: Settings) -> None:
    with TestClient(create_app(tile_settings)) as server:
        pids = of(server).health()["pids"]
        assert all(Path(f"/proc/{pid}").exists() for pid in pids)

    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_renderer_ends_quietly_when_its_server_was_killed(served: Databases) -> None:
    renderer = subprocess.Popen(
        [sys.executable, "-m", "api.tiles.worker"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    hello = json.dumps({"database_url": served.render}).encode() + b"\n"

    said = renderer.communicate(hello, timeout=30)

    assert (renderer.returncode, said) == (0, (b"", b""))


def test_the_oldest_squares_go_when_the_cache_is_full(tmp_path: Path) -> None:
    cache = TileCache(tmp_path, max_bytes=20_000)
    pictures = [Picture("v-1", Tile(16, 8 * n, 0), 1, "webp") for n in range(4)]
    for age, picture in enumerate(reversed(pictures)):
        folder = cache.square_folder(picture)
        folder.mkdir(parents=True)
        (folder / picture.file_name).write_bytes(b"x" * 8000)
        os.utime(folder, (age, age))

    cache.sweep("v-1")

    assert [cache.read(picture) is not None for picture in pictures] == [True, True, False, False]


def test_old_versions_go_after_a_while(tmp_path: Path) -> None:
    cache = TileCache(tmp_path, max_bytes=1_000_000)
    for version in ("v-1", "v-2", "v-3"):
        cache.sweep(version)
    os.utime(tmp_path / "v-1" / "used", (0, 0))

    cache.sweep("v-3")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["v-2", "v-3"]


def test_memory_keeps_what_was_asked_for_last() -> None:
    pictures = [Picture("v", Tile(16, n, 0), 1, "webp") for n in range(3)]
    memory = RecentPictures(max_bytes=2 * (10 + OVERHEAD_BYTES))
    memory.put(pictures[0], b"0123456789")
    memory.put(pictures[1], b"0123456789")
    memory.get(pictures[0])

    memory.put(pictures[2], b"0123456789")

    assert [memory.get(picture) is not None for picture in pictures] == [True, False, True]


def test_the_data_version_is_read_once_a_second() -> None:
    asked: list[int] = []
    version = DataVersion(lambda: str(asked.append(1)))

    async def many() -> None:
        await asyncio.gather(*(version.known() for _ in range(20)))

    asyncio.run(many())
    assert len(asked) == 1


def test_the_last_known_version_holds_while_the_database_is_away() -> None:
    from sqlalchemy.exc import OperationalError

    answers: list[str | Exception] = ["v1", OperationalError("away", None, Exception())]

    def read() -> str:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def asked_twice() -> list[str | None]:
        version = DataVersion(read)
        first = await version.known()
        await asyncio.sleep(0.15)
        return [first, await version.newest()]

    assert asyncio.run(asked_twice()) == ["v1", "v1"]


def test_a_database_that_is_away_is_an_error_for_the_log_only() -> None:
    async def draw() -> None:
        pool = Renderers("postgresql+psycopg://nobody:secret@/none?host=/nowhere", 1)
        await pool.start()
        try:
            await pool.draw(
                {"square": (16, 8, 8, 1), "scale": 1, "encoding": "webp", "target": "/tmp/none"}
            )
        finally:
            assert not pool.health()["ok"]
            await pool.stop()

    with pytest.raises(RenderError) as caught:
        asyncio.run(draw())
    assert "secret" not in str(caught.value)
    assert not issubclass(RenderError, TryLater)

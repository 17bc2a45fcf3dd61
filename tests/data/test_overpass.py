"""One polite request to a server; here a local one that answers like Overpass or like trouble."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import osmium
import pytest

from api.deployment import Databases
from data.demo import import_area
from data.errors import ImportRejected
from data.imports import quiet
from data.overpass import fetch_area, outline_of, query_for
from tests.conftest import FILES
from tests.data.test_imports import rows

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def overpass(answer: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server on loopback; yields its address and what it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append({"agent": self.headers["User-Agent"], "query": parse_qs(body)["data"][0]})
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/interpreter", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def status(code: int) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.end_headers()

    return answer


def body(content: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@pytest.fixture(scope="module")
def streets(helsinki: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The packaged extract as XML, with a town's node in its middle, as Overpass would send it."""
    file = tmp_path_factory.mktemp("overpass") / "answer.osm"
    with osmium.SimpleWriter(str(file)) as writer:
        writer.add_node(
            osmium.osm.mutable.Node(
                id=1,
                version=1,
                location=(24.945, 60.171),
                tags={"place": "town", "name": "Prøveby"},
            )
        )
        for thing in osmium.FileProcessor(str(helsinki)):
            writer.add(thing)
    return file.read_bytes()


def test_a_town_arrives_by_one_request_that_says_who_asks(
    fresh: Databases, streets: bytes, tmp_path: Path
) -> None:
    with overpass(body(streets)) as (url, asked):
        outcome = import_area(
            fresh.owner, FILES, name="Prøveby", overpass_url=url, folder=tmp_path, progress=quiet
        )

    assert len(asked) == 1
    assert "naerhedscirklen" in asked[0]["agent"]
    assert '[name="Prøveby"]' in asked[0]["query"]
    assert outcome.added > 20
    assert rows(fresh, "SELECT name FROM source") == [("demo-prøveby",)]
    [(km2,)] = rows(fresh, "SELECT ST_Area(coverage::geography) / 1e6 FROM base.state")
    assert km2 == pytest.approx(3.1416 * 1.5**2, rel=0.01)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(429), "busy"),
        (status(504), "busy"),
        (status(400), "answered 400"),
        (body(b"<html>rate limited</html>"), "did not answer with OpenStreetMap data"),
        (body(b""), "did not answer with OpenStreetMap data"),
        (body(b'<osm version="0.6"></osm>'), "knows no Danish town"),
    ],
)
def test_trouble_is_said_in_a_sentence(tmp_path: Path, answer: Answer, says: str) -> None:
    file = tmp_path / "answer.osm"

    def ask(url: str) -> None:
        fetch_area(url, "Aalborg", file, lambda _: None)
        outline_of(file, "Aalborg")

    with overpass(answer) as (url, _), pytest.raises(ImportRejected, match=says):
        ask(url)


def test_an_answer_that_breaks_off_is_not_kept(tmp_path: Path) -> None:
    def breaks_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"<osm")

    with overpass(breaks_off) as (url, _), pytest.raises(ImportRejected):
        fetch_area(url, "Aalborg", tmp_path / "answer.osm", lambda _: None)

    assert not (tmp_path / "answer.osm").exists()


def test_nobody_at_home(tmp_path: Path) -> None:
    with overpass(status(200)) as (url, _):
        pass

    with pytest.raises(ImportRejected, match="could not be reached"):
        fetch_area(url, "Aalborg", tmp_path / "answer.osm", lambda _: None)


def test_a_name_cannot_break_out_of_the_query() -> None:
    asked = query_for('x"](area);out;\\')

    assert '[name="x\\"](area);out;\\\\"]' in asked

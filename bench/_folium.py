"""The peer of the page: the same places on a map as Folium makes it by itself.

Its libraries come from the registry instead of the networks that it names; one stylesheet of icons
(`glyphicons`) is not there and counts nothing.
"""

import gzip
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import folium

from api.settings import CHECKOUT

HERE = CHECKOUT / "bench"
FILES = {
    "leaflet": "leaflet/dist/leaflet.js",
    "jquery": "jquery/dist/jquery.min.js",
    "bootstrap": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "awesome_markers": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet_css": "leaflet/dist/leaflet.css",
    "bootstrap_css": "bootstrap/dist/css/bootstrap.min.css",
    "awesome_markers_font_css": "@fortawesome/fontawesome-free/css/all.min.css",
    "awesome_markers_css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
}


class Packed(SimpleHTTPRequestHandler):
    """Sends text packed, as the networks do from which Folium takes it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".js", ".css") or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def folium_page(
    folder: Path, places: Sequence[dict[str, Any]], tiles: str, bounds: Sequence[float]
) -> Iterator[str]:
    """The address of a page with a marker and a popup for each place."""
    _install()
    west, south, east, north = bounds
    made = folium.Map(tiles=None, zoom_control=True)
    folium.TileLayer(tiles, attr="© OpenStreetMap", min_zoom=11, max_zoom=19).add_to(made)
    for place in places:
        folium.Marker(
            (place["lat"], place["lon"]), popup=place["title"], tooltip=place["title"]
        ).add_to(made)
    made.fit_bounds([(south, west), (north, east)])
    made.default_js = _local(made.default_js)
    made.default_css = _local(made.default_css)
    folder.joinpath("index.html").write_text(made.get_root().render(), "utf-8")
    folder.joinpath("lib").symlink_to(HERE / "node_modules")
    handler = partial(Packed, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    server.shutdown()


def _local(named: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, f"lib/{FILES[name]}") for name, _ in named if name in FILES]


def _install() -> None:
    npm = ["sh", str(CHECKOUT / ".ci" / "npm"), "ci", "--prefix", "bench", "--loglevel=error"]
    if not (HERE / "node_modules").exists():
        subprocess.run(npm, check=True, cwd=CHECKOUT, stdout=subprocess.DEVNULL)

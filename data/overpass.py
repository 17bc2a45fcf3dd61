"""Streets of one town from Overpass: one polite request, for trying the service out."""

from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import osmium
from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from data.errors import ImportRejected
from geo.circles import circle
from geo.positions import LonLat

USER_AGENT = "naerhedscirklen/0.1 (maps of how far children walk; one request for a demo)"
TIMEOUT_S = 180
MAX_BYTES = 300_000_000
RADIUS_M = 1500
PLACES = frozenset({"city", "town", "village", "suburb"})
CHUNK = 1 << 16

QUERY = """
[out:xml][timeout:{timeout}][maxsize:{max_bytes}];
area["ISO3166-1"="DK"][admin_level=2]->.land;
node(area.land)[place~"^({places})$"][name="{name}"]->.centre;
(
  node.centre;
  way(around.centre:{radius})[~"^({way_keys})$"~"."];
  relation(around.centre:{radius})[type=multipolygon][~"^({way_keys})$"~"."];
  node(around.centre:{radius})[~"^({node_keys})$"~"."];
);
(._;>;);
out meta;
"""
WAY_KEYS = (
    "highway|building|landuse|leisure|natural|amenity|tourism|waterway|railway|historic|man_made"
    "|shop|place|area:highway"
)
NODE_KEYS = "leisure|amenity|tourism|historic|shop|place|barrier|highway|entrance|addr:housenumber"


class Watch(Protocol):
    def __call__(self, done_bytes: int) -> None: ...


def query_for(name: str) -> str:
    """The request for 1,500 m round each Danish place of that name."""
    return QUERY.format(
        name=_quoted(name),
        places="|".join(sorted(PLACES)),
        radius=RADIUS_M,
        way_keys=WAY_KEYS,
        node_keys=NODE_KEYS,
        timeout=TIMEOUT_S,
        max_bytes=MAX_BYTES,
    )


def fetch_area(url: str, name: str, into: Path, watch: Watch) -> None:
    """Write the answer to a file. Raises ImportRejected with a word for a person."""
    request = Request(
        url,
        data=urlencode({"data": query_for(name)}).encode(),
        headers={"User-Agent": USER_AGENT, "Accept": "application/xml"},
    )
    unfinished = into.with_suffix(".part")
    try:
        with urlopen(request, timeout=TIMEOUT_S + 10) as answer, unfinished.open("wb") as file:
            done = 0
            while chunk := answer.read(CHUNK):
                done += len(chunk)
                if done > MAX_BYTES:
                    raise ImportRejected("Overpass sends more than 300 MB: choose a smaller place")
                file.write(chunk)
                watch(done)
            if done < int(answer.headers.get("Content-Length") or 0):
                raise ImportRejected("Overpass broke off in the middle of its answer")
    except HTTPError as error:
        raise ImportRejected(_busy_or(error)) from error
    except (URLError, TimeoutError, HTTPException, OSError) as error:
        raise ImportRejected(f"Overpass could not be reached at {url}: {error}") from error
    unfinished.replace(into)


def outline_of(file: Path, name: str) -> BaseGeometry:
    """What the answer covers: the circles that were asked for. Raises ImportRejected if none."""
    try:
        nodes = osmium.FileProcessor(str(file), osmium.osm.NODE).with_filter(
            osmium.filter.KeyFilter("place")
        )
        centres = [
            LonLat(node.location.lon, node.location.lat)
            for node in nodes
            if isinstance(node, osmium.osm.Node)
            and node.tags.get("name") == name
            and node.tags["place"] in PLACES
        ]
    except RuntimeError as error:
        raise ImportRejected(f"Overpass did not answer with OpenStreetMap data: {error}") from error
    if not centres:
        raise ImportRejected(f"OpenStreetMap knows no Danish town, village or suburb “{name}”")
    return unary_union([circle(centre, RADIUS_M) for centre in centres])


def _quoted(name: str) -> str:
    """A name inside a quoted string of the query language."""
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _busy_or(error: HTTPError) -> str:
    if error.code in (429, 504):
        return "Overpass is busy: try again in some minutes"
    return f"Overpass answered {error.code} {error.reason}"

"""Small OpenStreetMap files, written by hand for one test each."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

BOUNDS = '<bounds minlat="57.0" minlon="9.0" maxlat="57.1" maxlon="9.1"/>'


def node(number: int, lon: float, lat: float, version: int = 1, **tags: str) -> str:
    return (
        f'<node id="{number}" version="{version}" timestamp="2024-01-01T00:00:00Z"'
        f' lat="{lat}" lon="{lon}">{_tags(tags)}</node>'
    )


def way(number: int, *nodes: int, version: int = 1, **tags: str) -> str:
    refs = "".join(f'<nd ref="{ref}"/>' for ref in nodes)
    return (
        f'<way id="{number}" version="{version}" timestamp="2024-01-01T00:00:00Z">'
        f"{refs}{_tags(tags)}</way>"
    )


def relation(number: int, *ways: int, **tags: str) -> str:
    members = "".join(f'<member type="way" ref="{ref}" role="outer"/>' for ref in ways)
    return (
        f'<relation id="{number}" version="1" timestamp="2024-01-01T00:00:00Z">'
        f"{members}{_tags({'type': 'multipolygon'} | tags)}</relation>"
    )


def corners(first: int = 1, west: float = 9.01, south: float = 57.01, side: float = 0.001) -> str:
    """Four nodes of a square, numbered from `first`."""
    places = [(0, 0), (side, 0), (side, side), (0, side)]
    return "".join(
        node(first + i, round(west + x, 7), round(south + y, 7)) for i, (x, y) in enumerate(places)
    )


def write(folder: Path, *objects: str, name: str = "small.osm", bounds: str = BOUNDS) -> Path:
    file = folder / name
    file.write_text(f'<osm version="0.6">{bounds}{"".join(objects)}</osm>', "utf-8")
    return file


def _tags(tags: dict[str, str]) -> str:
    pairs = {key.replace("__", ":"): value for key, value in tags.items()}
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in pairs.items())

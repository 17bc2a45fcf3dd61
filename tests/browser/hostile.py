"""A small town whose every name is an attack."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

HOSTILE = (
    '<img src=x onerror="window.attacked=1">',
    "${window.attacked=2}",
    "`${window.attacked=3}`",
    "</script><script>window.attacked=4</script>",
    "'\"><svg onload=window.attacked=5>",
    "\u202egnirpsgnirps",
    "{{ 7 * 7 }}",
    "Naturlegepladsbestyrelsesmedlemsforeningens" * 3,
)
CENTRE = (57.0, 9.9)
STEP = 0.0006


def write_hostile_town(path: Path) -> Path:
    """OpenStreetMap XML: kindergartens and playgrounds, each with a name of HOSTILE."""
    nodes = []
    for n, name in enumerate(HOSTILE):
        nodes.append(_node(2 * n + 1, n, -1, "amenity", "kindergarten", name))
        nodes.append(_node(2 * n + 2, n, 1, "leisure", "playground", name))
    path.write_text(f'<osm version="0.6">{"".join(nodes)}</osm>', "utf-8")
    return path


def _node(number: int, row: int, side: int, key: str, value: str, name: str) -> str:
    lat, lon = CENTRE[0] + row * STEP, CENTRE[1] + side * STEP
    tags = f'<tag k="{key}" v="{value}"/><tag k="name" v={quoteattr(name)}/>'
    return f'<node id="{number}" version="1" lat="{lat:.6f}" lon="{lon:.6f}">{tags}</node>'

"""One line of osmium's process: an object, and the nodes that make its shape."""

from dataclasses import dataclass

from data.osm.text import unescape

SPACE = "%20%"
NO_POSITION = "xy"


@dataclass(slots=True)
class OsmObject:
    """`kind` is n, w, r, or a for the area of a relation, whose `type` is r as well.

    `nodes` are still osmium's text.
    """

    kind: str
    type: str
    id: str
    version: str
    changed_at: str
    tags: dict[str, str]
    plain: bool
    nodes: str
    shape: str = ""

    @property
    def ref(self) -> str:
        return self.type + self.id


def parse_line(line: str) -> OsmObject:
    """
    >>> parse_line("n12 v2 dV t2024-05-01T10:00:00Z Tname=Lille%20%Torv x9.92 y57.05")
    ... # doctest: +NORMALIZE_WHITESPACE
    OsmObject(kind='n', type='n', id='12', version='2', changed_at='2024-05-01T10:00:00Z',
    tags={'name': 'Lille Torv'}, plain=True, nodes='x9.92y57.05', shape='')
    """
    ref, version, _, changed_at, said, nodes, *more = line.split(" ")
    kind = osm_type = ref[0]
    shape = ""
    if kind == "w" or kind == "r":
        nodes = nodes[1:]
    elif kind == "n":
        nodes += more[0]
    else:
        osm_type, nodes, shape = "r", more[0][1:], nodes[1:]
    if SPACE in said:
        said = said.replace(SPACE, " ")
    plain = "%" not in said and "\\" not in said and '"' not in said
    tags: dict[str, str] = dict([tag.split("=", 1) for tag in said[1:].split(",")])
    if not plain:
        tags = {unescape(key): unescape(value) for key, value in tags.items()}
    return OsmObject(
        kind, osm_type, ref[1:], version[1:], changed_at[1:], tags, plain, nodes, shape
    )


def is_closed(nodes: str) -> bool:
    """Whether a way ends where it began, round something.

    >>> is_closed("n1x0y0,n2x0y1,n3x1y1,n1x0y0"), is_closed("n1x0y0,n2x0y1,n11x0y0")
    (True, False)
    """
    first = nodes[: nodes.find("x") + 1]
    return nodes.rfind(first) == nodes.rfind("n") > 0 and nodes.count(",") > 2


def first_missing(nodes: str) -> int:
    """The first node of a way whose position the file does not hold, or not yet.

    >>> first_missing("n1x0y0,n22xy,n3xy")
    22
    """
    end = nodes.index(NO_POSITION)
    return int(nodes[nodes.rindex("n", 0, end) + 1 : end])


def parts(nodes: str) -> list[str]:
    """The runs of a way between the nodes that the file lacks: a gap is never bridged.

    >>> parts("n1x0y0,n2x0y1,n3xy,n4x2y2,n5xy,n6x3y3,n7x4y4")
    ['n1x0y0,n2x0y1', 'n6x3y3,n7x4y4']
    """
    if NO_POSITION not in nodes:
        return [nodes] if "," in nodes else []
    runs: list[list[str]] = [[]]
    for node in nodes.split(","):
        if node.endswith(NO_POSITION):
            runs.append([])
        else:
            runs[-1].append(node)
    return [",".join(run) for run in runs if len(run) > 1]

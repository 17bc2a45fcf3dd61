"""What a stretch of way is like for somebody on foot."""

from typing import NamedTuple

YES, NO, UNKNOWN = "yes", "no", "unknown"
FIRM, SOFT = "firm", "soft"
BRIDGE, TUNNEL = "bridge", "tunnel"
CROSSING = "crossing"
NOTHING = "nothing"


class Kind(NamedTuple):
    """`way` is a value of `highway`, or platform, pier, square, crossing. `kmh`: how fast cars may
    go, None where that is not known. `oneway` (for cycles): 1 along the edge, -1 against it.
    `crossing` says how, where the way is a crossing. `riding`: whether a cycle is ridden there.
    `passage`: "bridge" or "tunnel" where it leads over or under something.
    """

    way: str
    kmh: int | None = None
    pavement: str = UNKNOWN
    surface: str = UNKNOWN
    steps: bool = False
    riding: bool = False
    oneway: int = 0
    crossing: str | None = None
    passage: str | None = None

    def mirrored(self) -> "Kind":
        return self._replace(oneway=-self.oneway)


class NodeKind(NamedTuple):
    """What stands at a node: who gets by ("all", "feet", "none"), and how one crosses there."""

    passes: str = "all"
    crossing: str | None = None


PLAIN_CROSSING, DRAWN_PATH = range(2)
FIRST_KINDS = (Kind(CROSSING, crossing=NOTHING), Kind("path"))
"""Every network has these by these numbers: crossing a road where nothing is mapped for it, and a
path that somebody drew."""

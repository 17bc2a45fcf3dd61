"""What a stretch of way is like for somebody on foot."""

from typing import NamedTuple

YES, NO, UNKNOWN = "yes", "no", "unknown"
FIRM, SOFT = "firm", "soft"
CROSSING = "crossing"


class Kind(NamedTuple):
    """`way` is a value of `highway`, or platform, pier, square, crossing. `kmh`: how fast cars may
    go, None where that is not known. `oneway` (for cycles): 1 along the edge, -1 against it.
    `crossing` says how, where the way is a crossing. `riding`: whether a cycle is ridden there.
    """

    way: str
    kmh: int | None = None
    pavement: str = UNKNOWN
    surface: str = UNKNOWN
    steps: bool = False
    riding: bool = False
    oneway: int = 0
    crossing: str | None = None

    def mirrored(self) -> "Kind":
        return self._replace(oneway=-self.oneway)

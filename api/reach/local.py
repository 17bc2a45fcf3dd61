"""Local knowledge laid over a network: worked out once for each set of what is known."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from api.knowledge.models import KnowledgeKind
from api.knowledge.service import Known
from api.reach.folder import Mapped
from geo.kinds import DRAWN_PATH, NOTHING, Kind
from geo.overlay import Drawn, Overlay, lay_over
from geo.plane import to_plane
from geo.positions import LonLat

ROADS = frozenset(
    {"trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "road", "service"}
)
POOR_CROSSINGS = frozenset({NOTHING, "unmarked"})
MOST_REMEMBERED = 256


class Local:
    """Lays knowledge over one network."""

    def __init__(self, mapped: Mapped) -> None:
        self._mapped = mapped
        self._is_road = np.array([_is_road(kind) for kind in mapped.kinds], np.bool_)
        self._made = lru_cache(maxsize=MOST_REMEMBERED)(self._make)

    def overlay(self, known: Sequence[Known], *, also: LineString | None = None) -> Overlay | None:
        """None where nothing is known that changes the network; `also` is a path, in its plane,
        that there might be."""
        drawn = tuple(one for one in known if one.kind is not KnowledgeKind.gate)
        if also is not None:
            return self._make(drawn, also)
        return self._made(drawn) if drawn else None

    def _make(self, drawn: tuple[Known, ...], also: LineString | None = None) -> Overlay:
        def of(kind: KnowledgeKind) -> list[Any]:
            return [self._plane(one.shape) for one in drawn if one.kind is kind]

        lines = [part for path in of(KnowledgeKind.path) for part in shapely.get_parts(path)]
        if also is not None:
            lines.append(also)
        return lay_over(
            self._mapped.network,
            Drawn(shut=of(KnowledgeKind.shut), paths=lines, danger=of(KnowledgeKind.danger)),
            path_kind=DRAWN_PATH,
            is_road=self._is_road,
        )

    def _plane(self, shape: BaseGeometry) -> BaseGeometry:
        epsg = self._mapped.network.epsg
        return shapely.transform(shape, lambda corners: to_plane(corners, epsg))


def gates_of(known: Sequence[Known]) -> list[LonLat]:
    """Where the children leave, as far as somebody has said."""
    return [
        LonLat(float(x), float(y))
        for one in known
        if one.kind is KnowledgeKind.gate
        for x, y in shapely.get_coordinates(one.shape)
    ]


def _is_road(kind: Kind) -> bool:
    """Which edges a line makes dangerous: roads, and steps across them where little helps."""
    return kind.way in ROADS or kind.crossing in POOR_CROSSINGS

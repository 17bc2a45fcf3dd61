"""The network that the database points to, opened once in a process and shared by its threads."""

import logging
import os
from datetime import datetime
from functools import lru_cache
from threading import Lock
from time import monotonic
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlmodel import Session

from api.basemap.models import network
from api.files.store import Files
from api.reach.folder import Mapped, OtherFormat, read
from api.reach.local import Local
from api.reach.safety import BEST_FIRST, Safety, safety_table
from api.reach.walkers import walker_of
from api.tables import WalkingGroup
from geo.arrivals import Arrivals
from geo.reach import Ground
from geo.walkers import Walker

log = logging.getLogger("naerhed.reach")

NEWEST = select(network.c.key).order_by(network.c.id.desc()).limit(1)
TRY_AGAIN_S = 10.0
"""After a network could not be opened."""
PlaceKey = tuple[UUID, datetime | None]
"""A place as it was when it last changed."""


class Walked:
    """A network with all that is worked out for it once: walkers, safety, arrivals at places.

    `arrivals` are filled by `api.reach.arrivals`.
    """

    def __init__(self, key: str, mapped: Mapped, at_once: int) -> None:
        self.key, self.mapped = key, mapped
        self.ground = Ground(mapped.network, at_once)
        self.local = Local(mapped)
        self.walker = lru_cache(maxsize=64)(self._walker)
        self.safety = lru_cache(maxsize=8)(self._safety)
        self.ranks = lru_cache(maxsize=8)(self._ranks)
        self.arrivals: dict[PlaceKey, Arrivals] = {}

    def _walker(self, group: WalkingGroup) -> Walker:
        return walker_of(group, self.mapped.kinds, self.mapped.node_kinds)

    def _safety(self, band: str) -> tuple[Safety, ...]:
        """How safe each kind of edge is for a band of ages."""
        return tuple(safety_table().of(kind, band) for kind in self.mapped.kinds)

    def _ranks(self, band: str) -> NDArray[np.int64]:
        """The same as places in BEST_FIRST, and last that of what is dangerous."""
        states = (*self.safety(band), Safety.not_small)
        return np.array([BEST_FIRST.index(state) for state in states], np.int64)


class Networks:
    """Opens what the newest row names; asked on each request, since it may have changed."""

    def __init__(self, files: Files, at_once: int | None = None) -> None:
        self._files = files
        self._at_once = at_once or os.cpu_count() or 1
        self._lock = Lock()
        self._current: Walked | None = None
        self._failed: tuple[str, float] | None = None

    def current(self, session: Session) -> Walked | None:
        """None where there is no network, or its files are not here."""
        key = session.execute(NEWEST).scalar_one_or_none()
        current = self._current
        if key is None or (current and current.key == key):
            return current if key else None
        with self._lock:
            if self._current is None or self._current.key != key:
                self._current = self._opened(key)
            return self._current

    def _opened(self, key: str) -> Walked | None:
        if self._failed and self._failed[0] == key and monotonic() < self._failed[1]:
            return None
        try:
            return Walked(key, read(self._files, key), self._at_once)
        except (FileNotFoundError, OtherFormat) as error:
            self._failed = (key, monotonic() + TRY_AGAIN_S)
            log.warning("the pedestrian network %s cannot be opened: %r", key, error)
            return None

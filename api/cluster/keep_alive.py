"""Bring the cluster back when it died under us."""

import logging
import threading
from types import TracebackType
from typing import Protocol, Self

from api.cluster.errors import ClusterError

log = logging.getLogger(__name__)


class Mortal(Protocol):
    def revive(self) -> bool: ...


class KeepAlive:
    """A thread that asks the cluster every `interval_s`, from `with` or start() to stop()."""

    def __init__(self, cluster: Mortal, interval_s: float = 1.0) -> None:
        self._cluster = cluster
        self._interval_s = interval_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="keep-alive", daemon=True)
        self._last_trouble = ""

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._ended.set()
        self._thread.join(timeout=60)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _watch(self) -> None:
        while not self._ended.wait(self._interval_s):
            self._revive()

    def _revive(self) -> None:
        try:
            revived = self._cluster.revive()
        except ClusterError as error:
            if str(error) != self._last_trouble:
                log.error("The private PostgreSQL is down: %s", error)
            self._last_trouble = str(error)
        else:
            self._last_trouble = ""
            if revived:
                log.warning("The private PostgreSQL was gone and has been started again")

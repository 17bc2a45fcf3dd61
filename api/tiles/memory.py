"""The tiles asked for last, in memory."""

from collections import OrderedDict

from api.tiles.cache import Picture

OVERHEAD_BYTES = 600
"""What it takes to remember a picture at all: there are many small ones."""


class RecentPictures:
    """Keeps the most recent pictures up to a number of bytes."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._pictures: OrderedDict[Picture, bytes] = OrderedDict()

    def get(self, picture: Picture) -> bytes | None:
        found = self._pictures.get(picture)
        if found is not None:
            self._pictures.move_to_end(picture)
        return found

    def put(self, picture: Picture, encoded: bytes) -> None:
        self._forget(picture)
        self._pictures[picture] = encoded
        self._bytes += len(encoded) + OVERHEAD_BYTES
        while self._bytes > self._max_bytes:
            self._forget(next(iter(self._pictures)))

    def _forget(self, picture: Picture) -> None:
        if (forgotten := self._pictures.pop(picture, None)) is not None:
            self._bytes -= len(forgotten) + OVERHEAD_BYTES

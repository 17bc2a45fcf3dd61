"""The tiles asked for last, in memory."""

from collections import OrderedDict

from api.tiles.cache import Picture


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
        self._bytes += len(encoded) - len(self._pictures.pop(picture, b""))
        self._pictures[picture] = encoded
        while self._bytes > self._max_bytes:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= len(oldest)

"""Equal kinds of way are one; edges carry its number."""

from collections.abc import Iterable

from geo.kinds import Kind


class Kinds:
    """Numbers for kinds, in the order in which they come."""

    def __init__(self, kinds: Iterable[Kind] = ()) -> None:
        self._numbers: dict[Kind, int] = {}
        for kind in kinds:
            self.number(kind)

    def number(self, kind: Kind) -> int:
        return self._numbers.setdefault(kind, len(self._numbers))

    def mirror(self) -> list[int]:
        """For each kind the number of the one that it is when walked backwards."""
        return [self.number(kind.mirrored()) for kind in list(self._numbers)]

    def all(self) -> tuple[Kind, ...]:
        return tuple(self._numbers)

"""What an import did, as it is reported and kept with its source."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Outcome:
    """Rows of ours by what became of them, and objects left out by reason."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    restored: int = 0
    merged: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    layers: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    same_file: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "left_out": dict(self.left_out)}

    @property
    def changed_nothing(self) -> bool:
        return not (self.added or self.changed or self.retired or self.restored)

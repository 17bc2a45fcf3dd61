"""The server's log: what it said last, and never too much of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from api.cluster.owner import Owner

LIMIT_BYTES = 10_000_000


class LogFile:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._began_at = 0

    @contextmanager
    def opened(self, owner: Owner) -> Iterator[IO[str]]:
        """For a program to write to; `last_words` are then what it said."""
        with owner.open(self.path, "a") as log:
            self._began_at = log.tell()
            yield log

    def last_words(self) -> str:
        """The last lines that a program wrote, for a message to a person."""
        with self.path.open("rb") as log:
            log.seek(self._began_at)
            lines = log.read(LIMIT_BYTES).decode(errors="replace").splitlines()
        return "\n".join(["", *lines[-6:], f"(the whole log is in {self.path})"])

    def cap(self, owner: Owner) -> None:
        """Keep one older file; the server goes on writing to the same one, from its beginning."""
        if self.path.exists() and self.path.stat().st_size > LIMIT_BYTES:
            with owner.open(self.path, "r+") as log:
                with owner.open(self.path.with_suffix(".old.log"), "w") as older:
                    shutil.copyfileobj(log, older)
                log.truncate(0)

"""What processes have worked, as the kernel counts it (Linux)."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PARENT = 1
OWN_AND_ENDED_CHILDREN = slice(11, 15)


def worked_s(pid: int) -> float:
    """CPU seconds of a process and of all that it started, those that ended among them."""
    running = dict(_running())
    family, grown = {pid}, True
    while grown:
        found = {one for one, fields in running.items() if int(fields[PARENT]) in family}
        grown = not found <= family
        family |= found
    return sum(_ticks(running[one]) for one in family if one in running) / TICKS


def _running() -> Iterator[tuple[int, list[str]]]:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):  # it ended meanwhile
                said = (process / "stat").read_text()
                yield int(process.name), said.rpartition(")")[2].split()


def _ticks(fields: list[str]) -> int:
    return sum(map(int, fields[OWN_AND_ENDED_CHILDREN]))

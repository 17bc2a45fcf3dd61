"""Find the message ids in `data/*.toml` for `pybabel extract`: every `name` in every table."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import IO, Any

NAME = "name"


def extract_names(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's interface: line number, function name, message, comments."""
    text = file.read().decode()
    lines = text.splitlines()
    for table, message in _names(tomllib.loads(text)):
        header = lines.index(f"[{table}]")
        line = next(n for n, row in enumerate(lines[header:], header + 1) if row.startswith(NAME))
        yield line, "gettext", message, []


def _names(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{path}.{key}" if path else key)
        elif key == NAME:
            yield path, value

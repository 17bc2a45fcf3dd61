"""Named SQL statements, read from the `.sql` file beside this module."""

import re
from functools import cache
from importlib.resources import files


@cache
def statements(name: str) -> dict[str, str]:
    """The statements of `{name}.sql`, in its order, by the name in `-- name: …` above each."""
    text = files("data.reconcile").joinpath(f"{name}.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (\w+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))

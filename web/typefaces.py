"""One TrueType file a weight, made of the subsets that browsers are served.

A browser picks subsets by character; Mapnik and Typst want æ, é and ł in one file.
"""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont


def merge_subsets(subsets: Sequence[Path], target: Path) -> None:
    """Write the letters of all `subsets` (woff2 files of one weight) to one TrueType file."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    with TemporaryDirectory() as folder, ExitStack() as opened:
        plain = [_uncompressed(path, Path(folder)) for path in subsets]
        merged = opened.enter_context(Merger().merge([str(path) for path in plain]))
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".tmp")
        merged.save(unfinished)
        unfinished.replace(target)


def _uncompressed(woff2: Path, folder: Path) -> Path:
    plain = folder / f"{woff2.stem}.ttf"
    with TTFont(woff2, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(plain)
    return plain

"""Put the front-end files in their places: `python -m web.assets` after `npm ci`.

From `node_modules` only what pages use goes to `web/static/vendor` (served, not in git); the
typefaces become TrueType for Mapnik and Typst; the translations are compiled.
"""

import filecmp
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parent.parent
VENDOR = CHECKOUT / "web" / "static" / "vendor"
LOCALE = CHECKOUT / "web" / "locale"
PACKAGES = CHECKOUT / "node_modules"

# (files inside a package, folder inside VENDOR)
SERVED = (
    ("leaflet/dist/leaflet.js", "leaflet"),
    ("leaflet/dist/leaflet.css", "leaflet"),
    ("leaflet/dist/images/*.png", "leaflet/images"),
    ("leaflet/LICENSE", "leaflet"),
    ("@mapbox/maki/icons/*.svg", "icons/maki"),
    ("@rapideditor/temaki/icons/*.svg", "icons/temaki"),
)


class Typeface(NamedTuple):
    """A family of @fontsource, and what of it we use; the order of subsets is that of merging."""

    package: str
    weights: tuple[int, ...]
    subsets: tuple[str, ...]

    def woff2(self, weight: int) -> list[Path]:
        files = PACKAGES / "@fontsource" / self.package / "files"
        return [files / f"{self.package}-{name}-{weight}-normal.woff2" for name in self.subsets]

    def truetype(self, weight: int) -> Path:
        return VENDOR / "fonts" / f"{self.package}-{weight}.ttf"


TYPEFACES = (
    Typeface("atkinson-hyperlegible-next", (400, 600, 700), ("latin", "latin-ext")),
    Typeface("noto-sans", (400, 700), ("latin", "latin-ext", "greek", "cyrillic")),
)


class MissingFiles(Exception):
    """A front-end file is not where npm puts it."""


def font_files() -> list[Path]:
    """The TrueType files for Mapnik and Typst, the first family being the main one."""
    files = [face.truetype(weight) for face in TYPEFACES for weight in face.weights]
    if missing := [path.name for path in files if not path.exists()]:
        raise MissingFiles(f"Missing typefaces: {', '.join(missing)}. Run 'make setup'.")
    return files


def install() -> None:
    """Bring everything up to date; what is up to date already is left alone."""
    wanted = {*_copy_served(), *_install_typefaces()}
    for path in VENDOR.rglob("*"):
        if path.is_file() and path not in wanted and not path.name.startswith("."):
            path.unlink()
    _compile_translations()


def _copy_served() -> Iterator[Path]:
    for pattern, folder in SERVED:
        sources = sorted(PACKAGES.glob(pattern))
        if not sources:
            raise MissingFiles(f"node_modules/{pattern} is missing. Run 'make setup'.")
        for source in sources:
            yield _copy(source, VENDOR / folder / source.name)


def _copy(source: Path, target: Path) -> Path:
    if not target.exists() or not filecmp.cmp(source, target, shallow=False):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return target


def _install_typefaces() -> Iterator[Path]:
    from web.typefaces import merge_subsets  # slow to load, needed only here

    rules = ""
    for face in TYPEFACES:
        package = PACKAGES / "@fontsource" / face.package
        if not package.is_dir():
            raise MissingFiles(f"node_modules/@fontsource/{face.package} is missing.")
        yield _copy(package / "LICENSE", VENDOR / "fonts" / f"{face.package}-LICENSE")
        for weight in face.weights:
            served = [_copy(path, VENDOR / "fonts" / path.name) for path in face.woff2(weight)]
            yield from served
            truetype = face.truetype(weight)
            if _older(truetype, served):
                merge_subsets(served, truetype)
            yield truetype
            rules += _font_rules(package / f"{weight}.css", {path.name for path in served})
    stylesheet = VENDOR / "fonts" / "fonts.css"
    if not stylesheet.exists() or stylesheet.read_text() != rules:
        stylesheet.write_text(rules)
    yield stylesheet


def _font_rules(stylesheet: Path, served: set[str]) -> str:
    """The @font-face rules of the served subsets, without the older woff format."""
    rules = re.findall(r"@font-face \{.*?\n\}\n?", stylesheet.read_text(), re.DOTALL)
    wanted = [rule for rule in rules if any(name in rule for name in served)]
    without_woff = [re.sub(r", url\([^)]*\) format\('woff'\)", "", rule) for rule in wanted]
    return "\n".join(rule.replace("./files/", "./") for rule in without_woff) + "\n"


def _older(target: Path, sources: list[Path]) -> bool:
    if not target.exists():
        return True
    return target.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def _compile_translations() -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for catalog in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = catalog.with_suffix(".mo")
        if _older(compiled, [catalog]):
            with catalog.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source, locale=catalog.parents[1].name))


if __name__ == "__main__":
    try:
        install()
    except MissingFiles as error:
        sys.exit(str(error))

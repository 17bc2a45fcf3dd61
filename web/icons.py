"""Symbols for categories as inline SVG: drawn in the colour of their text, no request of their own.

Only shapes and their geometry are taken over from the icon files; styles, scripts and links
stay behind, so that a page needs no exception in its content security policy.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree import ElementTree

from markupsafe import Markup

from web.statics import STATIC

ICONS = STATIC / "vendor" / "icons"
OWN = "own"
"""Our drawings, where neither Maki nor Temaki has one."""
NAME = re.compile(r"[a-z]+/[A-Za-z0-9_-]+")
SHAPES = {
    "path": ("d", "transform", "fill-rule", "clip-rule"),
    "circle": ("cx", "cy", "r", "transform"),
    "ellipse": ("cx", "cy", "rx", "ry", "transform"),
    "rect": ("x", "y", "width", "height", "rx", "ry", "transform"),
    "polygon": ("points", "transform", "fill-rule"),
}


def icon_id(name: str) -> str:
    """The id of a symbol on the page: `icon-maki-playground`."""
    return f"icon-{name.replace('/', '-')}"


def icon_sheet(names: Iterable[str]) -> Markup:
    """One hidden SVG with a symbol for each of the icons, to be used by `<use href="#…">`."""
    symbols = Markup("").join(_symbol(name) for name in sorted(set(names)))
    sheet = '<svg class="icon-sheet" aria-hidden="true" width="0" height="0">{}</svg>'
    return Markup(sheet).format(symbols)


@cache
def _symbol(name: str) -> Markup:
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of an icon: {name!r}")
    folder = STATIC / "icons" if name.startswith(f"{OWN}/") else ICONS
    path = folder / f"{name}.svg"
    if not path.is_file():
        raise FileNotFoundError(f"The icon {name} is missing. Run 'make setup'.")
    root = ElementTree.parse(path).getroot()
    box = root.get("viewBox") or f"0 0 {root.get('width')} {root.get('height')}"
    symbol = Markup('<symbol id="{}" viewBox="{}">{}</symbol>')
    return symbol.format(icon_id(name), box, Markup("").join(_shapes(root)))


def _shapes(root: ElementTree.Element) -> Iterator[Markup]:
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in SHAPES:
            kept = [(key, element.get(key)) for key in SHAPES[tag] if element.get(key)]
            attributes = Markup("").join(Markup(' {}="{}"').format(*pair) for pair in kept)
            yield Markup("<{}{}/>").format(Markup(tag), attributes)

"""The style tables, typed. No Mapnik in here: only colours, widths and sizes by zoom."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STYLE_FILE = Path(__file__).with_name("style.toml")
FIRST_ZOOM = 11
LAST_ZOOM = 19
FAR_ZOOM = 13
"""Up to here the map is drawn from afar: of tables without what nobody could see."""


class ByZoom(tuple[float, ...]):
    """One number for each zoom from 11 to 19, in CSS pixels; 0 is "not drawn"."""

    def __new__(cls, numbers: Sequence[float]) -> "ByZoom":
        if len(numbers) != LAST_ZOOM - FIRST_ZOOM + 1:
            raise ValueError(f"one number for each zoom is needed, not {list(numbers)}")
        return super().__new__(cls, (float(number) for number in numbers))

    def at(self, zoom: float) -> float:
        """The number at a zoom; between two zooms, where print scales lie, in proportion."""
        column = min(max(zoom - FIRST_ZOOM, 0.0), len(self) - 1.0)
        below = int(column)
        if column == below:
            return self[below]
        return self[below] + (self[below + 1] - self[below]) * (column - below)

    @property
    def first_zoom(self) -> int:
        return next(z for z, number in enumerate(self, FIRST_ZOOM) if number > 0)


@dataclass(frozen=True, slots=True)
class Land:
    kinds: tuple[str, ...]
    fill: str
    edge: str | None = None
    edge_from: int = FIRST_ZOOM


@dataclass(frozen=True, slots=True)
class Road:
    kind: str
    width: ByZoom
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Way:
    """A line for walkers; `dash` is stroke and gap in widths of the line."""

    kind: str
    width: ByZoom
    colour: str
    dash: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Names of one class; `values` are the ranks or kinds that belong to it."""

    key: str
    values: tuple[str | int, ...]
    size: ByZoom
    font: str
    colour: str
    halo: float
    halo_colour: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    colours: dict[str, str]
    land: tuple[Land, ...]
    roads: tuple[Road, ...]
    paths: tuple[Way, ...]
    fonts: dict[str, tuple[str, ...]]
    streets: tuple[Label, ...]
    places: tuple[Label, ...]
    areas: tuple[Label, ...]
    house_numbers: Label
    rest: dict[str, dict[str, Any]]

    def by_zoom(self, section: str, key: str) -> ByZoom:
        """A row of one of the small sections: `by_zoom("rail", "width")`."""
        return ByZoom(self.rest[section][key])


@cache
def tables() -> Tables:
    """The tables as they are in `style.toml`, read once."""
    raw = tomllib.loads(STYLE_FILE.read_text("utf-8"))
    halo = raw["colours"]["halo"]
    return Tables(
        colours=raw.pop("colours"),
        land=tuple(Land(**{**row, "kinds": tuple(row["kinds"])}) for row in raw.pop("land")),
        roads=tuple(
            Road(kind=kind, **{**row, "width": ByZoom(row["width"])})
            for kind, row in raw.pop("roads").items()
        ),
        paths=tuple(
            Way(kind, ByZoom(row["width"]), row["colour"], (row["dash"][0], row["dash"][1]))
            for kind, row in raw.pop("paths").items()
        ),
        fonts={name: tuple(faces) for name, faces in raw.pop("fonts").items()},
        streets=_labels(raw.pop("streets"), "ranks", halo),
        places=_labels(raw.pop("places"), "kinds", halo),
        areas=_labels(raw.pop("areas"), "kinds", halo),
        house_numbers=_label("house_numbers", raw.pop("house_numbers"), "kinds", halo),
        rest=raw,
    )


def _labels(rows: dict[str, dict[str, Any]], values: str, halo: str) -> tuple[Label, ...]:
    return tuple(_label(key, row, values, halo) for key, row in rows.items())


def _label(key: str, row: dict[str, Any], values: str, halo: str) -> Label:
    return Label(
        key=key,
        values=tuple(row.get(values, ())),
        size=ByZoom(row["size"]),
        font=row["font"],
        colour=row["colour"],
        halo=row["halo"],
        halo_colour=row.get("halo_colour", halo),
        spaced=row.get("spaced", False),
    )

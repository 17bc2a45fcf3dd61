"""The registers of daycares and schools, as CSV: one row an institution."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.errors import ImportRejected
from data.rules import RegisterRules, register_rules

COLUMNS = (
    "id",
    "navn",
    "type",
    "ejer",
    "kommune",
    "adresse",
    "postnr",
    "by",
    "lat",
    "lon",
    "kilde",
)
MAX_FIELD = 200
_SMALL_WORDS = frozenset({"af", "afd", "afd.", "afdeling", "den", "for", "i", "og", "på", "ved"})


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One institution as its register has it; `lon`, `lat` in degrees, WGS 84."""

    line: int
    ref: str
    name: str
    kind: str
    ownership: str | None
    municipality: str | None
    address: str | None
    postcode: str | None
    city: str | None
    lon: float
    lat: float
    register: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    line: int
    reason: str


def read_register(path: Path) -> Iterator[RegisterRow | LeftOut]:
    """Every row of a register, or why it is none. Raises ImportRejected naming the line."""
    rules = register_rules()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            _check_columns(reader.fieldnames)
            for row in reader:
                yield _read_row(row, reader.line_num, rules)
        except UnicodeDecodeError as error:
            line = reader.line_num + 1
            raise ImportRejected(f"line {line} or after it is not UTF-8 text: {error}") from error
        except csv.Error as error:
            raise ImportRejected(f"line {reader.line_num} is not CSV: {error}") from error


def _check_columns(names: object) -> None:
    found = list(names) if isinstance(names, list | tuple) else []
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise ImportRejected(
            f"line 1: the columns {', '.join(missing)} are missing; "
            f"a register has {', '.join(COLUMNS)}"
        )


def _read_row(row: dict[str, str | None], line: int, rules: RegisterRules) -> RegisterRow | LeftOut:
    values = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if None in row or any(row.get(column) is None for column in COLUMNS):
        raise ImportRejected(f"line {line} has not as many fields as line 1")
    if "\x00" in "".join(values.values()):
        raise ImportRejected(f"line {line} has a zero byte in it")
    if too_long := [column for column in COLUMNS if len(values[column]) > MAX_FIELD]:
        raise ImportRejected(f"line {line}: {too_long[0]} is longer than {MAX_FIELD} characters")
    if not values["id"] or not values["navn"]:
        raise ImportRejected(f"line {line} has no id or no navn")
    if word := _word_of_no_place(values["navn"], rules):
        return LeftOut(line, f"no place: “{word}”")
    if values["type"] not in rules.kind:
        return LeftOut(line, f"unknown type: “{values['type']}”")
    if not values["lat"] and not values["lon"]:
        return LeftOut(line, "no coordinates")
    lat, lon = _degrees(values["lat"], "lat", 90, line), _degrees(values["lon"], "lon", 180, line)
    return RegisterRow(
        line=line,
        ref=values["id"],
        name=readable_name(values["navn"]),
        kind=rules.kind[values["type"]],
        ownership=values["ejer"] or None,
        municipality=values["kommune"] or None,
        address=values["adresse"] or None,
        postcode=values["postnr"] or None,
        city=values["by"] or None,
        lon=lon,
        lat=lat,
        register=values["kilde"] or None,
    )


def _word_of_no_place(name: str, rules: RegisterRules) -> str | None:
    words = re.findall(r"\w+", name.casefold())
    return next((word for word in rules.no_place if any(w.startswith(word) for w in words)), None)


def _degrees(value: str, column: str, limit: float, line: int) -> float:
    try:
        degrees = float(value)
    except ValueError:
        raise ImportRejected(f"line {line}: {column} “{value}” is not a number") from None
    if not -limit <= degrees <= limit:
        raise ImportRejected(f"line {line}: {column} {value} lies outside the earth")
    return degrees


def readable_name(name: str) -> str:
    """A name that stands in capitals as people write it; any other as it is, spaces tidied.

    >>> readable_name("BØRNEHUSET  BAUNEGÅRD")
    'Børnehuset Baunegård'
    >>> readable_name("SFO Syd ved skolen")
    'SFO Syd ved skolen'
    """
    tidy = " ".join(name.split())
    letters = [letter for letter in tidy if letter.isalpha()]
    if len(letters) < 4 or not all(letter.isupper() for letter in letters):
        return tidy
    words = tidy.split(" ")
    return " ".join(
        word.lower() if index and word.casefold() in _SMALL_WORDS else word.title()
        for index, word in enumerate(words)
    )

"""Registers as they come, and as they should not."""

from pathlib import Path

import pytest

from data.errors import ImportRejected
from data.register import LeftOut, RegisterRow, read_register

HEADER = "id,navn,type,ejer,kommune,adresse,postnr,by,lat,lon,kilde\n"
ROW = (
    "G1,Fyrtårnet,boernehave,kommunal,Aalborg,Vej 1,9000,Aalborg,57.04,9.92,dagtilbudsregisteret\n"
)


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "register.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


@pytest.mark.parametrize(
    ("name", "rows"), [("aalborg", 250), ("albertslund", 25), ("frederikssund", 70)]
)
def test_every_row_of_the_real_registers_is_read(shared: Path, name: str, rows: int) -> None:
    read = list(read_register(shared / "register" / f"institutioner-{name}.csv"))

    assert len(read) == rows
    assert all(isinstance(row, RegisterRow) for row in read)


def test_names_in_capitals_become_readable(shared: Path) -> None:
    rows = read_register(shared / "register" / "institutioner-albertslund.csv")
    names = {row.name for row in rows if isinstance(row, RegisterRow)}

    assert "Børnehuset Baunegård" in names
    assert not any(name.isupper() and len(name) > 6 for name in names)


@pytest.mark.parametrize(
    "name", ["Venteliste Nord", "ADMINISTRATION", "Pladsanvisningen i Aalborg", "Ledelse, område 3"]
)
def test_a_row_that_is_no_place_is_left_out_with_its_reason(tmp_path: Path, name: str) -> None:
    [row] = read_register(written(tmp_path, HEADER + ROW.replace("Fyrtårnet", f'"{name}"')))

    assert isinstance(row, LeftOut)
    assert "no place" in row.reason


def test_a_street_called_ventevej_is_no_waiting_list(tmp_path: Path) -> None:
    [row] = read_register(written(tmp_path, HEADER + ROW.replace("Fyrtårnet", "Ventevejens Hus")))

    assert isinstance(row, RegisterRow)


def test_a_row_without_coordinates_is_left_out_not_guessed(tmp_path: Path) -> None:
    [row] = read_register(written(tmp_path, HEADER + ROW.replace("57.04,9.92", ",")))

    assert row == LeftOut(2, "no coordinates")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the columns id, navn"),
        ("id;navn;type\n1;a;b\n", "line 1: the columns id, navn"),
        (HEADER + ROW.replace("57.04", "nord"), "line 2: lat “nord” is not a number"),
        (HEADER + ROW.replace("57.04", "570.4"), "line 2: lat 570.4 lies outside the earth"),
        (HEADER + ROW.replace("57.04", "nan"), "line 2: lat nan lies outside the earth"),
        (HEADER + ROW + "G2,Kun navn\n", "line 3 has not as many fields"),
        (HEADER + ROW.rstrip("\n") + ",for meget\n", "line 2 has not as many fields"),
        (HEADER + ROW.replace("G1,", ","), "line 2 has no id"),
        (HEADER + ROW.replace("Fyrtårnet", "x" * 201), "line 2: navn is longer than 200"),
        (HEADER + ROW.replace("Fyrtårnet", '"Fyr'), "not CSV"),
        ((HEADER + ROW).encode("latin-1"), "is not UTF-8 text"),
        (HEADER + ROW.replace("Fyrtårnet", "Fyr\x00tårnet"), "line 2"),
    ],
)
def test_a_broken_file_says_which_line_is_wrong(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    with pytest.raises(ImportRejected, match=says):
        list(read_register(written(tmp_path, text)))


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm(tmp_path: Path) -> None:
    [row] = read_register(written(tmp_path, "\ufeff" + HEADER + ROW))

    assert isinstance(row, RegisterRow)
    assert row.ref == "G1"

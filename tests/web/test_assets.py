"""The front-end files that set-up puts in place."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from web import assets
from web.assets import VENDOR, MissingFiles, font_files, install


def snapshot(folder: Path) -> dict[Path, float]:
    return {path: path.stat().st_mtime for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("path", font_files(), ids=lambda path: path.stem)
def test_one_face_has_the_letters_of_our_neighbours_too(path: Path) -> None:
    letters = TTFont(path).getBestCmap()

    assert not [letter for letter in "æøåÆØÅéüłŠžğő0–’" if ord(letter) not in letters]


def test_the_main_faces_have_the_names_that_maps_use() -> None:
    names = [TTFont(path)["name"].getDebugName(4) for path in font_files()]

    assert names == [
        "Atkinson Hyperlegible Next Regular",
        "Atkinson Hyperlegible Next SemiBold",
        "Atkinson Hyperlegible Next Bold",
        "Noto Sans Regular",
        "Noto Sans Bold",
    ]


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.css")), ids=lambda path: path.name)
def test_a_stylesheet_asks_only_for_files_that_are_served(path: Path) -> None:
    asked = re.findall(r"url\(['\"]?([^)'\"#]+)", path.read_text())

    assert not [name for name in asked if not (path.parent / name).is_file()]


def test_licences_travel_with_the_files() -> None:
    for folder in ("leaflet", "fonts"):
        assert [path for path in (VENDOR / folder).iterdir() if "LICEN" in path.name], folder


def test_tools_of_the_tests_are_not_served() -> None:
    assert not list(VENDOR.rglob("*axe*.js"))


def test_installing_again_changes_nothing() -> None:
    before = snapshot(VENDOR)

    install()

    assert snapshot(VENDOR) == before


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "PACKAGES", tmp_path)

    with pytest.raises(MissingFiles, match=r"leaflet\.js is missing. Run 'make setup'"):
        install()

"""Category icons as symbols on the page."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from web import icons
from web.icons import icon_id, icon_sheet

CATEGORIES = tomllib.loads(files("data").joinpath("categories.toml").read_text("utf-8"))[
    "categories"
]


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_every_category_has_an_icon_with_something_in_it(category: str) -> None:
    icon = CATEGORIES[category]["icon"]

    sheet = icon_sheet([icon])

    assert f'<symbol id="{icon_id(icon)}" viewBox="0 0 15 15">' in sheet
    assert "<path" in sheet or "<rect" in sheet


def test_an_icon_stands_on_the_sheet_once() -> None:
    sheet = icon_sheet(["maki/park", "maki/park", "maki/museum"])

    assert sheet.count("<symbol") == 2


def test_styles_scripts_and_links_stay_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
        "<style>*{fill:red}</style><script>alert(2)</script>"
        '<a href="https://example.org"><path d="M0 0&quot;&gt;" style="fill:red"/></a></svg>'
    )
    (tmp_path / "maki").mkdir()
    (tmp_path / "maki" / "evil.svg").write_text(svg)
    monkeypatch.setattr(icons, "ICONS", tmp_path)

    sheet = icon_sheet(["maki/evil"])

    assert (
        '<symbol id="icon-maki-evil" viewBox="0 0 9 9"><path d="M0 0&#34;&gt;"/></symbol>' in sheet
    )


@pytest.mark.parametrize("name", ["../../secret", "maki/../park", "", "park", "maki/park.svg"])
def test_an_icon_is_asked_for_by_a_plain_name(name: str) -> None:
    with pytest.raises((ValueError, FileNotFoundError)):
        icon_sheet([name])

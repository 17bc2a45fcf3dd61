"""Our stylesheets: the same goals as the tables, right to left as well as left to right."""

import re
from pathlib import Path

import pytest

from web.statics import STATIC
from web.words import goals

SHEETS = sorted((STATIC / "css").glob("*.css"))
SIDES = re.compile(
    r"^\s*((margin|padding|border|scroll-(margin|padding))-(left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|float)\s*:"
    r"|text-align\s*:\s*(left|right)",
    re.MULTILINE,
)
BROWSER_FULL_NAMES = re.compile(r"(@import|https?:|//)", re.IGNORECASE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_logical_sides(sheet: Path) -> None:
    assert [found.group(0).strip() for found in SIDES.finditer(sheet.read_text())] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(sheet: Path) -> None:
    assert not BROWSER_FULL_NAMES.search(sheet.read_text())


def test_goals_have_the_colours_of_the_table() -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text()

    drawn = dict(re.findall(r"--goal-(\w+): (#\w{6})", tokens))

    assert {key: drawn[key].upper() for key in goals()} == {
        g.key: g.color for g in goals().values()
    }


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink-soft", "paper", 4.5),
        ("link", "paper", 4.5),
        ("home", "paper", 4.5),
        ("home", "home-tint", 4.5),
        ("ink-soft", "home-tint", 4.5),
        ("ink", "notice", 7),
        ("line-strong", "surface", 3),
        ("goal-move", "paper", 3),
        ("goal-eat", "paper", 3),
        ("goal-explore", "paper", 3),
        ("goal-none", "paper", 3),
        ("on-goal", "goal-move", 3),
        ("on-goal", "goal-eat", 3),
        ("on-goal", "goal-explore", 3),
    ],
)
def test_contrast_is_enough(front: str, ground: str, least: float) -> None:
    text = (STATIC / "css" / "tokens.css").read_text().partition("@media")[0]
    colors = dict(re.findall(r"--([\w-]+): (#\w{3,6});", text))
    full = {k: "#" + "".join(c * 2 for c in v[1:]) if len(v) == 4 else v for k, v in colors.items()}

    assert contrast(full[front], full[ground]) >= least

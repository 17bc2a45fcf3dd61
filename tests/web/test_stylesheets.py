"""Our stylesheets: the same goals as the tables, right to left as well as left to right."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.web import colours
from web.design import design_tokens
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
        ("ink", "bad-tint", 7),
        ("bad", "surface", 4.5),
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
    tokens = {one.name: one.value for one in design_tokens() if one.is_colour}

    assert colours.contrast(_full(tokens[front]), _full(tokens[ground])) >= least


def _full(colour: str) -> str:
    return "#" + "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour


SIGHTS = {
    "protanopia": (colours.PROTANOPIA, 15),
    "deuteranopia": (colours.DEUTERANOPIA, 15),
    "tritanopia": (colours.TRITANOPIA, 15),
    "grey": (colours.GREY, 7),
}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("pair", list(combinations(goals(), 2)), ids="-".join)
def test_goals_are_told_apart_by_every_eye(pair: tuple[str, str], sight: str) -> None:
    one, other = (goals()[key].color for key in pair)
    matrix, least = SIGHTS[sight]

    assert colours.difference(one, other, matrix) >= least


def test_goals_are_told_apart_without_any_colour() -> None:
    assert len({goal.shape for goal in goals().values()}) == len(goals())
    assert len({goal.name for goal in goals().values()}) == len(goals())


def test_the_simulation_of_eyes_knows_what_they_confuse() -> None:
    red, green = "#CC3311", "#557700"

    assert colours.difference(red, green) > 60
    assert colours.difference(red, green, colours.DEUTERANOPIA) < 30
    assert colours.difference("#000000", "#FFFFFF", colours.GREY) == pytest.approx(100, abs=0.1)


def test_every_colour_stands_in_the_tokens_alone() -> None:
    """Other sheets name tokens; white on a strong colour and the ground of a map are plain."""
    plain = {"#fff", "#f5f0e3", "#f3f0e6", "#e9e6dc"}
    for sheet in SHEETS:
        if sheet.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())) <= plain, sheet.name


def test_every_token_that_is_used_exists() -> None:
    known = {one.name for one in design_tokens()}
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--([\w-]+)", sheet.read_text())}

    assert used - known == set()

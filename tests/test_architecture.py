"""The arrows between the folders hold: data -> api -> web -> geo, and nothing points back."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATABASE = {"sqlalchemy", "sqlmodel", "geoalchemy2", "psycopg", "alembic"}
INPUT_OUTPUT = {"os", "pathlib", "logging", "socket", "subprocess", "urllib", "fastapi", "jinja2"}
FORBIDDEN = {
    "geo": {"api", "data", "web", "migrations", "pydantic_settings"} | DATABASE | INPUT_OUTPUT,
    "web": {"api", "data", "migrations", "fastapi", "pydantic_settings"} | DATABASE,
    "api": {"data", "migrations"},
    "data": {"web", "migrations"},
}
COMPOSITION_ROOT = ROOT / "api" / "cli"


def imported_packages(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("folder", sorted(FORBIDDEN))
def test_no_arrow_points_back(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))

    wrong = {
        str(file.relative_to(ROOT)): sorted(bad)
        for file in files
        if COMPOSITION_ROOT not in file.parents
        and (bad := imported_packages(file) & FORBIDDEN[folder])
    }

    assert files
    assert wrong == {}


def test_geo_reads_no_clock() -> None:
    named = {
        node.attr
        for file in (ROOT / "geo").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert not named & {"now", "today", "utcnow"}


def test_only_the_request_and_the_importers_commit() -> None:
    committing = {
        str(file.relative_to(ROOT))
        for folder in ("api", "data", "web")
        for file in (ROOT / folder).rglob("*.py")
        if ".commit(" in file.read_text("utf-8")
    }

    assert {name for name in committing if not name.startswith("api/cli/")} == set()

"""compose.yaml names commands, settings and roles that there are."""

from typing import Any

import yaml
from typer.main import get_command

from api.cli import app
from api.settings import CHECKOUT, Settings

COMPOSE: dict[str, Any] = yaml.safe_load((CHECKOUT / "compose.yaml").read_text("utf-8"))
OURS = {name: one for name, one in COMPOSE["services"].items() if one["image"] == "naerhedscirklen"}


def known_settings() -> set[str]:
    names = {f"NAERHED_{name.upper()}" for name in Settings.model_fields}
    return names | {"DATABASE_URL", "PORT"}


def test_service_and_worker_are_one_image_in_two_roles() -> None:
    assert set(OURS) == {"service", "worker"}
    assert OURS["service"]["build"] == OURS["worker"]["build"]
    assert OURS["service"]["environment"] == OURS["worker"]["environment"]


def test_every_command_is_one_of_ours() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]

    assert OURS["worker"]["command"][1] in commands
    assert OURS["worker"]["healthcheck"]["test"][2] in commands


def test_every_variable_is_a_setting() -> None:
    assert set(OURS["service"]["environment"]) <= known_settings()


def test_no_password_has_a_default() -> None:
    said = (CHECKOUT / "compose.yaml").read_text("utf-8")

    for role in ("DB", "OWNER", "APP", "RENDER"):
        assert f"${{NAERHED_{role}_PASSWORD:?}}" in said


def test_the_database_makes_all_three_roles_and_the_extensions() -> None:
    script = COMPOSE["configs"]["roles"]["content"]

    for role in ("naerhed_owner", "naerhed_app", "naerhed_render"):
        assert f"CREATE ROLE {role} LOGIN PASSWORD" in script
    assert {"postgis", "pg_trgm"} <= {
        line.split()[-1].strip(";") for line in script.splitlines() if "EXTENSION" in line
    }

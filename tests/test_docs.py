"""What the documentation says is true."""

import re
from pathlib import Path

from typer.main import get_command

from api.cli import app
from api.settings import Settings

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    settings = {
        str(field.validation_alias or f"NAERHED_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }

    assert documented == settings


def test_every_command_in_the_readme_exists() -> None:
    named = re.findall(r"^\s+naerhed (\w+)(?: (\w+))?", README, re.MULTILINE)
    commands = get_command(app).commands  # type: ignore[attr-defined]

    assert named
    for command, under in named:
        assert command in commands
        if hasattr(commands[command], "commands"):
            assert under in commands[command].commands

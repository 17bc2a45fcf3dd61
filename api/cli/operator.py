"""`naerhed institution …` and `naerhed places …`: what an operator sets until staff can."""

from typing import Annotated

import typer
from sqlmodel import Session

from api.cli.demo import OPERATOR, approve
from api.cli.output import console
from api.database import make_engine
from api.deployment import databases
from api.institutions.service import set_walk
from api.settings import Settings
from api.tables import categories, walking_groups

institutions = typer.Typer(help="Settings of one institution.", no_args_is_help=True)
places = typer.Typer(help="Places that wait for a person.", no_args_is_help=True)


@institutions.command("set")
def set_command(
    slug: Annotated[str, typer.Argument(help="As in the page's address: /i/SLUG")],
    group: Annotated[
        str | None, typer.Option(help="Walking group: " + ", ".join(walking_groups().groups))
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="One way, 1 to 120.")] = None,
    detour_factor: Annotated[
        float | None, typer.Option(help="Path length / air distance, 1 to 3.")
    ] = None,
) -> None:
    """Give an institution its own group, minutes or detour factor; imports leave them alone."""
    with databases(Settings()) as found, Session(make_engine(found.app)) as session:
        set_walk(
            session,
            slug=slug,
            role=OPERATOR,
            group=group,
            minutes=minutes,
            detour_factor=detour_factor,
        )
        session.commit()
    console.print(f"{slug} is set.")


@places.command("publish")
def publish_command(
    category: Annotated[list[str], typer.Argument(help=", ".join(categories()))],
) -> None:
    """Approve all waiting open-data places of these categories."""
    if unknown := set(category) - set(categories()):
        raise typer.BadParameter(f"no such category: {', '.join(sorted(unknown))}")
    with databases(Settings()) as found:
        approve(found, category)

"""The demo, and approving what waits: what several commands do."""

from sqlmodel import Session

from api.cli.output import console, progress, report
from api.database import make_engine
from api.deployment import Databases
from api.files.store import Files
from api.health import examine
from api.places.service import publish_waiting
from data import demo

OPERATOR = "operator"


def has_data(found: Databases) -> bool:
    return examine(make_engine(found.app)).data_version is not None


def bring_demo(found: Databases, files: Files) -> None:
    console.print(
        "No data yet: bringing the demo, central Helsinki, an extract of OpenStreetMap that comes "
        "in a package.\nDanish streets: make demo AREA=Aalborg"
    )
    with progress("Demo") as advance:
        outcome = demo.import_packaged(found.owner, files, advance)
    report(outcome, demo.PACKAGED_SOURCE)
    approve(found, list(demo.APPROVED))


def approve(found: Databases, names: list[str]) -> None:
    with Session(make_engine(found.app)) as session:
        count = publish_waiting(session, categories=names, role=OPERATOR)
        session.commit()
    console.print(f"{count} waiting places approved.")

"""How commands speak: progress while they work, a table when they are done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from data.reconcile.outcome import Outcome

console = Console()
Advance = Callable[[str, float | None], None]


@contextmanager
def progress(title: str) -> Iterator[Advance]:
    """A bar with the step that is being done; a step without a known share only turns."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.fields[title]}: {task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        task = bars.add_task("start", title=title, total=None)

        def advance(step: str, share: float | None) -> None:
            total = None if share is None else 1
            bars.update(task, description=step, total=total, completed=share or 0)

        yield advance


def report(outcome: Outcome, source: str) -> None:
    if outcome.same_file:
        console.print(f"{source}: unchanged since the last import; nothing to do (--force does).")
        return
    table = Table("", "", title=source, show_header=False, title_justify="left")
    for name in ("added", "changed", "unchanged", "merged", "retired", "restored"):
        table.add_row(name, str(getattr(outcome, name)))
    for layer, count in outcome.layers.items():
        table.add_row(f"map: {layer}", str(count))
    for reason, count in outcome.left_out.most_common():
        table.add_row(f"left out: {reason}", str(count))
    console.print(table)
    for note in outcome.notes:
        console.print(f"Note: {note}")

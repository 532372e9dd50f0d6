"""How far a long run is, on a terminal's standard error; silence anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from detente.ensemble.executors import Progress as Report
from detente.report.console import is_terminal

__all__ = ["progress_bars"]

#: Begins a bar of that name; returns what to call with (draws done, draws in all).
Begin = Callable[[str], Report | None]
FIRST = "{} (the first run on a machine also compiles)"


class RateColumn(ProgressColumn):
    """How many a second are done; nothing until that is known."""

    def render(self, task: Task) -> Text:
        """Write the rate, in whole numbers from ten on."""
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s")


@contextmanager
def progress_bars() -> Iterator[Begin]:
    """Give a function that begins a bar; the bars are gone from the screen afterwards."""
    # Colours may be forced on a file; a moving bar has no place in one.
    if not (sys.stderr.isatty() and is_terminal(sys.stderr)):
        yield lambda _: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(compact=True),
    )
    console = Console(file=sys.stderr, markup=False, emoji=False)
    with Progress(*columns, console=console, transient=True) as progress:
        yield lambda name: _begin(progress, name)


def _begin(progress: Progress, name: str) -> Report:
    task = progress.add_task(FIRST.format(name), total=None)

    def report(done: int, total: int) -> None:
        progress.update(task, description=name, completed=done, total=total)

    return report

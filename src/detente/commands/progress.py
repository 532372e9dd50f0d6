"""How far a long run is, on a terminal's standard error; silence anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from detente.ensemble.executors import Progress as Report
from detente.report.console import is_terminal

__all__ = ["progress_bars"]

#: Begins a bar of that name; returns what to call with (draws done, draws in all).
Begin = Callable[[str], Report | None]
FIRST = "{} (the first run on a machine also compiles)"


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

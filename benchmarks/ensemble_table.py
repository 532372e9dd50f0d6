"""How the measurements of ensembles are taken and printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Effort", "best", "figure", "heading", "say", "table"]


@dataclass(frozen=True)
class Effort:
    """How much is measured: less than usual, or memory over more draws."""

    quick: bool = False
    full: bool = False

    def pick(self, quick: int, usual: int) -> int:
        """Return the first number for a quick run, else the second."""
        return quick if self.quick else usual


def best(work: Callable[[], object], repeats: int = 1) -> float:
    """Return the least seconds of several repeats."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def figure(value: float) -> str:
    """Write a number with three digits that count."""
    if value == 0 or value >= 99.95:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"


def heading(title: str, meaning: str) -> None:
    """Print what a section measures."""
    print(f"\n{title}\n{'-' * len(title)}\n{meaning}", flush=True)


def say(text: str) -> None:
    """Print a line on its own."""
    print(f"  {text}".rstrip(), flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, the first column to the left and the others to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(head))]
    print()
    for line in lines:
        cells = [line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells).rstrip())
    print(end="", flush=True)

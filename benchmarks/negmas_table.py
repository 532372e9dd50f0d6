"""Tables as text for a terminal, or in Markdown between marks for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["END", "START", "Sheet", "duration", "memory", "ratio"]

START, END = "<!-- measured: begin -->", "<!-- measured: end -->"


class Sheet:
    """Prints one table after another, row by row."""

    def __init__(self, *, markdown: bool) -> None:
        self.markdown = markdown

    def mark(self, mark: str) -> None:
        """Print where the tables of a page begin or end, in Markdown."""
        if self.markdown:
            print(f"\n{mark}", flush=True)

    def say(self, text: str) -> None:
        """Print a line on its own."""
        print(f"\n{text}", flush=True)

    def table(self, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table; the name of its columns first."""
        if self.markdown:
            print(f"\n**{title}**\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}", flush=True)
            for row in rows:
                print(f"| {' | '.join(row)} |", flush=True)
            return
        print(f"\n{title}\n  {_line(head)}", flush=True)
        for row in rows:
            print(f"  {_line(row)}", flush=True)


def _line(cells: Sequence[str]) -> str:
    widths = {9: (14, 32, 9, 9, 11, 11, 9, 19), 7: (14, 32, 40, 9, 11, 9), 3: (60, 36), 2: (60,)}
    padded = [cell.ljust(width) for cell, width in zip(cells, widths[len(cells)], strict=False)]
    return " ".join([*padded, *cells[len(padded) :]]).rstrip()


def duration(found: Mapping[str, Any] | None, limit: float) -> str:
    """Write seconds with two digits that count, or three from 0.1 s on."""
    if found is None:
        return f"over {limit:.0f} s"
    seconds = found["seconds"]
    return f"{seconds * 1e3:.2g} ms" if seconds < 0.0995 else f"{seconds:.3g} s"


def memory(found: Mapping[str, Any] | None) -> str:
    """Write the peak in MB."""
    return "" if found is None else f"{found['peak']:.0f} MB"


def ratio(above: Mapping[str, Any] | None, below: Mapping[str, Any] | None, limit: float) -> str:
    """Divide seconds; at least so much where the first took too long."""
    if below is None:
        return ""
    quotient = (limit if above is None else above["seconds"]) / below["seconds"]
    digits = f"{quotient:.2g}" if quotient < 10 else f"{float(f'{quotient:.2g}'):,.0f}"
    return f"{'over ' if above is None else ''}{digits}"

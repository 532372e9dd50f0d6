"""The spiral lens as a report: what was found, then every figure with its meaning and its caveat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from detente.lenses.spiral.spiral_result import CAVEATS, Spiral
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.spiral_fit_part import fit_part, points, sentence

__all__ = ["spiral_report"]


class Told(Protocol):
    """A finding that says what it means and what it does not."""

    @property
    def meaning(self) -> str: ...
    @property
    def caveat(self) -> str: ...


def spiral_report(found: Spiral) -> tuple[Block, ...]:
    """Tell everything that the lens found.

    Parameters
    ----------
    found : Spiral

    Returns
    -------
    tuple of Block
        Findings in lines; answers, responses and stability; tests of what the fit rests on; further
        questions; what could not be told; what to keep in mind.
    """
    series = found.series
    chosen = "as asked" if found.lag_choice is None else f"by {found.lag_choice.criterion}"
    pairs = (
        ("question", "do acts answer acts, and does it die down"),
        ("series", ", ".join(series.names)),
        ("periods", f"{series.periods[0]} to {series.periods[-1]}, {len(series.periods)} {series.every}s"),
        ("measure", series.measure),
        ("gaps", series.note),
        ("lags", f"{found.lags}, {chosen}"),
        ("bootstrap", f"{len(found.bootstrap.intercepts)} replications, seed {found.seed}"),
    )
    return (
        Heading(text=f"Action and reaction: {' and '.join(series.names)}", level=1),
        Facts(pairs=pairs),
        Items(items=tuple(Item(text=sentence(text)) for text in found.sentences)),
        *fit_part(found),
        *_further(found),
        *_triangle(found),
        *_not_told(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in CAVEATS)),
    )


def _further(found: Spiral) -> Iterator[Block]:
    yield from _told("Who answers whom", (found.granger,), [test.meaning for test in found.granger.tests])
    yield from _told("Conflict and cooperation", found.asymmetry)
    yield from _told("Late answers", (*found.delay, *found.memory))
    rare = [f"left out, too rare: {what}" for one in found.in_kind for what in one.left_out]
    yield from _told("In kind", found.in_kind, list(dict.fromkeys(rare)))


def _told(title: str, results: Sequence[Told], more: Sequence[str] = ()) -> Iterator[Block]:
    """Yield each finding in a line, and its caveats once."""
    if not results:
        return
    yield Heading(text=title)
    lines = [*(result.meaning for result in results), *more]
    yield Items(items=tuple(Item(text=sentence(line)) for line in lines))
    for caveat in dict.fromkeys(result.caveat for result in results):
        yield Paragraph(text=sentence(caveat), tone="muted")


def _triangle(found: Spiral) -> Iterator[Block]:
    told = found.triangle
    if told is None:
        return
    yield from _told(f"Three powers: {', '.join(told.actors)}", (told,))
    columns = (
        Column(name="of", flexible=True),
        Column(name="to", flexible=True),
        Column(name="kind", flexible=True),
        Column(name="a point brings", right=True),
        Column(name=f"{told.level:.0%} interval", right=True),
    )
    rows = tuple(
        (
            Cell(text=one.of),
            Cell(text=one.to),
            Cell(text=one.kind),
            Cell(text=points(one.answer.value, signed=True)),
            Cell(text=f"{points(one.answer.low, signed=True)} to {points(one.answer.high, signed=True)}"),
        )
        for one in told.answers
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))


def _not_told(found: Spiral) -> Iterator[Block]:
    if found.not_told:
        yield Heading(text="What these series cannot tell")
        items = (Item(text=sentence(f"{what}: {why}")) for what, why in found.not_told.items())
        yield Items(items=tuple(items))

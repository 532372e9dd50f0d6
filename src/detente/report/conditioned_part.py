"""A run conditioned on the status quo, in a report: beside the verdict, never instead of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.report.blocks import Block, Cell, Column, Heading, Paragraph, Section, Table
from detente.report.wording import COLUMN_OF_GATE, FORMS, left_out, percent, tone_of
from detente.verdict.classes import ClassVerdict
from detente.verdict.conditioning import Conditioned, JudgementShift
from detente.verdict.verdict import Verdict

__all__ = ["conditioned_part"]

#: Judgements shown, and standard errors that a median must move to be worth a line.
SHOWN, WORTH_TELLING = 10, 2.0

VERDICTS = (
    Column(name="form"),
    Column(name="all draws", right=True),
    Column(name="weighted", right=True),
    Column(name="95% interval"),
    Column(name="dies at"),
)
JUDGEMENTS = (
    Column(name="judgement", flexible=True),
    Column(name="before: 5%", right=True),
    Column(name="median", right=True),
    Column(name="95%", right=True),
    Column(name="after: 5%", right=True),
    Column(name="median", right=True),
    Column(name="95%", right=True),
    Column(name="moved", right=True),
)


def conditioned_part(verdict: Verdict, weighted: Conditioned | None) -> tuple[Block, ...]:
    """Set the shares of all draws and of the weighted ones side by side, and tell which judgements moved.

    Parameters
    ----------
    verdict : Verdict
        Of the same run, every draw counting the same.
    weighted : Conditioned or None
        None shows nothing.
    """
    if weighted is None:
        return ()
    warning = (Paragraph(text=f"{weighted.warning}.", tone="poor"),) if weighted.warning else ()
    return (
        Heading(text="Given the status quo"),
        Paragraph(text=_introduction(weighted)),
        *warning,
        *_classes(verdict, weighted),
        *_judgements(weighted.judgements, weighted.luck),
    )


def _introduction(weighted: Conditioned) -> str:
    gains = weighted.easy_gains
    middle = _middle(gains)
    return (
        f"A draw counts the less, the more gains it leaves on the table: deals on one option that pass every "
        f"gate, and moves one side could make alone and prefers. Each counts {weighted.inertia:g} times (the "
        f"inertia). Draws have {min(gains)} to {max(gains)} of them, the median draw {middle}; once "
        f"weighted, {weighted.draws} draws are worth {weighted.effective_draws:.0f}."
    )


def _middle(gains: Mapping[int, int]) -> int:
    """Return the median number of easy gains."""
    half, seen = sum(gains.values()) / 2, 0
    for number, draws in sorted(gains.items()):
        seen += draws
        if seen >= half:
            return number
    raise AssertionError("a run has draws")


def _classes(verdict: Verdict, weighted: Conditioned) -> tuple[Block, ...]:
    plain = {(found.key, found.form): found for found in verdict.classes}
    sections: dict[str, list[tuple[Cell, ...]]] = {}
    names = {}
    for found in weighted.classes:
        if found.is_deal:
            sections.setdefault(found.key, []).append(_row(plain[found.key, found.form], found))
            names[found.key] = found.name
    if not sections:
        return ()
    table = Table(
        columns=VERDICTS,
        sections=tuple(Section(key=key, name=names[key], rows=tuple(rows)) for key, rows in sections.items()),
        key_name="deal",
    )
    return (table,)


def _row(plain: ClassVerdict, found: ClassVerdict) -> tuple[Cell, ...]:
    dies = "passes" if found.gate_of_death is None else COLUMN_OF_GATE[found.gate_of_death]
    return (
        Cell(text=FORMS[found.form], tone="muted"),
        Cell(text=percent(plain.share), tone=tone_of(plain.share)),
        Cell(text=percent(found.share), tone=tone_of(found.share)),
        Cell(text=f"{percent(found.low)} to {percent(found.high)}"),
        Cell(text=dies),
    )


def _judgements(shifts: Sequence[JudgementShift], luck: float) -> tuple[Block, ...]:
    told = [shift for shift in shifts if shift.moved and abs(shift.moved) >= WORTH_TELLING * luck]
    if not shifts:
        text = "No cost of dealing, relative gain or trust in this dossier is uncertain, so none can move."
        return (Paragraph(text=text, tone="muted"),)
    if not told:
        text = (
            "No cost of dealing, relative gain or trust moved by more than the luck of the draws: with this "
            "inertia the status quo says nothing about them."
        )
        return (Paragraph(text=text, tone="muted"),)
    table = Table(
        columns=JUDGEMENTS, sections=(Section(rows=tuple(_moved(shift) for shift in told[:SHOWN])),)
    )
    text = (
        "What the costs of dealing, relative gains and trust would have to be for the status quo to make "
        "sense: percentiles of each before and after. moved: how far its median moved along what was "
        "elicited, from -100% (from the top to the bottom) to 100%. What moved by less than two standard "
        f"errors ({WORTH_TELLING * luck:.1%}) is left out."
    )
    if len(told) > SHOWN:
        text += f" {left_out(len(told) - SHOWN, 'judgements')}"
    return (table, Paragraph(text=text, tone="muted"))


def _moved(shift: JudgementShift) -> tuple[Cell, ...]:
    numbers = [x for spread in (shift.before, shift.after) for x in (spread.low, spread.middle, spread.high)]
    return (
        Cell(text=shift.path),
        *(Cell(text=f"{number:.3g}") for number in numbers),
        Cell(text=f"{shift.moved:+.0%}", tone="strong" if abs(shift.moved) >= 0.1 else "plain"),
    )

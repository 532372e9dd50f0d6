"""A tornado as a report: what each judgement alone does between the ends of its range."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.sensitivity_words import capitalised, margin_text, value_text
from detente.explain.tornado import Tornado
from detente.explain.tornado_bars import TornadoBar, TornadoEnd
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import range_words
from detente.report.wording import left_out, percent

__all__ = ["tornado_report"]

#: Judgements in the table.
SHOWN = 12


def tornado_report(found: Tornado) -> tuple[Block, ...]:
    """Tell what single judgements do to a kind of deal or a package.

    Parameters
    ----------
    found : Tornado

    Returns
    -------
    tuple of Block
    """
    pairs = (
        ("question", "what each judgement does alone"),
        ("asked of", found.name),
        ("form", found.form),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
        ("deal in", f"{percent(found.share.share)} of draws"),
    )
    return (
        Heading(text=found.title, level=1),
        Facts(pairs=pairs),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *(_table(found) if found.bars else ()),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _table(found: Tornado) -> Iterator[Block]:
    yield Heading(text="One judgement at a time")
    shown = found.bars[:SHOWN]
    names = ["low", "high"] if found.how == "exact" else ["lowest fifth", "highest fifth"]
    columns = (Column(name="judgement", flexible=True), *(Column(name=f"at {name}") for name in names))
    rows = tuple(
        (
            Cell(text=capitalised(bar.entry.words)),
            *(Cell(text=_end(found, bar, end)) for end in (bar.low, bar.high)),
        )
        for bar in shown
    )
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(text=_note(found), tone="muted")
    rest = len(found.bars) - len(shown)
    if rest:
        yield Paragraph(text=left_out(rest, "judgements"), tone="muted")


def _end(found: Tornado, bar: TornadoBar, end: TornadoEnd) -> str:
    """Write the value of a judgement and what comes of it."""
    value = value_text(bar.entry, end.value)
    if any(bar.swing[0] for bar in found.bars):
        return f"{value}: {percent(end.share.share)} ({range_words(end.share.low, end.share.high)})"
    told = f"{end.gates:.2f} gates"
    if found.condition is not None and end.median_margin is not None:
        told += f", {margin_text(found.condition, end.median_margin, bar.swing[2])}"
    return f"{value}: {told}"


def _note(found: Tornado) -> str:
    if any(bar.swing[0] for bar in found.bars):
        text = "After the value of the judgement: share of draws with a deal, with its 95% interval."
        return text if found.how == "exact" else f"{text} The value is where the fifth ends."
    text = "After the value of the judgement: mean number of gates passed"
    if found.condition is not None:
        return f"{text}; at the medians, by how much {found.condition.name} (below 0: by how much not)."
    return f"{text}."

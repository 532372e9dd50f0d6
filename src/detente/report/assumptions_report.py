"""Key assumptions as a report: the judgements on which verdicts hang, with what to watch."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.assumptions_result import Assumption, KeyAssumptions
from detente.explain.flip_words import needed_words, number_words, range_words
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import left_out, percent

__all__ = ["assumptions_report"]

#: Assumptions told of one by one, and rows of the table.
MOST_TOLD, MOST_ROWS, MOST_SOURCES = 12, 30, 2


def assumptions_report(found: KeyAssumptions) -> tuple[Block, ...]:
    """Tell which judgements turn a verdict inside their ranges.

    Parameters
    ----------
    found : KeyAssumptions

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *_list(found),
        *_table(found),
        *_not_judged(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: KeyAssumptions) -> Facts:
    return Facts(
        pairs=(
            ("question", "on which judgements the verdicts hang"),
            ("kinds of deal", str(len(found.kinds))),
            ("form", found.form),
            ("reading", found.reading or "base"),
        )
    )


def _list(found: KeyAssumptions) -> Iterator[Block]:
    if not found.assumptions:
        return
    yield Heading(text="Key assumptions")
    yield Items(items=tuple(_item(found, one) for one in found.assumptions[:MOST_TOLD]))
    if len(found.assumptions) > MOST_TOLD:
        yield Paragraph(text=left_out(len(found.assumptions) - MOST_TOLD, "assumptions"), tone="muted")


def _item(found: KeyAssumptions, one: Assumption) -> Item:
    whose = ", ".join(found.labels.get(party, party) for party in one.turn.entry.who)
    lines = [f"Whose: {whose or 'nobody in particular'}"]
    lines += [f"Source: {line}" for line in one.sources[:MOST_SOURCES]] or ["Source: none given"]
    if len(one.sources) > MOST_SOURCES:
        lines.append(left_out(len(one.sources) - MOST_SOURCES, "sources"))
    lines.append(f"Watch: {one.indicator or 'the dossier names no observation that would tell'}")
    return Item(text=one.sentence, inner=tuple(Item(text=line) for line in lines))


def _table(found: KeyAssumptions) -> Iterator[Block]:
    if not found.assumptions:
        return
    yield Heading(text="Where verdicts turn")
    columns = (
        Column(name="kind of deal", flexible=True),
        Column(name="judgement", flexible=True),
        Column(name="range", right=True),
        Column(name="median", right=True),
        Column(name="turns at", right=True),
        Column(name="beyond", right=True),
        Column(name="watch"),
    )
    rows = tuple(_row(one) for one in found.assumptions[:MOST_ROWS])
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(
        text="Beyond: probability, by the range or distribution put in, that the judgement lies at its "
        "turning point or past it. Watch: whether the dossier names an observation that would tell.",
        tone="muted",
    )
    if len(found.assumptions) > MOST_ROWS:
        yield Paragraph(text=left_out(len(found.assumptions) - MOST_ROWS, "rows"), tone="muted")


def _row(one: Assumption) -> tuple[Cell, ...]:
    entry = one.turn.entry
    return (
        Cell(text=one.kind),
        Cell(text=entry.path),
        Cell(text=range_words(entry)),
        Cell(text=number_words(entry, entry.middle)),
        Cell(text=needed_words(one.turn), tone="strong"),
        Cell(text=percent(one.beyond_turning)),
        Cell(text="yes" if one.indicator else "no", tone="good" if one.indicator else "muted"),
    )


def _not_judged(found: KeyAssumptions) -> Iterator[Block]:
    left = [kind for kind in found.kinds if kind.verdict is None]
    if left:
        yield Heading(text="Not judged")
        yield Items(items=tuple(Item(text=f"{kind.name}: {kind.reason}.") for kind in left))

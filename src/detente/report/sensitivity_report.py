"""Sensitivity as a report: what drives the verdict, in sentences and as a table."""

from __future__ import annotations

from detente.explain.influence_words import measured_text
from detente.explain.influences import Fifth, Influence
from detente.explain.sensitivity import Sensitivity
from detente.explain.sensitivity_words import capitalised
from detente.model.predicate import GATE_NOUNS
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import range_words
from detente.report.wording import left_out, percent

__all__ = ["sensitivity_report"]

#: Judgements in the table.
SHOWN = 12


def sensitivity_report(found: Sensitivity) -> tuple[Block, ...]:
    """Tell which judgements drive a verdict.

    Parameters
    ----------
    found : Sensitivity

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *(_table(found) if found.leading else ()),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: Sensitivity) -> Facts:
    compared = {
        "deal": "whether there is a deal",
        "gate": f"whether {GATE_NOUNS.get(found.gate or '', '')} is passed",
        "gates passed": "gates passed",
        "margin": "margin of a condition",
    }[found.outcome]
    pairs = (
        ("question", "which judgements drive the verdict"),
        ("asked of", found.name),
        ("form", found.form),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
        ("deal in", f"{percent(found.share.share)} of draws"),
        ("compared", compared),
    )
    return Facts(pairs=pairs)


def _table(found: Sensitivity) -> tuple[Block, ...]:
    columns = (
        Column(name="#", right=True),
        Column(name="judgement", flexible=True),
        Column(name="influence", right=True),
        Column(name="noise"),
        Column(name="lowest fifth", right=True),
        Column(name="highest fifth", right=True),
    )
    shown = found.leading[:SHOWN]
    rows = tuple(_row(found, rank, one) for rank, one in enumerate(shown, start=1))
    note = (
        f"Influence: how far the outcome moves within {found.slices} slices of a judgement (PAWN, 0 to 1, "
        f"with its 95% interval). Noise: judgements without any reach {found.floor:.3f} by chance, with that "
        "excess still in; those within say nothing."
    )
    blocks: list[Block] = [
        Heading(text="What moves it"),
        Table(columns=columns, sections=(Section(rows=rows),), gap=1),
        Paragraph(text=note, tone="muted"),
    ]
    rest = len(found.leading) - len(shown)
    if rest:
        blocks.append(Paragraph(text=left_out(rest, "judgements"), tone="muted"))
    return tuple(blocks)


def _row(found: Sensitivity, rank: int, one: Influence) -> tuple[Cell, ...]:
    tone = "plain" if one.stands_out else "muted"
    pawn = one.pawn
    texts = (
        str(rank),
        capitalised(one.entry.words),
        f"{pawn.value:.2f} ({pawn.low:.2f}-{pawn.high:.2f})",
        "above" if one.stands_out else "within",
        *(_fifth(found, one, fifth) for fifth in (one.fifths[0], one.fifths[-1])),
    )
    return tuple(Cell(text=text, tone=tone) for text in texts)  # type: ignore[arg-type]


def _fifth(found: Sensitivity, one: Influence, fifth: Fifth) -> str:
    if fifth.interval is not None:
        return f"{percent(fifth.mean)} ({range_words(fifth.interval.low, fifth.interval.high)})"
    return measured_text(found.outcome, found.condition, fifth.mean, abs(one.swing))

"""A case without a source, and every source withdrawn in turn: as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.resting_on import KINDS
from detente.explain.retract import Retraction
from detente.explain.retract_dossier import Replacement
from detente.explain.retract_each import RetractionRanking
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.diff_report import movements_part
from detente.report.wording import SHORTEST_GATE, left_out, percent

__all__ = ["retract_each_report", "retract_report"]

#: Rows of a table.
MOST_ROWS = 20
PLURALS = {
    "number": "numbers",
    "correlation": "correlations",
    "ledger entry": "entries of the ledger",
    "rule": "rules of ratification",
    "kind of deal": "kinds of deal",
    "issue": "issues",
    "option": "options",
    "position": "positions",
    "event": "events",
    "reading": "readings",
    "successor": "successors",
}
#: What is replaced or left out; the rest is only listed.
ACTED_ON = ("number", "correlation", "ledger entry", "rule")


def retract_report(found: Retraction) -> tuple[Block, ...]:
    """Tell what becomes of a case when a source, a claim or a paragraph is withdrawn.

    Parameters
    ----------
    found : Retraction

    Returns
    -------
    tuple of Block
    """
    facts = (
        ("question", "retract"),
        ("withdrawn", found.source_or_claim),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
    )
    first, *rest = found.sentences
    return (
        Heading(text=found.title, level=1),
        Facts(pairs=facts),
        Paragraph(text=first, tone="strong"),
        *(Paragraph(text=text) for text in rest),
        *movements_part(found.movements),
        *_resting(found),
        *_replaced(found.replaced),
        *_caveats(found.caveats),
    )


def _caveats(caveats: Sequence[str]) -> tuple[Block, ...]:
    return (Heading(text="To keep in mind"), Items(items=tuple(Item(text=text) for text in caveats)))


def _resting(found: Retraction) -> Iterator[Block]:
    resting = found.resting
    kinds = [kind for kind in KINDS if resting.count(kind)]
    if not kinds:
        return
    yield Heading(text="What rests on it")
    rows = tuple(
        (
            Cell(text=PLURALS[kind]),
            Cell(text=str(resting.count(kind, alone=True))),
            Cell(text=str(resting.count(kind, alone=False))),
            Cell(text=str(resting.totals[kind])),
        )
        for kind in kinds
    )
    columns = (
        Column(name="what", flexible=True),
        Column(name="on it alone", right=True),
        Column(name="on others too", right=True),
        Column(name="in all", right=True),
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    if any(kind not in ACTED_ON for kind in kinds):
        yield Paragraph(
            text="Numbers, correlations, entries of the ledger and rules that rest on it alone are replaced "
            "or left out; the rest stays as it is.",
            tone="muted",
        )


def _replaced(replaced: Sequence[Replacement]) -> Iterator[Block]:
    if not replaced:
        return
    yield Heading(text="What stands in its place")
    # What the record comes to says more than each entry that is gone.
    order = ("record", "rule", "correlation", "number", "ledger entry")
    ranked = sorted(replaced, key=lambda item: order.index(item.kind))
    rows = tuple(
        (Cell(text=item.words), Cell(text=item.before), Cell(text=item.after)) for item in ranked[:MOST_ROWS]
    )
    columns = (
        Column(name="what", flexible=True),
        Column(name="before", flexible=True),
        Column(name="after", flexible=True),
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    if len(ranked) > MOST_ROWS:
        yield Paragraph(text=left_out(len(ranked) - MOST_ROWS, "parts"), tone="muted")


def retract_each_report(ranking: RetractionRanking) -> tuple[Block, ...]:
    """Tell on which sources the answer hangs.

    Parameters
    ----------
    ranking : RetractionRanking

    Returns
    -------
    tuple of Block
    """
    facts = (
        ("question", "retract, every source in turn"),
        ("sources", str(len(ranking.retractions))),
        ("reading", ranking.reading or "base"),
        ("draws", str(ranking.draws)),
        ("seed", str(ranking.seed)),
    )
    first, *rest = ranking.sentences
    return (
        Heading(text=ranking.title, level=1),
        Facts(pairs=facts),
        Paragraph(text=first, tone="strong"),
        *(Paragraph(text=text) for text in rest),
        *_ranked(ranking.retractions),
        *_caveats(ranking.caveats),
    )


def _ranked(retractions: Sequence[Retraction]) -> Iterator[Block]:
    if not retractions:
        return
    yield Heading(text="Sources, the one that matters most first")
    columns = (
        Column(name="without", flexible=True),
        Column(name="alone", right=True),
        Column(name="stakes", right=True),
        Column(name="flips", right=True),
        Column(name="gates", right=True),
        Column(name="moves most", flexible=True),
        Column(name="at"),
        Column(name="from", right=True),
        Column(name="to", right=True),
    )
    rows = tuple(tuple(_row(one)) for one in retractions[:MOST_ROWS])
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    if len(retractions) > MOST_ROWS:
        yield Paragraph(text=left_out(len(retractions) - MOST_ROWS, "sources"), tone="muted")
    yield Paragraph(
        text="Alone: numbers that cite nothing else. Stakes: share of the points at stake that rest on it "
        "alone. Flips: kinds of deal that become a deal or no deal; ~ where one side is too close to call. "
        "Gates: kinds that die at another gate. From, to: share of draws that gets past the gate that moves "
        "most.",
        tone="muted",
    )


def _row(one: Retraction) -> Iterator[Cell]:
    yield Cell(text=one.source_or_claim)
    yield Cell(text=str(one.resting.count("number", alone=True)))
    yield Cell(text=percent(one.resting.stakes.points_alone))
    flips = str(one.flips) + (f" ~{one.unsettled}" if one.unsettled else "")
    yield Cell(text=flips, tone="poor" if one.flips or one.unsettled else "muted")
    yield Cell(text=str(one.gates_changed), tone="fair" if one.gates_changed else "muted")
    most = one.most_moved
    if most is None:
        yield from (Cell(text="nothing", tone="muted"), Cell(), Cell(), Cell())
        return
    yield Cell(text=most.name)
    yield Cell(text=SHORTEST_GATE[most.gate])
    yield Cell(text=percent(most.before.survives[most.gate]))
    yield Cell(text=percent(most.after.survives[most.gate]))

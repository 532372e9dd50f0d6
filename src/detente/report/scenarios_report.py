"""Scenario discovery as a report: regions of the judgements, their limits, and how much of it is luck."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.scenario_boxes import ScenarioBox, ScenarioLimit
from detente.explain.scenarios import Scenarios
from detente.explain.sensitivity_words import capitalised, number_text
from detente.model.predicate import GATE_NOUNS, GATES
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import range_words
from detente.report.wording import percent
from detente.verdict.intervals import ShareInterval

__all__ = ["scenarios_report"]

#: Limits found again in fewer halves of the draws are told as weak.
FIRM = 0.5


def scenarios_report(found: Scenarios) -> tuple[Block, ...]:
    """Tell in which regions of the judgements a deal exists.

    Parameters
    ----------
    found : Scenarios

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *_regions(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: Scenarios) -> Facts:
    sought = "where there is no deal" if found.sought == "no deal" else "where there is a deal"
    if found.gate != GATES[-1]:
        verb = "is not passed" if found.sought == "no deal" else "is passed"
        sought = f"where {GATE_NOUNS[found.gate]} {verb}"
    pairs = [
        ("question", "in which region of the judgements"),
        ("asked of", found.name),
        ("form", found.form),
        ("sought", sought),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", f"{found.seed}, of fresh draws {found.fresh_seed}" if found.looked_at else str(found.seed)),
    ]
    if found.looked_at:
        pairs.append(("judgements", f"{found.looked_at} of {found.judgements}, those with most influence"))
    return Facts(pairs=tuple(pairs))


def _regions(found: Scenarios) -> Iterator[Block]:
    for number, box in enumerate(found.boxes, start=1):
        yield Heading(text="The region" if len(found.boxes) == 1 else f"Region {number}")
        yield _limits(box)
        yield _figures(found, box)
    if found.boxes:
        halves = " and ".join(str(n) for n in dict.fromkeys(box.halves for box in found.boxes))
        yield Paragraph(
            text=f"Again: in how many of {halves} random halves of the draws the judgement was limited "
            "again. Chance: how probable the region would be as dense without the limit (a quasi-p-value; "
            "limits above 5% are dropped).",
            tone="muted",
        )


def _limits(box: ScenarioBox) -> Table:
    columns = (
        Column(name="judgement", flexible=True),
        Column(name="limit", right=True),
        Column(name="of", right=True),
        Column(name="again", right=True),
        Column(name="chance", right=True),
    )
    rows = tuple(_row(limit) for limit in box.limits)
    return Table(columns=columns, sections=(Section(rows=rows),), gap=1)


def _row(limit: ScenarioLimit) -> tuple[Cell, ...]:
    low, high = (number_text(limit.entry, end) for end in (limit.entry.low, limit.entry.high))
    return (
        Cell(text=capitalised(limit.entry.words)),
        Cell(text=_limit(limit)),
        Cell(text=f"{low} to {high}"),
        Cell(text=percent(limit.reproduced), tone="plain" if limit.reproduced >= FIRM else "poor"),
        Cell(text=percent(limit.quasi_p)),
    )


def _limit(limit: ScenarioLimit) -> str:
    if limit.low is None and limit.high is not None:
        return f"at most {number_text(limit.entry, limit.high)}"
    if limit.high is None and limit.low is not None:
        return f"at least {number_text(limit.entry, limit.low)}"
    assert limit.low is not None
    assert limit.high is not None
    return f"{number_text(limit.entry, limit.low)} to {number_text(limit.entry, limit.high)}"


def _figures(found: Scenarios, box: ScenarioBox) -> Table:
    """Set a region side by side with all draws, and the draws with fresh ones."""
    columns = (
        Column(name=""),
        Column(name="inside", right=True),
        Column(name="overall", right=True),
        Column(name="covers", right=True),
    )
    rows = (
        (
            Cell(text="draws"),
            Cell(text=_share(box.density)),
            Cell(text=percent(found.overall.share)),
            Cell(text=percent(box.coverage)),
        ),
        (
            Cell(text="fresh draws"),
            Cell(text=_share(box.fresh_density)),
            Cell(text="" if found.fresh_overall is None else percent(found.fresh_overall.share)),
            Cell(text=percent(box.fresh_coverage)),
        ),
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _share(share: ShareInterval | None) -> str:
    return "no draw" if share is None else f"{percent(share.share)} ({range_words(share.low, share.high)})"

"""A plan of pressure as parts of a report: its acts, what it is worth to whom, and who has it as a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.pressure_plan import PlanWorth, PressurePlan
from detente.explain.short_names import ShortNames
from detente.explain.why_not_words import amount
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.middle_cut import middle_cut
from detente.report.wording import left_out, listed

__all__ = ["plan_part"]

#: Parties of a table, acts of one party that are told, and letters in cells.
MOST_PARTIES, MOST_ACTS, PARTY_WIDTH, ACTS_WIDTH = 20, 3, 36, 46


def plan_part(plan: PressurePlan, names: ShortNames) -> Iterator[Block]:
    """Tell a plan of pressure.

    Parameters
    ----------
    plan : PressurePlan
    names : ShortNames
    """
    yield Heading(text="The acts")
    yield Items(
        items=tuple(
            Item(
                text=f"{act.key}: {names.full[act.issue]}: {names.full[act.key]}"
                f"{_performers(act.performers, names)}{'' if act.is_pressure else ' (no act of pressure)'}"
            )
            for act in plan.acts
        )
    )
    yield Heading(text="What they are worth together")
    if not plan.worth:
        yield Paragraph(text="Nobody's stakes say.")
        return
    columns = (
        Column(name="party", flexible=True),
        Column(name="points", right=True),
        Column(name="over draws", right=True),
        Column(name="mostly by", flexible=True),
    )
    rows = tuple(_row(one, names) for one in plan.worth[:MOST_PARTIES])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Points at the medians and their 5th to 95th percentile, on each party's own scale: what a plan "
        "of these acts under no_deal would add to what no deal is worth to it.",
        tone="muted",
    )
    if len(plan.worth) > MOST_PARTIES:
        yield Paragraph(text=left_out(len(plan.worth) - MOST_PARTIES, "parties"), tone="muted")


def _performers(performers: Sequence[str], names: ShortNames) -> str:
    return f", by {listed([names[one] for one in performers])}" if performers else ""


def _row(one: PlanWorth, names: ShortNames) -> tuple[Cell, ...]:
    low, high = (amount(end, "points", signed=True) for end in (one.spread.low, one.spread.high))
    acts = [f"{key} {amount(points, 'points', signed=True)}" for key, points, _ in one.by_act[:MOST_ACTS]]
    return (
        Cell(text=middle_cut(names[one.party], PARTY_WIDTH)),
        Cell(text=amount(one.points, "points", signed=True), tone="poor" if one.points < 0 else "good"),
        Cell(text=low if one.spread.is_certain else f"{low} to {high}"),
        Cell(text=middle_cut(", ".join(acts), ACTS_WIDTH)),
    )

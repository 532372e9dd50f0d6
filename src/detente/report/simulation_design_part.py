"""What a simulation advises, in a report: where the advice turns round, the fewest measures, assurance."""

from __future__ import annotations

from collections.abc import Iterator

from detente.lenses.climate.measure_design import Design, KeptUp
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import left_out, listed, percent
from detente.verdict.simulation_result import Simulation

__all__ = ["design_part"]

#: Rows of trade-offs, and names of options in a line.
MOST_ROWS, MOST_NAMES = 12, 6


def design_part(found: Simulation) -> Iterator[Block]:
    """Yield changes of sign, the design where one was asked for, and assurance beside provocation.

    Parameters
    ----------
    found : Simulation

    Yields
    ------
    Block
        None where there is nothing of either.
    """
    yield from _signs(found)
    if found.design is not None:
        yield from _design(found, found.design)
    yield from _assurance(found)


def _signs(found: Simulation) -> Iterator[Block]:
    if not found.signs:
        return
    yield Heading(text="Where the advice turns round")
    yield Items(items=tuple(Item(text=text) for text in (*_turning(found), *_steady(found))))
    yield Paragraph(text=found.signs[0].caveat, tone="muted")


def _turning(found: Simulation) -> Iterator[str]:
    """Yield the numbers on whose side of some value the advice hangs."""
    turning = [sign.meaning for sign in found.signs if sign.turns]
    yield from turning or ["Nowhere: no number whose sign is in doubt turns any policy round."]


def _steady(found: Simulation) -> Iterator[str]:
    """Yield for each policy the numbers that do not matter to whether it helps, in one line."""
    steady = [sign for sign in found.signs if not sign.turns]
    for helps, says in ((True, "lowers"), (False, "raises"), (None, "does nothing to")):
        for policy in dict.fromkeys(sign.policy for sign in steady if sign.helps_first is helps):
            mine = [sign for sign in steady if (sign.policy, sign.helps_first) == (policy, helps)]
            whose = "hostility" if mine[0].side is None else f"the hostility of {mine[0].side}"
            names = ", ".join(f"{sign.entry} of {sign.principal}" for sign in mine)
            yield f"{policy} {says} {whose} on either side of 0 of: {names}."


def _design(found: Simulation, design: Design) -> Iterator[Block]:
    yield Heading(text=f"The fewest measures for hostility below {design.goal.below:g}")
    yield Paragraph(text=design.meaning, tone="strong")
    if design.measures:
        yield _measures(found, design)
    items = [f"Hostility itself lies below it in {percent(design.share_below)} of draws."]
    if design.status == "none":
        items.append(f"No choice of measures, kept up as long as one likes, gets below {design.least:z.2f}.")
    items += [obstacle.meaning for obstacle in design.obstacles]
    yield Items(items=tuple(Item(text=text) for text in items))
    yield Paragraph(text=design.caveat, tone="muted")


def _measures(found: Simulation, design: Design) -> Table:
    columns = (
        Column(name="measure", flexible=True),
        Column(name="points less hostile", flexible=True),
        Column(name="costs both", right=True),
        Column(name="after", flexible=True),
    )
    rows = tuple(
        (
            Cell(text=f"{kept.title} ({kept.measure})"),
            Cell(text=_acts(found, kept)),
            Cell(text=f"{kept.cost:z.1f}"),
            Cell(text=", ".join(kept.after)),
        )
        for kept in design.measures
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _acts(found: Simulation, kept: KeptUp) -> str:
    acts = [f"{found.labels.get(party, party)} {points:.2g}" for party, points in kept.acts.items()]
    apart = ["keeps forces apart"] if kept.keeps_apart else []
    return ", ".join([*acts, *apart])


def _assurance(found: Simulation) -> Iterator[Block]:
    told = found.assurance
    if not (told.rows or told.missing or told.unscored):
        return
    yield Heading(text="Assurance beside provocation")
    yield Paragraph(text=told.meaning)
    if told.rows:
        yield _trade_offs(found)
    left = len(told.rows) - MOST_ROWS
    if left > 0:
        yield Paragraph(text=left_out(left, "options"), tone="muted")
    for why in dict.fromkeys(told.missing.values()):
        options = [option for option, reason in told.missing.items() if reason == why]
        yield Paragraph(text=f"Not judged, {why}: {listed(options, MOST_NAMES)}.", tone="muted")
    if told.unscored:
        names = listed(told.unscored, MOST_NAMES)
        yield Paragraph(text=f"Third parties gain, but no act is stated: {names}.", tone="muted")
    yield Paragraph(text=told.caveat, tone="muted")


def _trade_offs(found: Simulation) -> Table:
    columns = (
        Column(name="option", flexible=True),
        Column(name="by", flexible=True),
        Column(name="assures, points", flexible=True),
        Column(name="other side", right=True),
        Column(name="more hostile in", right=True),
    )
    rows = tuple(
        (
            Cell(text=row.option),
            Cell(text=found.labels.get(row.by, row.by)),
            Cell(text=", ".join(f"{party} {points:.0f}" for party, points in row.assures.items())),
            Cell(text=f"{row.expected:+z.2f}"),
            Cell(text=percent(row.raises)),
        )
        for row in found.assurance.rows[:MOST_ROWS]
    )
    return Table(columns=columns, sections=(Section(rows=rows),))

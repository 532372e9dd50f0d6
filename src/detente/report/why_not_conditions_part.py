"""The conditions of a package as parts of a report: gate by gate, what fails, what holds, and the causes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.causes import Cause
from detente.explain.conditions import Condition
from detente.explain.short_names import ShortNames
from detente.explain.why_not import WhyNot
from detente.explain.why_not_package import ConditionFinding, PackageDiagnosis
from detente.explain.why_not_words import amount, cause_words, measured
from detente.lenses.spread import Spread
from detente.model.predicate import GATES
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted
from detente.report.middle_cut import middle_cut
from detente.report.wording import left_out, listed, percent, tone_of

__all__ = [
    "CONDITION_WIDTH",
    "causes_part",
    "changes_part",
    "condition_cell",
    "conditions_part",
    "gates_part",
    "range_of",
]

#: Causes of a condition that are told, and conditions that are told the causes of.
MOST_CAUSES, MOST_CONDITIONS = 3, 8
#: Conditions in a table, and letters of their names.
MOST_ROWS, CONDITION_WIDTH = 30, 56
AS_ACCEPTANCE = (
    "As its acceptance: it relies on nobody's doubtful word, so that both are the same in every draw."
)


def changes_part(result: WhyNot) -> Iterator[Block]:
    """Tell what the package changes, issue by issue: the key, by which the rest tells it, and the names."""
    yield Heading(text="What the package changes")
    names = result.labels
    yield Items(
        items=tuple(
            Item(text=f"{issue}={option}: {names[issue]}: {names[f'{issue}={option}']}")
            for issue, option in result.first.package.items()
        )
    )


def gates_part(package: PackageDiagnosis) -> Iterator[Block]:
    """Tell gate by gate whether the package passes at the medians and in which share of draws."""
    yield Heading(text="Gate by gate")
    columns = (
        Column(name="gate"),
        Column(name="at the medians"),
        Column(name="alone"),
        Column(name="passed in", right=True),
        Column(name="", bar=True),
        Column(name="alone in", right=True),
    )
    rows = tuple(
        (
            Cell(text=one.gate),
            Cell(text="passed" if one.passes else "not passed", tone="good" if one.passes else "poor"),
            Cell(text="holds" if one.holds else "fails", tone="plain" if one.holds else "poor"),
            Cell(text=percent(one.share), tone=tone_of(one.share)),
            Cell(bar=(one.share, one.share)),
            Cell(text=percent(one.own_share), tone=tone_of(one.own_share)),
        )
        for one in package.gates
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Passed: this gate and all before it, with every judgement at its median, and in which share of "
        "draws. Alone: whether its own conditions hold, whatever becomes of the gates before it.",
        tone="muted",
    )


def conditions_part(package: PackageDiagnosis, names: ShortNames, *, failing: bool) -> Iterator[Block]:
    """Tell of the conditions that fail, or of those that hold, by how much and how often they fail.

    Parameters
    ----------
    package : PackageDiagnosis
    names : ShortNames
    failing : bool
        Those that fail at the medians; else those that hold.
    """
    found = [one for one in package.conditions if one.holds != failing]
    yield Heading(text="What fails" if failing else "What holds")
    if not found:
        yield Paragraph(text=f"No condition {'fails' if failing else 'holds'} at the medians.")
        return
    columns = (
        Column(name="condition", flexible=True),
        Column(name="short by" if failing else "to spare", right=True),
        Column(name="where it fails", right=True),
        Column(name="fails in", right=True),
    )
    shown = found[:MOST_ROWS]
    by_gate = [(gate, [one for one in shown if one.condition.gate == gate]) for gate in GATES]
    sections = tuple(
        Section(key=gate, rows=tuple(_row(one, names, failing=failing) for one in own))
        for gate, own in by_gate
        if own
    )
    yield Table(columns=columns, sections=sections, key_name="gate", gap=1)
    yield Paragraph(
        text=f"{'Short by' if failing else 'To spare'}: at the medians, in points of the party's own scale, "
        "per period for keeping the deal, or in hundredths of the control. Where it fails: 5th to 95th "
        "percentile of what it is short by, over the draws in which it fails.",
        tone="muted",
    )
    if any(one.same_as is not None for one in shown):
        yield Paragraph(text=AS_ACCEPTANCE, tone="muted")
    if len(found) > MOST_ROWS:
        yield Paragraph(text=left_out(len(found) - MOST_ROWS, "conditions"), tone="muted")


def condition_cell(condition: Condition, names: ShortNames, width: int = CONDITION_WIDTH) -> str:
    """Return the name of a condition for a cell, in short and cut in its middle where it is too long."""
    text = names.text(condition.name).removeprefix("those at the table can deliver ")
    return middle_cut(f"control for {text}" if condition.kind == "delivery" else text, width)


def _row(found: ConditionFinding, names: ShortNames, *, failing: bool) -> tuple[Cell, ...]:
    unit = found.condition.unit
    if found.same_as is not None:
        text = f"{names[found.condition.parties[0]]}: trust as its acceptance"
        return (Cell(text=middle_cut(text, CONDITION_WIDTH), tone="muted"), Cell(), Cell(), Cell())
    return (
        Cell(text=condition_cell(found.condition, names)),
        Cell(text=amount(abs(found.margin), unit), tone="poor" if failing else "good"),
        Cell(text="" if found.shortfall is None else range_of(found.shortfall, unit)),
        Cell(text=percent(found.fails), tone="poor" if found.fails >= 1 / 2 else "plain"),
    )


def range_of(spread: Spread, unit: str) -> str:
    """Write the 5th and 95th percentile of an amount."""
    low, high = (amount(end, unit).replace("less than ", "<") for end in (spread.low, spread.high))
    return low if low == high else f"{low} to {high}"


def causes_part(
    result: WhyNot, package: PackageDiagnosis, found: Sequence[ConditionFinding]
) -> Iterator[Block]:
    """Tell the causes of conditions, those that decide against them first, each with its sources."""
    told = _together([one for one in found if one.causes])
    if not told:
        return
    yield Heading(text="What causes it")
    yield Items(items=tuple(_condition_item(result, package, one) for one in told[:MOST_CONDITIONS]))
    if len(told) > MOST_CONDITIONS:
        yield Paragraph(text=left_out(len(told) - MOST_CONDITIONS, "conditions"), tone="muted")
    yield Paragraph(
        text="What each judgement adds at the medians, in the unit of the condition, with the range it was "
        "given. Factors weigh other judgements; what they make of them is counted there already.",
        tone="muted",
    )


def _together(found: Sequence[ConditionFinding]) -> list[list[ConditionFinding]]:
    """Put rules together that hang on the same parties, by the same margin; trust that is acceptance too."""
    groups: dict[object, list[ConditionFinding]] = {}
    for one in found:
        key = (one.turned, one.margin) if one.turned else one.same_as or one.condition.key
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _condition_item(result: WhyNot, package: PackageDiagnosis, alike: Sequence[ConditionFinding]) -> Item:
    found = alike[0]
    causes = [one for one in found.causes if one.hurts != found.holds]
    whose = found.turned or found.condition.parties
    inner = [cause_item(result, package, one, whose, found.condition.unit) for one in causes[:MOST_CAUSES]]
    if len(causes) > MOST_CAUSES:
        inner.append(Item(text=_others(causes[MOST_CAUSES:], found.condition.unit), tone="muted"))
    unit = found.condition.unit
    lacks = measured(-found.margin, unit) if unit == "share of control" else amount(-found.margin, unit)
    state = f"short by {lacks}" if not found.holds else f"{amount(found.margin, unit)} to spare"
    whom = ""
    if len(found.condition.parties) > 1 and found.turned:
        whom = f"; it hangs on {listed([result.labels[party] for party in found.turned])}"
    names = "; ".join(result.names.text(one.condition.name) for one in alike)
    return Item(text=f"{names}: {state}{whom}", tone="strong", inner=tuple(inner))


def _others(causes: Sequence[Cause], unit: str) -> str:
    terms = sum(one.weight for one in causes if one.is_term)
    n = len(causes)
    more = f"{n} more judgement{'' if n == 1 else 's'}"
    adding = f", adding {amount(terms, unit, signed=True)}" if terms else ""
    return f"{more}{adding}; --json has {'it' if n == 1 else 'them all'}"


def cause_item(
    result: WhyNot, package: PackageDiagnosis, cause: Cause, whose: Sequence[str], unit: str
) -> Item:
    """Tell one judgement: what it adds, what it says, its range, and what it rests on."""
    entry = cause.entry
    words = cause_words(cause, package.package, whose, result.names)
    span = _span(entry.low, entry.high, entry.unit)
    factor = "" if cause.is_term else ", a factor"
    first, *more = cause.sources or (entry.note or "no source is given",)
    also = f" (and {counted(len(more), 'more source')})" if more else ""
    text = f"{amount(cause.weight, unit, signed=True)} {words} [{span}{factor}]"
    return Item(text=text, inner=(Item(text=f"{first}{also}", tone="muted"),))


def _span(low: float, high: float, unit: str) -> str:
    ends = [f"{end:.2f}" if unit == "share" else f"{round(end, 1) + 0.0:g}" for end in (low, high)]
    return ends[0] if low == high else f"{ends[0]} to {ends[1]}"

"""Who stops a package, what carries it and what it hangs on, as parts of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.explain.blocking_set import BlockingSets, StanceSet
from detente.explain.short_names import ShortNames
from detente.explain.why_not import WhyNot
from detente.explain.why_not_package import Hinge, PackageDiagnosis
from detente.explain.why_not_words import amount
from detente.model.predicate import GATE_NOUNS
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.middle_cut import middle_cut
from detente.report.why_not_conditions_part import cause_item, range_of
from detente.report.wording import COLUMN_OF_GATE, left_out, listed, percent, tone_of

__all__ = ["blocking_part", "carrying_part", "hinges_part", "ranking_part"]

TEMPLATES = {
    "consent": "consent of {}",
    "trust": "trust of {} in the others",
    "keeping": "a reason for {} to keep it",
    "delivery": "{}",
}
#: How the want of control begins, for which a cell has no room.
NO_CONTROL = "too little control: those at the table cannot deliver "
#: Sets, judgements, packages and causes that are shown.
MOST_SETS, MOST_HINGES, MOST_PACKAGES, MOST_CAUSES = 10, 15, 15, 3
#: Letters in a cell: a set, a judgement, a package.
SET_WIDTH, HINGE_WIDTH, PACKAGE_WIDTH = 90, 46, 56


def blocking_part(package: PackageDiagnosis, names: ShortNames) -> Iterator[Block]:
    """Tell the smallest sets that stop the package, and those whose turning lets it pass."""
    found = package.blocking
    yield Heading(text="Who stops it")
    if found.unlisted is not None:
        yield Paragraph(text=f"Not listed: {found.unlisted}.")
        return
    if not found.blocking_over_draws and not found.blocking:
        yield Paragraph(text="Nobody, at the medians or in any draw.")
        return
    rows = _shares(found.blocking, found.blocking_over_draws)
    yield from _sets_table(found, names, rows, "missing, and enough to stop it", ())
    yield Paragraph(
        text="Each set stops the package though all others turned, and no part of it does: at the medians, "
        "and in which share of draws. Trust that relies on nobody's doubtful word is consent over again.",
        tone="muted",
    )
    yield from _lifting(found, names)
    more = max(len(found.blocking_over_draws), len(found.lifting_over_draws)) - MOST_SETS
    if more > 0:
        yield Paragraph(text=left_out(more, "sets"), tone="muted")


def _lifting(found: BlockingSets, names: ShortNames) -> Iterator[Block]:
    rows = _shares([one for one in found.lifting if one], found.lifting_over_draws)
    if not rows:
        return
    yield Heading(text="Whose turning would let it pass")
    shared = [key for key in next(iter(rows)) if all(key in one for one in rows)] if len(rows) > 1 else []
    if shared:
        yield Paragraph(text=f"Always: {names.text(_words(found, shared, names))}. And besides:")
    yield from _sets_table(found, names, rows, "turning together", shared)


#: Sets of stances: whether it is so at the medians, and in which share of draws.
Rows = dict[tuple[str, ...], tuple[bool, float]]


def _shares(now: Sequence[tuple[str, ...]], over_draws: Sequence[StanceSet]) -> Rows:
    """Return the sets that are shown: those of the medians first, then the most frequent."""
    shares = dict.fromkeys(now, 0.0) | {one.stances: one.share for one in over_draws}
    ordered = sorted(shares, key=lambda one: (one not in now, -shares[one], len(one)))
    return {one: (one in now, shares[one]) for one in ordered[:MOST_SETS]}


def _sets_table(
    found: BlockingSets, names: ShortNames, sets: Rows, name: str, without: Sequence[str]
) -> Iterator[Block]:
    """Tell sets by the names of parties; all by their keys where some set is too long for a line."""
    left = [[key for key in one if key not in without] for one in sets]
    by_key = any(len(names.text(_words(found, one, names))) > SET_WIDTH for one in left)
    called = {party: party for party in names} if by_key else names
    columns = (
        Column(name=name, flexible=True),
        Column(name="medians"),
        Column(name="draws", right=True),
    )
    rows = tuple(
        (
            Cell(text=middle_cut(names.text(_words(found, one, called)), SET_WIDTH) or "nothing more"),
            Cell(text="yes" if is_now else ""),
            Cell(text=percent(share), tone=tone_of(share)),
        )
        for one, (is_now, share) in zip(left, sets.values(), strict=True)
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    if by_key:
        yield Paragraph(text=_parties_told(found, left, names), tone="muted")


def _parties_told(found: BlockingSets, sets: Sequence[Sequence[str]], names: ShortNames) -> str:
    """Say what the keys of parties in a table stand for, in the order in which it tells them."""
    party_of = {one.key: one.party for one in found.stances}
    parties = dict.fromkeys(party for one in sets for key in one if (party := party_of[key]) is not None)
    told = "; ".join(f"{party}: {names[party]}" for party in parties if names[party] != party)
    return f"Parties by their keys. {told}." if told else "Parties by their keys."


def _words(found: BlockingSets, keys: Sequence[str], names: Mapping[str, str]) -> str:
    """Tell stances, those of one kind together."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        stance = next(one for one in found.stances if one.key == key)
        whose = stance.words.replace(NO_CONTROL, "control for ")
        if stance.party is not None:
            whose = names[stance.party]
        groups.setdefault(TEMPLATES[stance.kind], []).append(whose)
    return "; ".join(template.format(listed(who, len(who))) for template, who in groups.items())


def carrying_part(result: WhyNot, package: PackageDiagnosis) -> Iterator[Block]:
    """Tell for each party that some gate asks what speaks for the package, the largest first."""
    yield Heading(text="What carries it")
    items = []
    for one in package.surpluses:
        carrying = [cause for cause in one.carrying if cause.is_term]
        inner = [
            cause_item(result, package, cause, [one.party], "points") for cause in carrying[:MOST_CAUSES]
        ]
        gains = amount(one.surplus, "points", signed=True)
        over = f" ({range_of(one.spread, 'points')} over draws)" if not one.spread.is_certain else ""
        text = f"{result.names[one.party]}: {gains} points above no deal{over}, consents in"
        items.append(Item(text=f"{text} {percent(one.consents)} of draws", tone="strong", inner=tuple(inner)))
    yield Items(items=tuple(items))


def hinges_part(package: PackageDiagnosis, names: ShortNames) -> Iterator[Block]:
    """Tell the judgements that alone, within their ranges, make a package fail that passes."""
    yield Heading(text="What it hangs on")
    if not package.hinges:
        yield Paragraph(text="No judgement alone, at either end of its range, makes it fail.")
        return
    columns = (
        Column(name="judgement", flexible=True),
        Column(name="range"),
        Column(name="at", right=True),
        Column(name="fails at"),
        Column(name="what fails", flexible=True),
    )
    rows = tuple(_hinge_row(package, one, names) for one in package.hinges[:MOST_HINGES])
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(
        text="Each alone, all others at their medians, at that end of its own range. The one that fails by "
        "most, as a share of the party's largest stake, comes first.",
        tone="muted",
    )
    if len(package.hinges) > MOST_HINGES:
        yield Paragraph(text=left_out(len(package.hinges) - MOST_HINGES, "judgements"), tone="muted")
    yield from _watched(package.hinges[:MOST_HINGES], names)


def _watched(hinges: Sequence[Hinge], names: ShortNames) -> Iterator[Block]:
    """Tell what to watch, once for each judgement that names it."""
    watched = {one.entry.words: one.entry.indicator for one in hinges if one.entry.indicator is not None}
    if watched:
        items = (Item(text=f"{names.text(words)}: watch: {what}") for words, what in watched.items())
        yield Items(items=tuple(items))


def _hinge_row(package: PackageDiagnosis, hinge: Hinge, names: ShortNames) -> tuple[Cell, ...]:
    entry = hinge.entry

    def value(number: float) -> str:
        return f"{number:.2f}" if entry.unit == "share" else f"{round(number, 1) + 0.0:g}"

    return (
        Cell(text=middle_cut(names.text(entry.words), HINGE_WIDTH)),
        Cell(text=f"{value(entry.low)} to {value(entry.high)}"),
        Cell(text=value(hinge.value), tone="poor"),
        Cell(text=GATE_NOUNS[hinge.gate]),
        Cell(text=middle_cut(_failing(package, hinge, names), HINGE_WIDTH - 12)),
    )


def _failing(package: PackageDiagnosis, hinge: Hinge, names: ShortNames) -> str:
    return names.text("; ".join(package.condition(key).condition.name for key in hinge.conditions))


def ranking_part(result: WhyNot) -> Iterator[Block]:
    """Tell how far each of several packages gets."""
    if len(result.ranking) == 1:
        return
    yield Heading(text="The packages asked about")
    columns = (
        Column(name="package", flexible=True),
        Column(name="gates", right=True),
        *(Column(name=COLUMN_OF_GATE[gate.gate], right=True) for gate in result.first.gates),
    )
    rows = tuple(
        (
            Cell(text=middle_cut(one.name, PACKAGE_WIDTH)),
            Cell(text=str(one.depth)),
            *(Cell(text=percent(share), tone=tone_of(share)) for share in one.shares.values()),
        )
        for one in result.ranking[:MOST_PACKAGES]
    )
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(
        text="Gates passed at the medians, and share of draws in which each gate and all before it are "
        "passed. The first package is told of here; --json takes the first five apart.",
        tone="muted",
    )
    if len(result.ranking) > MOST_PACKAGES:
        yield Paragraph(text=left_out(len(result.ranking) - MOST_PACKAGES), tone="muted")

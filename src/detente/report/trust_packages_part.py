"""Packages through the trust lens, as parts of a report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from detente.lenses.trust.break_even import BreakEven
from detente.lenses.trust.improvement import Improvements, Status
from detente.lenses.trust.package_trust import PackageTrust, PrincipalTrust
from detente.lenses.trust.trust_lens import TrustLens
from detente.report.blocks import Block, Cell, Column, Heading, Paragraph, Section, Table
from detente.report.trust_words import improvement, patience, points, slack_tone, trust_range
from detente.report.wording import left_out, percent, tone_of

__all__ = ["break_even_part", "improvements_part", "keeping_part", "shown"]

#: Packages shown in each table.
MOST_PACKAGES = 10
#: What a principal may lack, and the improvements that serve it.
MENDED_BY: Mapping[Status, Collection[str]] = {
    "trusts too little": ("trust",),
    "would not keep it": ("monitoring", "patience", "first-step", "guarantor"),
}


def shown(packages: Sequence[PackageTrust]) -> list[PackageTrust]:
    """Choose the packages that a table shows: robust ones, and the first of the others."""
    robust = [package for package in packages if package.origin == "robust"]
    left = max(0, MOST_PACKAGES - len(robust))
    first = [package for package in packages if package.origin != "robust"][:left]
    chosen = [*first, *robust][:MOST_PACKAGES]
    return [package for package in packages if package in chosen]


def _by_package(
    found: TrustLens,
    columns: Sequence[Column],
    rows_of: Callable[[PackageTrust], Iterable[tuple[Cell, ...]]],
) -> Table | None:
    """Return a table with a section for every package that has rows; None where none has."""
    sections = [(package.name, tuple(rows_of(package))) for package in shown(found.packages)]
    filled = tuple(Section(key=name, rows=rows) for name, rows in sections if rows)
    return Table(columns=tuple(columns), sections=filled, key_name="package", gap=1) if filled else None


def _more(found: TrustLens) -> Iterable[Block]:
    rest = len(found.packages) - len(shown(found.packages))
    if rest:
        yield Paragraph(text=left_out(rest), tone="muted")


def _name(found: TrustLens, party: str) -> Cell:
    return Cell(text=found.parties[party])


def break_even_part(found: TrustLens) -> Iterable[Block]:
    """Tell, package by package, how much trust it takes and how much there is."""
    yield Heading(text="Whose word it takes")
    columns = (
        Column(name="who signs", flexible=True),
        Column(name="on the word of", flexible=True),
        Column(name="needs trust of"),
        Column(name="has"),
        Column(name="signs in", right=True),
    )
    table = _by_package(found, columns, lambda package: _pair_rows(found, package))
    if table is None:
        yield Paragraph(text="Nobody's word: no record vouches for anything in these packages.")
        return
    yield table
    yield Paragraph(
        text="Needed: the smallest probability that the other performs at which signing is not expected to "
        "lose, all else as drawn; the median over draws, and in brackets the 5th and 95th percentile. "
        "Never: not even certainty is enough. Signs in: share of draws in which it expects no loss at the "
        "trust it has in everybody. Parties taken at their word are left out; --json has them.",
        tone="muted",
    )
    yield from _falling_note(found)
    yield from _more(found)


def _pair_rows(found: TrustLens, package: PackageTrust) -> Iterable[tuple[Cell, ...]]:
    for one in package.principals:
        for pair in one.break_even:
            if pair.had.low < 1:
                yield _pair_row(found, pair)


def _pair_row(found: TrustLens, pair: BreakEven) -> tuple[Cell, ...]:
    needed = trust_range(pair.needed) + (" *" if pair.falls > 1 / 2 else "")
    return (
        _name(found, pair.viewer),
        _name(found, pair.other),
        Cell(text=needed, tone=slack_tone(pair.slack)),
        Cell(text=trust_range(pair.had)),
        Cell(text=percent(pair.enough), tone=tone_of(pair.enough)),
    )


def _falling_note(found: TrustLens) -> Iterable[Block]:
    """Say what the star of the table means, where there is one."""
    pairs = (
        pair
        for package in shown(found.packages)
        for one in package.principals
        for pair in one.break_even
        if pair.had.low < 1 and pair.falls > 1 / 2
    )
    if next(pairs, None) is not None:
        text = "* In most draws it is better off if the other does not perform: more trust makes it worse."
        yield Paragraph(text=text, tone="muted")


def keeping_part(found: TrustLens) -> Iterable[Block]:
    """Tell what each package is worth at the trust there is, and who would keep it."""
    yield Heading(text="What it is worth, and who would keep it")
    columns = (
        Column(name="passes", right=True),
        Column(name="party", flexible=True),
        Column(name="word kept", right=True, flexible=True),
        Column(name="expected", right=True, flexible=True),
        Column(name="patience needed", flexible=True),
        Column(name="has", flexible=True),
        Column(name="keeps", right=True),
    )
    table = _by_package(found, columns, lambda package: _keeping_rows(found, package))
    if table is not None:
        yield table
    yield Paragraph(
        text="Passes: share of draws in which the package passes all gates. Word kept and expected: points "
        "above no deal if every word is kept, and at the trust there is. Patience: the smallest discount "
        "factor from which on keeping the package beats breaking it, and the one the party has; keeps: share "
        "of draws in which it does. Never: the package is not worth keeping, or alarms tell too little.",
        tone="muted",
    )
    yield from _more(found)


def _keeping_rows(found: TrustLens, package: PackageTrust) -> Iterable[tuple[Cell, ...]]:
    passes = Cell(text=percent(package.passes), tone=tone_of(package.passes))
    for one in package.principals:
        yield passes, *_keeping_row(found, one)


def _keeping_row(found: TrustLens, one: PrincipalTrust) -> tuple[Cell, ...]:
    kept = one.patience
    holds = None if kept is None else kept.holds
    return (
        _name(found, one.party),
        Cell(text=points(one.surplus), tone="plain" if one.surplus.middle >= 0 else "poor"),
        Cell(text=points(one.expected), tone="plain" if one.expected.middle >= 0 else "poor"),
        Cell(
            text="not asked" if kept is None else patience(kept.critical),
            tone="muted" if kept is None or kept.slack is None else slack_tone(kept.slack),
        ),
        Cell(text=patience(kept.discount) if kept is not None and kept.discount else ""),
        Cell(text="" if holds is None else percent(holds), tone="plain" if holds is None else tone_of(holds)),
    )


def improvements_part(found: TrustLens) -> Iterable[Block]:
    """Tell what single improvement would make each package hold for each principal, at least cost."""
    yield Heading(text="What one improvement would mend")
    columns = (
        Column(name="party", flexible=True),
        Column(name="why not", flexible=True),
        Column(name="least costly", flexible=True),
        Column(name="enough in", right=True),
    )
    table = _by_package(
        found,
        columns,
        lambda package: [
            row for one in package.principals for row in _improvement_rows(found, one.party, one.improvements)
        ],
    )
    if table is None:
        yield Paragraph(
            text="Nothing: no package fails for want of just one of trust and reasons to keep it."
        )
        return
    yield table
    priced = [f"{kind} {price:g}" for kind, price in found.prices.items() if price != 1]
    prices = f" Prices of going the whole way: {', '.join(priced)}; 1 for the rest." if priced else ""
    yield Paragraph(
        text="Why not: share of draws in which the party accepts, but just this is missing. Costs compare "
        "shares of the way to certainty, to full patience or to no stake at all; a bond counts as a share of "
        f"what breaking saves in a period. Enough in: share of those draws.{prices}",
        tone="muted",
    )
    yield from _more(found)


def _improvement_rows(found: TrustLens, party: str, said: Improvements) -> Iterable[tuple[Cell, ...]]:
    """Yield a row for want of trust and one for want of a reason to keep it."""
    for missing, kinds in MENDED_BY.items():
        if said.shares[missing] == 0:
            continue
        ways = [way for way in said.ways if way.kind in kinds and way.least > 0]
        best = max(ways, key=lambda way: way.least, default=None)
        name = found.parties[best.other] if best is not None and best.other is not None else None
        yield (
            _name(found, party),
            Cell(text=f"{missing}, {percent(said.shares[missing])}"),
            Cell(text="nothing by itself" if best is None else improvement(best, name)),
            Cell(text="" if best is None else percent(best.possible)),
        )

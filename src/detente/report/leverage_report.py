"""The leverage lens as a report: who can bring about what, who else is needed, and what that takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.lenses.leverage.result import Leverage
from detente.lenses.spread import Spread
from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted
from detente.report.leverage_control_part import control_part, joining_part
from detente.report.leverage_power_part import exchange_part, voting_part
from detente.report.leverage_say_part import (
    double_game_part,
    instigation_part,
    leakage_part,
    permission_part,
)
from detente.report.wording import listed, percent, tone_of

__all__ = ["leverage_readings", "leverage_report"]

#: Rows of each table that sets readings side by side, and parties or issues that it ranks.
MOST_ROWS, MOST_RANKED = 12, 8
RARELY, USUALLY = 0.2, 0.5


def leverage_report(found: Leverage) -> tuple[Block, ...]:
    """Tell what the leverage lens found.

    Parameters
    ----------
    found : Leverage

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in _bottom_line(found)),
        *control_part(found),
        *joining_part(found),
        *permission_part(found),
        *leakage_part(found),
        *double_game_part(found),
        *instigation_part(found),
        *exchange_part(found),
        *voting_part(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=text) for text in found.caveats)),
    )


def _facts(found: Leverage) -> Facts:
    pairs = [("lens", "leverage"), ("reading", found.reading or "base"), ("draws", str(found.draws))]
    if found.seed is not None:
        pairs.append(("seed", str(found.seed)))
    if found.packages:
        pairs.append(("options of", listed([package.name for package in found.packages])))
    return Facts(pairs=tuple(pairs))


def _bottom_line(found: Leverage) -> Iterable[str]:
    """Say what those at the table can do, who else is needed, and whether anybody could pay them."""
    n = len(found.balances)
    if not n:
        yield "None of these options requires control: whoever performs them can do them."
        return
    yield _delivered(found)
    wanting = [joining for joining in found.joinings if joining.status == "needs others"]
    needed = Counter(
        party
        for joining in wanting
        for party in {p for c in joining.coalitions if c.at_medians for p in c.parties}
    )
    if needed:
        ranked = sorted(needed.items(), key=lambda item: (-item[1], item[0]))
        told = [
            f"{found.label(party)} ({k})" if len(wanting) > 1 else found.label(party) for party, k in ranked
        ]
        which = "it" if n == 1 else len(wanting)
        yield f"Others would have to come for {which}; who could make the difference: {listed(told)}."
    lost = sum(joining.status == "out of reach" for joining in found.joinings)
    if lost:
        which = "It" if n == 1 else lost
        yield f"{which} cannot be delivered even if everybody came who shares in the control."
    yield from _unpaid(found)


def _delivered(found: Leverage) -> str:
    """Say how many of the options that require control those at the table can deliver, and how often."""
    n = len(found.balances)
    if n == 1:
        share = percent(found.balances[0].deliverable)
        return f"One option requires control; those at the table can deliver it in {share} of draws."
    sure = sum(balance.deliverable == 1 for balance in found.balances)
    rare = sum(balance.deliverable < RARELY for balance in found.balances)
    counts = (
        (sure, "in every draw"),
        (n - sure - rare, "in some"),
        (rare, "in fewer than one draw of five or none"),
    )
    told = [f"{k if k < n else f'all {n}'} {when}" for k, when in counts if k]
    return f"Of {n} options that require control, those at the table can deliver {listed(told)}."


def _unpaid(found: Leverage) -> Iterable[str]:
    wanting = {(j.issue, j.option) for j in found.joinings if j.status == "needs others"}
    losers = [
        joiner
        for joiner in found.joiners
        if (joiner.issue, joiner.option) in wanting and joiner.needs_payment >= USUALLY
    ]
    if losers:
        n, unpaid = len(losers), sum(not joiner.offers for joiner in losers)
        lacking = "no gaining principal has a single act of its own elsewhere that would make up for it"
        some = f"for {unpaid} of them {lacking}"
        if unpaid == n:
            some = lacking
        elif not unpaid:
            some = lacking.replace("no gaining", "a gaining", 1) + ("" if n == 1 else " each time")
        yield f"In {counted(n, 'case')} a party that could come would lose by it in most draws; {some}."


def leverage_readings(results: Mapping[str, Leverage]) -> tuple[Block, ...]:
    """Set what the lens finds under several readings side by side.

    Parameters
    ----------
    results : mapping of reading to Leverage
        At least one, the base first.

    Returns
    -------
    tuple of Block
    """
    base = next(iter(results.values()))
    facts = (
        ("lens", "leverage"),
        ("readings", ", ".join(results)),
        ("draws", f"{base.draws} under each reading"),
    )
    return (
        Heading(text=base.title, level=1),
        Facts(pairs=facts),
        *_delivery_tables(results),
        *_share_tables("Power in the exchange of control", "party", results, lambda r: r.exchange.power),
        *_share_tables("Price of issues in that exchange", "issue", results, lambda r: r.exchange.price),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=text) for text in _all_caveats(results))),
    )


def _all_caveats(results: Mapping[str, Leverage]) -> Iterable[str]:
    return dict.fromkeys(caveat for result in results.values() for caveat in result.caveats)


def _delivery_tables(results: Mapping[str, Leverage]) -> Iterable[Block]:
    shares: dict[tuple[str, str], dict[str, float]] = {}
    for key, result in results.items():
        for balance in result.balances:
            shares.setdefault((balance.issue, balance.option), {})[key] = balance.deliverable
    short = sorted(
        ((min(row.values()), *pair) for pair, row in shares.items() if min(row.values()) < 1),
    )
    yield Heading(text="Share of draws in which those at the table can deliver it")
    if not short:
        yield Paragraph(text="Everything, in every draw, under every reading.")
        return
    for keys in abreast(results):
        rows = tuple(
            (
                Cell(text=f"{issue}={option}"),
                *(_delivery_cell(shares[issue, option].get(key)) for key in keys),
            )
            for _, issue, option in short[:MOST_ROWS]
        )
        yield _side_by_side("option", keys, rows)
    rest = len(short) - MOST_ROWS
    more = f" {rest} more fall short somewhere; --json has all." if rest > 0 else ""
    yield Paragraph(text=f"Hardest first.{more}", tone="muted")


def _delivery_cell(share: float | None) -> Cell:
    return Cell(text="") if share is None else Cell(text=percent(share), tone=tone_of(share))


def _share_tables(
    title: str, kind: str, results: Mapping[str, Leverage], of: Callable[[Leverage], Mapping[str, Spread]]
) -> Iterable[Block]:
    middles = {
        key: {name: spread.middle for name, spread in of(result).items()} for key, result in results.items()
    }
    names = dict.fromkeys(name for row in middles.values() for name in row)
    ranked = sorted(names, key=lambda name: (-max(row.get(name, 0.0) for row in middles.values()), name))
    yield Heading(text=title)
    label = next(iter(results.values())).label
    for keys in abreast(results):
        rows = tuple(
            (Cell(text=label(name)), *(_middle_cell(middles[key].get(name)) for key in keys))
            for name in ranked[:MOST_RANKED]
        )
        yield _side_by_side(kind, keys, rows)


def _middle_cell(middle: float | None) -> Cell:
    return Cell(text="" if middle is None else percent(middle))


def _side_by_side(first: str, keys: Sequence[str], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    columns = (Column(name=first, flexible=True), *(Column(name=key, right=True) for key in keys))
    return Table(columns=columns, sections=(Section(rows=rows),), gap=1)

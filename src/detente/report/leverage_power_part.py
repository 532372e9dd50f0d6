"""What control is worth in exchange, and voting power, in a report on leverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from detente.lenses.leverage.bodies import BodyPower
from detente.lenses.leverage.control_trades import ControlTrade
from detente.lenses.leverage.result import Leverage
from detente.lenses.spread import Spread
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import share_words
from detente.report.wording import listed, number_of, percent

__all__ = ["exchange_part", "voting_part"]

MOST_RANKED, MOST_TRADES, MOST_GROUPS = 8, 5, 4
#: Characters of a fraction that is written as one.
MOST_DIGITS = 12


def exchange_part(found: Leverage) -> Iterable[Block]:
    """Tell power, price and trades of Coleman's exchange of control."""
    exchange = found.exchange
    yield Heading(text="What control is worth in exchange (Coleman)")
    if exchange.status != "found":
        yield Paragraph(text="There is nothing to exchange: nobody with a stake controls what others want.")
        return
    yield _ranking(found, "power of", exchange.power)
    yield _ranking(found, "price of", exchange.price)
    yield Paragraph(
        text="Power: share of all that control is worth. Price: share of all that is spent. Median and 5th "
        "to 95th percentile. Interest is the range of a party's points on an issue, control its share.",
        tone="muted",
    )
    if exchange.reducible:
        apart = listed([found.label(p) for p in exchange.apart]) or "nobody on average"
        yield Paragraph(
            text=f"In {percent(exchange.reducible)} of draws the system falls apart into groups that trade "
            f"only among themselves; apart from the largest: {apart}."
        )
    if exchange.trades:
        text = "Trades that lead there, of most value, with interests and control as they are on average:"
        yield Paragraph(text=text)
        yield Items(items=tuple(_trade(found, trade) for trade in exchange.trades[:MOST_TRADES]))


def _ranking(found: Leverage, name: str, ranked: Mapping[str, Spread]) -> Table:
    columns = (
        Column(name=name, flexible=True),
        Column(name="median", right=True),
        Column(name="range", right=True),
        Column(name="", bar=True),
    )
    rows = tuple(
        (
            Cell(text=found.label(key)),
            Cell(text=percent(share.middle)),
            Cell(text=share_words(share), tone="muted"),
            Cell(bar=(share.low, share.high)),
        )
        for key, share in list(ranked.items())[:MOST_RANKED]
        if share.high > 0
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _trade(found: Leverage, trade: ControlTrade) -> Item:
    giver, taker = found.label(trade.giver), found.label(trade.taker)
    given = f"{giver} gives {taker} {percent(trade.amount)} of the control of {found.label(trade.event)}"
    if trade.in_return is None:
        return Item(text=f"{given}, paid for by others")
    return Item(text=f"{given} for {percent(trade.return_amount)} of {found.label(trade.in_return)}")


def voting_part(found: Leverage) -> Iterable[Block]:
    """Tell voting power in the bodies that must consent."""
    if not found.bodies:
        return
    yield Heading(text="Voting power in what must consent")
    alone = [b for b in found.bodies if b.power is not None and len(b.power.voters) == 1]
    items = [_body(found, body) for body in found.bodies if body not in alone]
    if alone:
        names = ", ".join(found.label(b.power.voters[0]) for b in alone if b.power is not None)
        items.insert(0, Item(text=f"Rules with one voter, who decides alone: {names}", tone="muted"))
    yield Items(items=tuple(items))
    yield Paragraph(
        text="Shapley-Shubik: share of the orders of arrival in which the voter turns the motion. Banzhaf: "
        "share of the coalitions of the others in which its vote decides.",
        tone="muted",
    )


def _body(found: Leverage, body: BodyPower) -> Item:
    names = {
        "rule": body.name,
        "side": f"All rules of {found.label(body.name)} together",
        "everybody": "Everybody whose consent some package needs",
    }
    head = names[body.kind]
    if body.power is None:
        return Item(text=f"{head}: no voting power, {body.why_none}")
    power = body.power
    if power.status != "decides":
        return Item(text=f"{head}: {power.status}, whoever votes")
    groups: dict[tuple[Fraction, Fraction], list[str]] = {}
    for voter in power.voters:
        groups.setdefault((power.shapley_shubik[voter], power.banzhaf[voter]), []).append(voter)
    ranked = sorted(groups.items(), key=lambda item: -item[0][0])
    inner = [Item(text=_voters(found, voters, *indices)) for indices, voters in ranked[:MOST_GROUPS]]
    if len(ranked) > MOST_GROUPS:
        inner.append(Item(text=f"{len(ranked) - MOST_GROUPS} more kinds of voters", tone="muted"))
    n = len(power.veto_players)
    vetoes = f", {number_of(n, len(power.voters))} voters with a veto" if n else ", nobody with a veto"
    return Item(text=f"{head}{vetoes}:", inner=tuple(inner))


def _voters(found: Leverage, voters: Sequence[str], shapley: Fraction, banzhaf: Fraction) -> str:
    """Tell the power of voters who have the same; of one without any (a dummy) that its vote is idle."""
    names, alone = listed([found.label(voter) for voter in voters]), len(voters) == 1
    if not banzhaf:
        return (
            f"{names}: without any power, {'its vote never decides' if alone else 'their votes never decide'}"
        )
    each = "" if alone else " each"
    return f"{names}: Shapley-Shubik {_number(shapley)}, Banzhaf {_number(banzhaf)}{each}"


def _number(value: Fraction) -> str:
    """Write a fraction, by its value where it is long."""
    text = str(value)
    return f"{text} ({float(value):.3g})" if len(text) <= MOST_DIGITS else f"{float(value):.3g}"

"""Permission, leakage, words and deeds, and troubles of one's own making, in a report on leverage."""

from __future__ import annotations

from collections.abc import Iterable

from detente.lenses.leverage.double_game import DoubleGame
from detente.lenses.leverage.instigation import Instigation
from detente.lenses.leverage.permission import Permission
from detente.lenses.leverage.price_raised import PriceRaised
from detente.lenses.leverage.result import Leverage
from detente.lenses.spread import Spread
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import amount_words, points_words, share_words
from detente.report.leverage_words import change_words
from detente.report.wording import listed, percent

__all__ = ["double_game_part", "instigation_part", "leakage_part", "permission_part"]

#: Parties in the table, cases of a kind, others named in a case, concessions in a case.
MOST_PARTIES, MOST_CASES, MOST_OTHERS, MOST_FETCHED = 10, 6, 3, 2
USUALLY = 0.5


def permission_part(found: Leverage) -> Iterable[Block]:
    """Tell who may forbid how much, how often it would, and what of it it could bring about."""
    by_party: dict[str, list[Permission]] = {}
    for permission in found.permissions:
        if permission.is_veto:
            by_party.setdefault(permission.party, []).append(permission)
    yield Heading(text="Permission, apart from delivery")
    if not by_party:
        yield Paragraph(text=_no_veto(found))
        return
    ranked = sorted(by_party.items(), key=lambda item: (-_refused(item[1]), -len(item[1]), item[0]))
    columns = (
        Column(name="who", flexible=True),
        Column(name="can forbid", right=True),
        Column(name="would", right=True),
        Column(name="could deliver", right=True),
        Column(name="most often forbids", flexible=True),
    )
    rows = tuple(_permission_row(found, party, held) for party, held in ranked[:MOST_PARTIES])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    rest = len(ranked) - MOST_PARTIES
    more = f" {rest} more parties can forbid something; --json has all." if rest > 0 else ""
    yield Paragraph(
        text="Options that a party can forbid alone; those it would in most draws if they stood by "
        "themselves; those of all it could bring about by itself in most draws. The difference is a veto "
        "over what it cannot deliver." + more,
        tone="muted",
    )


def _no_veto(found: Leverage) -> str:
    """Say that nobody has a veto, and whether some have a say together, as where votes are counted."""
    asked = {permission.party for permission in found.permissions} - set(found.principals)
    if not asked:
        return "Nobody but the principals can forbid any of these options."
    return (
        "Besides the principals nobody can forbid any of these options alone; "
        f"the votes of {listed(sorted(found.label(party) for party in asked))} are counted together."
    )


def _refused(held: Iterable[Permission]) -> int:
    return sum(permission.refuses >= USUALLY for permission in held)


def _permission_row(found: Leverage, party: str, held: list[Permission]) -> tuple[Cell, ...]:
    worst = max(held, key=lambda p: p.refuses)
    delivers = sum(not permission.blocks_only for permission in held)
    told = f"{worst.issue}={worst.option} ({percent(worst.refuses)})"
    return (
        Cell(text=found.label(party)),
        Cell(text=str(len(held))),
        Cell(text=str(_refused(held))),
        Cell(text=str(delivers) if delivers else "none"),
        Cell(text=told if worst.refuses else "nothing", tone="muted"),
    )


def leakage_part(found: Leverage) -> Iterable[Block]:
    """Tell what is left of each party's control where others step in."""
    if not found.leakage:
        return
    yield Heading(text="Leakage: gross and net control")
    items = [
        Item(
            text=f"{found.label(net.issue)}: {found.label(net.party)} {share_words(net.gross)}, net "
            f"{share_words(net.net)} if {listed([found.label(p) for p in net.undone_by])} "
            f"{'takes' if len(net.undone_by) == 1 else 'take'} no part"
        )
        for net in found.leakage
        if net.undone_by
    ]
    yield Items(items=tuple(items))


def double_game_part(found: Leverage) -> Iterable[Block]:
    """Tell what the gap between word and deed is worth, and to whom."""
    games = [game for game in found.double_games if game.is_double]
    if not games:
        return
    yield Heading(text="Said and done")
    yield Items(items=tuple(_game(found, game) for game in games[:MOST_CASES]))
    text = "Points of what is said less points of what is done, on each party's own scale."
    yield Paragraph(text=text + _more(len(games)), tone="muted")


def _game(found: Leverage, game: DoubleGame) -> Item:
    said, done = (change_words(found, game.issue, option) for option in (game.declared, game.conduct))
    own, *others = game.gap.items()
    principals = [item for item in others if item[0] in found.principals]
    rest = [item for item in others if item[0] not in found.principals]
    rest.sort(key=lambda item: -abs(item[1].middle))
    shown = [*principals, *rest[:MOST_OTHERS]]
    gaps = ", ".join(f"{found.label(party)} {points_words(gap)}" for party, gap in (own, *shown))
    better = percent(game.prefers_conduct)
    return Item(
        text=f"{found.label(game.party)} says {said}, does {done}",
        inner=(
            Item(text=f"If it did as it says: {gaps}"),
            Item(text=f"It is better off doing as it does in {better} of draws", tone="muted"),
        ),
    )


def instigation_part(found: Leverage) -> Iterable[Block]:
    """Tell what those who cause a harm would be paid for ending, and what that fetches elsewhere."""
    if found.instigations:
        yield Heading(text="Paid for ending a harm of one's own making")
        shown = found.instigations[:MOST_CASES]
        yield Items(items=tuple(_instigation(found, one) for one in shown))
        note = _more(len(found.instigations)).strip()
        if any(max(one.share.high, one.others.high) > 1 for one in shown):
            note = f"Above 100%: the dossier's judgements of shares add up to more than the whole. {note}"
        if note:
            yield Paragraph(text=note.strip(), tone="muted")
    if found.prices_raised:
        yield Heading(text="What the trouble would fetch elsewhere")
        yield Items(items=tuple(_price(found, one) for one in found.prices_raised[:MOST_CASES]))
        text = (
            "The most another principal would pay for the end of a trouble is what that end is worth to it. "
            "Shown is what it could give for that by a single act of its own, and would not give without."
        )
        yield Paragraph(text=text + _more(len(found.prices_raised)), tone="muted")


def _more(n: int) -> str:
    return f" {n - MOST_CASES} more; --json has all." if n > MOST_CASES else ""


def _instigation(found: Leverage, one: Instigation) -> Item:
    name = found.label(one.party)
    worth = ", ".join(f"{_worth(x)} to {found.label(party)}" for party, x in one.worth.items())
    return Item(
        text=f"{name} would stop what it causes by {change_words(found, one.issue, one.option)}",
        inner=(
            Item(text=f"That costs it {amount_words(one.cost)} points; worth {worth or 'nothing to others'}"),
            Item(
                text=f"Its control, {share_words(one.share)}, is that of ending what it causes; those who do "
                f"not cause it have {share_words(one.others)}",
                tone="muted",
            ),
        ),
    )


def _worth(points: Spread) -> str:
    text = points_words(points)
    return "nothing" if text == "0" else text


def _price(found: Leverage, one: PriceRaised) -> Item:
    payer, party = found.label(one.payer), found.label(one.party)
    end = f"{one.issue}={one.end}"
    turn = (
        f"{party} ends what it causes by {end}"
        if one.trouble == "instigates"
        else f"{party} turns to {end}, which it is for in words only"
    )
    told = [
        f"{f.issue}={f.option}, which costs {amount_words(f.cost)} (within that price in "
        f"{percent(f.affordable)} of draws) and gives {amount_words(f.gain)} (makes up for stopping in "
        f"{percent(f.pays_off)})"
        for f in one.fetched[:MOST_FETCHED]
    ]
    return Item(
        text=f"{turn}: worth {amount_words(one.worth)} to {payer}, costs {party} {amount_words(one.cost)}",
        inner=tuple(Item(text=text) for text in told)
        or (Item(text="No single act elsewhere that costs something is within that price"),),
    )

"""Control against requirement in a report: what is held and missing, who would have to come, who pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.lenses.leverage.coalitions import Joining
from detente.lenses.leverage.payments import Joiner, Offer
from detente.lenses.leverage.result import Leverage
from detente.lenses.leverage.shares import ControlBalance
from detente.lenses.spread import Spread
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import amount_words, counted, points_words, range_words, share_words
from detente.report.leverage_words import change_words
from detente.report.wording import listed, percent, tone_of

__all__ = ["control_part", "joining_part"]

#: Parties named among those who share control of an issue, and coalitions told for an option.
MOST_SHARES, MOST_COALITIONS = 4, 4
#: Options told in the table, and issues named in a note.
MOST_ROWS, MOST_ISSUES = 30, 4
#: Medians of shares that make a whole need not add up to it exactly.
ROUNDING = 0.02


def control_part(found: Leverage) -> Iterable[Block]:
    """Tell what is held, required and missing for the options that fall short in some draw."""
    yield Heading(text="Control against requirement")
    short = [balance for balance in found.balances if balance.deliverable < 1]
    if short:
        yield _table(found, short[:MOST_ROWS])
        yield Paragraph(
            text="Shares of the outcome, 5th to 95th percentile of the draws. Held: by those at the table "
            "together, net of what leaks. Delivered: share of draws in which it reaches what is required. "
            "Control: as the dossier judges it, * for those at the table." + _overfull(short[:MOST_ROWS]),
            tone="muted",
        )
    if len(short) > MOST_ROWS:
        yield Paragraph(text=f"{len(short) - MOST_ROWS} more fall short; --json has all.", tone="muted")
    rest = list(_rest(found, len(short)))
    if rest:
        yield Paragraph(text=f"{'; '.join(rest)}.")


def _rest(found: Leverage, n_short: int) -> Iterator[str]:
    """Count the options that do not fall short: those that need control, and those that need none."""
    sure, free = len(found.balances) - n_short, len(found.free)
    if sure:
        more = "more option" if n_short else "option"
        verb = "requires" if sure == 1 else "require"
        yield f"{counted(sure, more)} {verb} control that those at the table have in every draw"
    if free:
        them, verb = ("it", "requires") if free == 1 else ("them", "require")
        what = f"{free} {verb} none" if found.balances else f"{counted(free, 'option')} {verb} no control"
        yield f"{what}: whoever performs {them} can do {them}"


def _overfull(balances: Iterable[ControlBalance]) -> str:
    """Say on which issues the parties' shares are more than the whole, where there are such."""
    issues = {
        balance.issue: None
        for balance in balances
        if sum(share.middle for share in balance.shares.values()) > 1 + ROUNDING
    }
    if not issues:
        return ""
    return (
        " Each share is a judgement of its own: the dossier's shares add up to more than 100% for "
        f"{listed(list(issues), MOST_ISSUES)}."
    )


def _table(found: Leverage, short: list[ControlBalance]) -> Table:
    columns = (
        Column(name="option"),
        Column(name="held", right=True),
        Column(name="required", right=True),
        Column(name="missing", right=True),
        Column(name="delivered", right=True),
        Column(name="control", flexible=True),
    )
    by_issue: dict[str, list[ControlBalance]] = {}
    for balance in short:
        by_issue.setdefault(balance.issue, []).append(balance)
    sections = tuple(
        Section(
            key=issue,
            name=found.label(issue),
            rows=tuple(_row(balance, is_first=k == 0) for k, balance in enumerate(balances)),
        )
        for issue, balances in by_issue.items()
    )
    return Table(columns=columns, sections=sections, key_name="issue")


def _row(balance: ControlBalance, *, is_first: bool) -> tuple[Cell, ...]:
    return (
        Cell(text=balance.option),
        Cell(text=share_words(balance.net)),
        Cell(text=share_words(balance.required)),
        Cell(text=share_words(balance.shortfall)),
        Cell(text=percent(balance.deliverable), tone=tone_of(balance.deliverable)),
        Cell(text=_shares(balance) if is_first else "as above", tone="muted"),
    )


def _shares(balance: ControlBalance) -> str:
    ranked = sorted(balance.shares.items(), key=lambda item: -item[1].middle)
    told = [
        f"{party}{'*' if party in balance.at_table else ''} {range_words(*balance.judged[party])}"
        for party, _ in ranked[:MOST_SHARES]
    ]
    left = len(ranked) - MOST_SHARES
    return ", ".join(told) + (f" and {left} more" if left > 0 else "")


def joining_part(found: Leverage) -> Iterable[Block]:
    """Tell who would have to come for what those at the table cannot deliver, and what that takes."""
    wanting = [joining for joining in found.joinings if joining.status != "deliverable"]
    if not wanting:
        return
    yield Heading(text="Who would have to come, and who would pay")
    yield Items(items=tuple(_joining(found, joining) for joining in wanting))
    yield Paragraph(
        text="With every judgement at its median. A third party joins at a surplus of 0 or more from the "
        "option; points are each party's own and cannot be compared between parties.",
        tone="muted",
    )


def _out_of_reach(found: Leverage, joining: Joining) -> str:
    leaking = found.balance(joining.issue, joining.option).leaking
    if not leaking:
        return "even with everybody who shares in the control"
    names = listed([found.label(party) for party in leaking])
    return f"even with everybody else who has control, while {names} can undo it: it needs their act"


def _joining(found: Leverage, joining: Joining) -> Item:
    name = change_words(found, joining.issue, joining.option)
    if joining.status == "out of reach":
        return Item(text=f"{name}: out of reach, {_out_of_reach(found, joining)}", tone="poor")
    told = [c for c in joining.coalitions if c.at_medians]
    ways = " or ".join(
        f"{listed([found.label(p) for p in c.parties], len(c.parties))} ({percent(c.suffices)} of draws)"
        for c in told[:MOST_COALITIONS]
    )
    rest = f", or {len(told) - MOST_COALITIONS} more coalitions" if len(told) > MOST_COALITIONS else ""
    wanted = {party for c in told[:MOST_COALITIONS] for party in c.parties}
    inner = [
        Item(text=_taking(found, joiner))
        for joiner in found.joiners
        if (joiner.issue, joiner.option) == (joining.issue, joining.option) and joiner.party in wanted
    ]
    return Item(text=f"{name}: {ways}{rest}", inner=(*inner, *_away(found, joining, wanted)))


def _away(found: Leverage, joining: Joining, wanted: set[str]) -> Iterator[Item]:
    away = found.balance(joining.issue, joining.option).performers_away
    others = [found.label(party) for party in away if party not in wanted]
    if others:
        yield Item(text=f"It also takes an act of {listed(others)}, not at the table", tone="muted")


def _taking(found: Leverage, joiner: Joiner) -> str:
    """Say what one party takes."""
    name = found.label(joiner.party)
    if joiner.payment is None:
        return f"{name}: no payment needed, {_gaining(joiner.surplus)}"
    needed = (
        f"{name}: needs {amount_words(joiner.payment)} points elsewhere in {percent(joiner.needs_payment)} "
        "of draws"
    )
    if not joiner.payers:
        return f"{needed}; no principal gains by the option, so nobody would pay"
    gains = [f"{found.label(party)}, who gains {points_words(gain)}" for party, gain in joiner.payers.items()]
    if not joiner.offers:
        return f"{needed}; might be paid by {listed(gains)}, but no single act of its own is worth as much"
    ways = "; ".join(_offer(found, joiner, offer) for offer in joiner.offers)
    return f"{needed}; might be paid by {listed(gains)}: {ways}"


def _gaining(surplus: Spread) -> str:
    """Say what a party gains that loses in no draw."""
    if surplus.middle > 0:
        return f"gains {points_words(surplus)}"
    return "gains in some draws and loses in none" if surplus.high > 0 else "has no stake in it"


def _offer(found: Leverage, joiner: Joiner, offer: Offer) -> str:
    return (
        f"{change_words(found, offer.issue, offer.option)} is worth {amount_words(offer.worth)} to "
        f"{found.label(joiner.party)} and costs {found.label(offer.payer)} {amount_words(offer.cost)} "
        f"(enough in {percent(offer.enough)} of draws, worth its cost in {percent(offer.pays_off)})"
    )

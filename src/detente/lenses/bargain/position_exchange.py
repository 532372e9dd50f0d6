"""Exchange of voting positions: two actors give way to each other, each where it matters less to it.

Of all pairs of actors and issues the exchange with the largest gain (equal for both) is made
first. Each actor exchanges each issue at most once, so whatever overlaps with it falls away; what
is left is worked out again at the new outcomes, until nothing is left. Third actors may gain or
lose by it: these externalities are reported exchange by exchange.

The model and its terms: :mod:`detente.lenses.bargain.voting_positions`. Source: Stokman and van
Oosten 1994. Programs differ in what they still allow after an exchange; here an actor that has
moved on an issue, or has been paid with one, is done with that issue.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.errors import TooLargeError
from detente.lenses.bargain.exact_number import in_words
from detente.lenses.bargain.voting_positions import ActorPosition, Offer, VotingPositions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ActorPosition", "Exchange", "Move", "PositionExchange", "exchange_positions"]

#: Who moves on what, twice.
Trade = tuple[tuple[str, str], tuple[str, str]]
#: Most pairs of actors with pairs of issues to look at: some ten seconds of work.
LARGEST = 50_000


@dataclass(frozen=True, kw_only=True)
class Move:
    """What one actor does in an exchange.

    Attributes
    ----------
    actor, issue : str
    start, end : Fraction
        Its voting position before and after.
    outcome_before, outcome_after : Fraction
        Of the issue.
    """

    actor: str
    issue: str
    start: Fraction
    end: Fraction
    outcome_before: Fraction
    outcome_after: Fraction

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers."""
        return {
            "actor": self.actor,
            "issue": self.issue,
            "start": float(self.start),
            "end": float(self.end),
            "outcome_before": float(self.outcome_before),
            "outcome_after": float(self.outcome_after),
        }


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Two actors give way to each other.

    Attributes
    ----------
    moves : (Move, Move)
    gain : Fraction
        What each of the two gains, above 0.
    externalities : mapping of actor to Fraction
        What every other actor gains (or loses, below 0).
    """

    moves: tuple[Move, Move]
    gain: Fraction
    externalities: Mapping[str, Fraction]

    @property
    def sentence(self) -> str:
        """What is exchanged and who gains, in words."""
        one, two = (
            f"{m.actor} moves on {m.issue} from {in_words(m.start)} to {in_words(m.end)} "
            f"(outcome from {in_words(m.outcome_before)} to {in_words(m.outcome_after)})"
            for m in self.moves
        )
        changes = [f"{actor} {_gains(x)}" for actor, x in self.externalities.items() if x]
        others = "; ".join(changes) if changes else "no other actor is better or worse off"
        return f"{one}, and {two}. Each gains {in_words(self.gain)}; {others}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers."""
        return {
            "moves": [move.to_dict() for move in self.moves],
            "gain": float(self.gain),
            "externalities": {actor: float(x) for actor, x in self.externalities.items()},
        }


@dataclass(frozen=True, kw_only=True)
class PositionExchange:
    """All exchanges of voting positions, in the order in which they are made.

    Attributes
    ----------
    issues, actors : tuple of str
    exchanges : tuple of Exchange
        Empty where no two actors gain by one.
    outcomes_before, outcomes_after : mapping of issue to Fraction
    positions : mapping of issue to mapping of actor to Fraction
        What each votes for in the end.
    utilities_before, utilities_after : mapping of actor to Fraction
        Minus the salience-weighted distance of all outcomes from what the actor wants.
    """

    issues: tuple[str, ...]
    actors: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    outcomes_before: Mapping[str, Fraction]
    outcomes_after: Mapping[str, Fraction]
    positions: Mapping[str, Mapping[str, Fraction]]
    utilities_before: Mapping[str, Fraction]
    utilities_after: Mapping[str, Fraction]

    def __repr__(self) -> str:
        made = f"{len(self.exchanges)} exchange{'s' * (len(self.exchanges) != 1)}"
        return f"<PositionExchange: {len(self.actors)} actors, {len(self.issues)} issues, {made}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.2f}")
        return {"text/plain": "\n".join([repr(self), *self.sentences]), "text/html": html}

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is exchanged, and who is better or worse off in the end."""
        if not self.exchanges:
            return ("No two actors gain by exchanging positions.",)
        changes = {a: self.utilities_after[a] - self.utilities_before[a] for a in self.actors}
        total = "; ".join(f"{actor} {_gains(x)}" for actor, x in changes.items() if x)
        return (*(exchange.sentence for exchange in self.exchanges), f"All in all: {total or 'no change'}.")

    def to_frame(self) -> pd.DataFrame:
        """Return one row per move: exchange (from 1), actor, issue, positions, outcomes, gain, others."""
        import pandas as pd

        rows = [
            {
                "exchange": n,
                **move.to_dict(),
                "gain": float(exchange.gain),
                "externalities": float(sum(exchange.externalities.values(), Fraction(0))),
            }
            for n, exchange in enumerate(self.exchanges, start=1)
            for move in exchange.moves
        ]
        moved = ["actor", "issue", "start", "end", "outcome_before", "outcome_after"]
        return pd.DataFrame(rows, columns=["exchange", *moved, "gain", "externalities"])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers."""
        return {
            "issues": list(self.issues),
            "actors": list(self.actors),
            "exchanges": [exchange.to_dict() for exchange in self.exchanges],
            "outcomes_before": _floats(self.outcomes_before),
            "outcomes_after": _floats(self.outcomes_after),
            "positions": {issue: _floats(by) for issue, by in self.positions.items()},
            "utilities_before": _floats(self.utilities_before),
            "utilities_after": _floats(self.utilities_after),
            "sentences": list(self.sentences),
        }


def exchange_positions(issues: Mapping[str, Mapping[str, ActorPosition]]) -> PositionExchange:
    """Let actors exchange voting positions with equal gains until no pair gains by it.

    Parameters
    ----------
    issues : mapping of issue to mapping of actor to ActorPosition
        An actor that is not named on an issue takes no part in it.

    Returns
    -------
    PositionExchange
        Exact. Of exchanges with the same gain the one whose names come first in the alphabet is
        made first, so the order of issues and actors changes nothing.

    Raises
    ------
    DetenteError
        See :class:`~detente.lenses.bargain.voting_positions.VotingPositions`.
    TooLargeError
        For more than 50 000 pairs of actors with pairs of issues.

    Examples
    --------
    >>> far = {"Ann": ActorPosition(position=0, capability=1, salience=1),
    ...        "Bob": ActorPosition(position=100, capability=1, salience=3)}
    >>> near = {"Ann": ActorPosition(position=0, capability=1, salience=3),
    ...         "Bob": ActorPosition(position=100, capability=1, salience=1)}
    >>> result = exchange_positions({"budget": far, "border": near})
    >>> {issue: int(x) for issue, x in result.outcomes_after.items()}
    {'budget': 100, 'border': 0}
    """
    state = VotingPositions(issues)
    before = dict(state.outcome)
    utilities = {actor: state.utility(actor) for actor in state.actors}
    exchanges = tuple(_exchanges(state))
    return PositionExchange(
        issues=tuple(issues),
        actors=state.actors,
        exchanges=exchanges,
        outcomes_before=before,
        outcomes_after=state.outcome,
        positions=state.voting,
        utilities_before=utilities,
        utilities_after={actor: state.utility(actor) for actor in state.actors},
    )


def _exchanges(state: VotingPositions) -> list[Exchange]:
    """Make exchanges, best first, until there are none; ``state`` is moved along."""
    trades = list(itertools.islice(state.trades(), LARGEST + 1))
    if len(trades) > LARGEST:
        raise TooLargeError(
            f"more than {LARGEST} pairs of actors with pairs of issues could exchange; "
            "leave out actors or issues of little weight"
        )
    offers = {trade: state.offer(*trade) for trade in trades}
    made = []
    while best := min(filter(None, offers.values()), key=_rank, default=None):
        made.append(_made(state, best))
        issues = {best.first[1], best.second[1]}
        touched = _touched((best.first, best.second))
        offers = {
            trade: state.offer(*trade) if {trade[0][1], trade[1][1]} & issues else offer
            for trade, offer in offers.items()
            if not touched & _touched(trade)
        }
    return made


def _rank(offer: Offer) -> tuple[Fraction, tuple[str, str], tuple[str, str]]:
    return -offer.gain, offer.first, offer.second


def _touched(trade: Trade) -> frozenset[tuple[str, str]]:
    """Return both actors with both issues."""
    (i, p), (j, q) = trade
    return frozenset(itertools.product((i, j), (p, q)))


def _made(state: VotingPositions, offer: Offer) -> Exchange:
    """Make an exchange and say what it does to whom."""
    movers = (offer.first, offer.second)
    start = [(state.voting[issue][actor], state.outcome[issue]) for actor, issue in movers]
    others = [actor for actor in state.actors if actor not in (offer.first[0], offer.second[0])]
    before = {actor: state.utility(actor) for actor in others}
    state.accept(offer)
    first, second = (
        Move(
            actor=actor,
            issue=issue,
            start=position,
            end=state.voting[issue][actor],
            outcome_before=outcome,
            outcome_after=state.outcome[issue],
        )
        for (actor, issue), (position, outcome) in zip(movers, start, strict=True)
    )
    externalities = {actor: state.utility(actor) - before[actor] for actor in others}
    return Exchange(moves=(first, second), gain=offer.gain, externalities=externalities)


def _gains(change: Fraction) -> str:
    return f"gains {in_words(change)}" if change > 0 else f"loses {in_words(-change)}"


def _floats(by: Mapping[str, Fraction]) -> dict[str, float]:
    return {key: float(x) for key, x in by.items()}

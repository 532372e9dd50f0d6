"""Power of each party and price of each issue, over draws, and the trades that would lead there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.control_trades import ControlTrade, control_trades
from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.exchange_of_control import ControlExchange, exchange_of_control, stationary
from detente.lenses.leverage.interests import ExchangeFrame
from detente.lenses.spread import Spread

__all__ = ["ExchangeQuestion", "PowerAndPrice"]

Float = NDArray[np.float64]
Status = Literal["found", "nothing to exchange", "no equilibrium"]


@dataclass(frozen=True, kw_only=True)
class PowerAndPrice:
    """Coleman's exchange of control over draws.

    Attributes
    ----------
    status : {"found", "nothing to exchange", "no equilibrium"}
        Nothing to exchange: no party with a stake controls an issue that one of them wants. No
        equilibrium: in every draw somebody wants nothing, or nobody controls something. All else is
        then empty.
    power : mapping of party to Spread
        Its share of all that control is worth; most at the median first. 0 for a party that
        controls nothing that is wanted.
    price : mapping of issue to Spread
        Its share of all that is spent; dearest first.
    reducible : float
        Share of draws in which the system falls apart into groups whose prices nothing ties
        together: powers and prices then sum to 1 within each group.
    solved : float
        Share of draws that have an equilibrium.
    on_average : ControlExchange or None
        The exchange with the mean interests and the mean control of all draws, its closed classes
        among it. (Not at the medians: a stake that may be a gain or a loss has no range there.)
    trades : tuple of ControlTrade
        That lead from this control to its equilibrium, of most value first.
    apart : tuple of str
        Parties in a closed class other than the largest.
    without_stakes : tuple of str
        Parties left out because they want nothing.
    without_control : tuple of str
        Issues left out because nobody who wants something controls them.
    """

    status: Status
    power: Mapping[str, Spread]
    price: Mapping[str, Spread]
    reducible: float
    solved: float
    on_average: ControlExchange | None
    trades: tuple[ControlTrade, ...]
    apart: tuple[str, ...]
    without_stakes: tuple[str, ...]
    without_control: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "status": self.status,
            "power": {party: power.to_dict() for party, power in self.power.items()},
            "price": {issue: price.to_dict() for issue, price in self.price.items()},
            "reducible": self.reducible,
            "solved": self.solved,
            "on_average": None if self.on_average is None else self.on_average.to_dict(),
            "trades": [trade.to_dict() for trade in self.trades],
            "apart": list(self.apart),
            "without_stakes": list(self.without_stakes),
            "without_control": list(self.without_control),
        }


@dataclass(frozen=True, kw_only=True)
class ExchangeQuestion:
    """The question what each party's control is worth, and each issue.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.
    """

    frame: ExchangeFrame

    def measure(self, drawn: Drawn) -> tuple[Float, Float]:
        """Return powers and prices in every draw, and interest and control summed over the draws.

        Returns
        -------
        float array, shape (n_parties + n_issues + 1, n_draws)
            The last row is 1 where the system is reducible. NaN in a draw without an equilibrium.
        float array, shape (2 * n_parties * n_issues, 1)
            Interest by party and issue, control by issue and party.
        """
        if not self.frame.issues:
            return np.full((1, len(drawn)), np.nan), np.zeros((0, 1))
        interest, control = self.frame.interest(drawn), self.frame.control(drawn)
        power, price, reducible = stationary(interest, control)
        sums = [found.sum(axis=0).ravel() for found in (interest, control)]
        return np.concatenate([power, price, reducible[:, None]], axis=1).T, np.concatenate(sums)[:, None]

    def answer(self, drawn: Float, sums: Float) -> PowerAndPrice:
        """Sum up the blocks, joined along the last axis."""
        parties, issues = self.frame.parties, self.frame.issues
        exchange = self._exchange(sums.sum(axis=1))
        solved = float(np.mean(~np.isnan(drawn[0])))
        status: Status = "found" if solved else "no equilibrium" if issues else "nothing to exchange"
        return PowerAndPrice(
            status=status,
            power=_ranked(parties, drawn[: len(parties)]),
            price=_ranked(issues, drawn[len(parties) : -1]),
            reducible=float(np.mean(drawn[-1] == 1)),
            solved=solved,
            on_average=exchange,
            trades=() if exchange is None else control_trades(exchange),
            apart=() if exchange is None else _apart(exchange),
            without_stakes=self.frame.without_stakes,
            without_control=self.frame.without_control,
        )

    def _exchange(self, sums: Float) -> ControlExchange | None:
        """Return the exchange with interests and control as they are on average."""
        parties, issues = self.frame.parties, self.frame.issues
        if not issues:
            return None
        interest = sums[: len(sums) // 2].reshape(len(parties), len(issues))
        control = sums[len(sums) // 2 :].reshape(len(issues), len(parties))
        if not (interest.any(axis=1).all() and control.any(axis=1).all()):
            return None
        return exchange_of_control(interest, control, parties, issues)


def _ranked(names: tuple[str, ...], measured: Float) -> dict[str, Spread]:
    spreads = {name: Spread.of(row) for name, row in zip(names, measured, strict=True)}
    found = {name: spread for name, spread in spreads.items() if spread is not None}
    return dict(sorted(found.items(), key=lambda item: (-item[1].middle, item[0])))


def _apart(exchange: ControlExchange) -> tuple[str, ...]:
    largest = max(exchange.classes, key=lambda group: (len(group.actors), len(group.events)))
    return tuple(actor for group in exchange.classes if group is not largest for actor in group.actors)

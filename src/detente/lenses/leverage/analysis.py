"""The leverage lens on a dossier: from draws of its judgements to what they say about leverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.lenses.leverage.bodies import body_powers
from detente.lenses.leverage.coalitions import MOST_OUTSIDERS, CoalitionQuestion, Joining
from detente.lenses.leverage.double_game import DoubleGameQuestion
from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.instigation import InstigationQuestion
from detente.lenses.leverage.interests import exchange_frame
from detente.lenses.leverage.leakage import LeakageQuestion
from detente.lenses.leverage.options import options_in_question
from detente.lenses.leverage.payments import Joiner, PaymentQuestion
from detente.lenses.leverage.permission import PermissionQuestion
from detente.lenses.leverage.power_and_price import ExchangeQuestion, PowerAndPrice
from detente.lenses.leverage.price_raised import PriceQuestion
from detente.lenses.leverage.result import Leverage
from detente.lenses.leverage.shares import ShareQuestion
from detente.lenses.named_package import NamedPackage
from detente.model.blueprint import Blueprint

__all__ = ["Inquiry", "Measured", "leverage"]

Float = NDArray[np.float64]
Numbers = NDArray[Any]

#: Draws looked at together, and numbers of a table of surpluses that may be held at once.
BLOCK, ROOM = 250, 1 << 23


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """What some draws say, question by question; the last axis is that of draws or blocks."""

    draws: int
    shares: Numbers
    coalitions: Numbers
    payments: Numbers
    permission: Numbers
    leakage: Numbers
    double_games: Numbers
    instigations: Numbers
    prices: Numbers
    exchange: Numbers
    sums: Numbers

    @property
    def bytes_per_draw(self) -> float:
        """Memory that one draw takes; the sums are held once for each block."""
        arrays = (a for name, a in vars(self).items() if name not in ("draws", "sums"))
        return float(sum(a.nbytes for a in arrays)) / self.draws

    @classmethod
    def joined(cls, blocks: Sequence[Measured]) -> Measured:
        """Put blocks together, at least one."""
        parts = {
            name: np.concatenate([getattr(block, name) for block in blocks], axis=-1)
            for name in vars(blocks[0])
            if name != "draws"
        }
        return cls(draws=sum(block.draws for block in blocks), **parts)


class Inquiry:
    """All questions about leverage that a dossier raises, to be put to blocks of draws.

    Parameters
    ----------
    blueprint : Blueprint
    packages : sequence of NamedPackage, optional
        Where given, only options that these packages change are looked at.
    """

    def __init__(self, blueprint: Blueprint, packages: Sequence[NamedPackage] | None = None) -> None:
        dossier = blueprint.dossier
        self.blueprint = blueprint
        self.packages = tuple(packages or ())
        self.at_medians = Drawn(blueprint, blueprint.medians)
        self.options = options_in_question(blueprint, packages)
        every, controlled = self.options.all, self.options.controlled
        self._shares = ShareQuestion(dossier=dossier, options=controlled)
        self._coalitions = CoalitionQuestion(dossier=dossier, options=controlled)
        self._payments = PaymentQuestion(at_medians=self.at_medians, options=controlled)
        self._permission = PermissionQuestion(blueprint=blueprint, options=every)
        self._leakage = LeakageQuestion(dossier=dossier)
        self._double_games = DoubleGameQuestion(dossier=dossier)
        self._instigations = InstigationQuestion(blueprint=blueprint, options=every)
        self._prices = PriceQuestion(at_medians=self.at_medians, options=every)
        self._exchange = ExchangeQuestion(frame=exchange_frame(dossier))

    @property
    def block(self) -> int:
        """Draws to be looked at together."""
        numbers = len(self.blueprint.parties) * self.blueprint.space.n_columns
        return max(1, min(BLOCK, ROOM // max(1, numbers)))

    def measure(self, values: Float) -> Measured:
        """Put all questions to one block of draws.

        Parameters
        ----------
        values : float array, shape (n_quantities, n_draws)
            One row for each entry of ``blueprint.quantities``.

        Raises
        ------
        TooLargeError
            When sums of points would not fit into int64.
        """
        drawn = Drawn(self.blueprint, values)
        exchange, sums = self._exchange.measure(drawn)
        return Measured(
            draws=len(drawn),
            shares=self._shares.measure(drawn),
            coalitions=self._coalitions.measure(drawn),
            payments=self._payments.measure(drawn),
            permission=self._permission.measure(drawn),
            leakage=self._leakage.measure(drawn),
            double_games=self._double_games.measure(drawn),
            instigations=self._instigations.measure(drawn),
            prices=self._prices.measure(drawn),
            exchange=exchange,
            sums=sums,
        )

    def answer(self, measured: Measured, *, seed: int | None = None) -> Leverage:
        """Sum up what all draws say."""
        dossier = self.blueprint.dossier
        at_medians = self._coalitions.measure(self.at_medians)
        joinings = self._coalitions.answer(measured.coalitions, at_medians)
        joiners = self._payments.answer(measured.payments, joinings)
        exchange = self._exchange.answer(measured.exchange, measured.sums)
        return Leverage(
            title=dossier.title,
            dossier=dossier.key,
            labels=labels_of(dossier),
            reading=dossier.reading,
            principals=self.blueprint.principals,
            draws=measured.draws,
            seed=seed,
            packages=self.packages,
            free=tuple(pair for pair in self.options.all if pair not in set(self.options.controlled)),
            balances=self._shares.answer(measured.shares),
            joinings=joinings,
            joiners=joiners,
            permissions=self._permission.answer(measured.permission),
            leakage=self._leakage.answer(measured.leakage),
            double_games=self._double_games.answer(measured.double_games),
            instigations=self._instigations.answer(measured.instigations),
            prices_raised=self._prices.answer(measured.prices),
            exchange=exchange,
            bodies=body_powers(dossier),
            caveats=tuple(_caveats(dossier, joinings, joiners, exchange)),
        )


def leverage(blueprint: Blueprint, values: Float, packages: Sequence[NamedPackage] | None = None) -> Leverage:
    """Say who can bring about what, who else is needed, who may forbid, and what control is worth.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row for each entry of ``blueprint.quantities``; at least one draw.
    packages : sequence of NamedPackage, optional
        Where given, only options that these packages change are looked at.

    Returns
    -------
    Leverage

    Raises
    ------
    TooLargeError
        When sums of points would not fit into int64.
    """
    inquiry = Inquiry(blueprint, packages)
    step = inquiry.block
    blocks = [inquiry.measure(values[:, k : k + step]) for k in range(0, values.shape[1], step)]
    return inquiry.answer(Measured.joined(blocks))


def _caveats(
    dossier: Dossier, joinings: Sequence[Joining], joiners: Sequence[Joiner], exchange: PowerAndPrice
) -> Iterator[str]:
    yield "A share of draws is a statement about the judgements put in, not a chance."
    crowded = dict.fromkeys(joining.issue for joining in joinings if joining.left_out)
    if crowded:
        yield (
            f"Only the {MOST_OUTSIDERS} third parties with most control are considered on "
            f"{', '.join(crowded)}; smaller ones are left out."
        )
    silent = dict.fromkeys(j.party for j in joiners if not any(dossier.stakes.get(j.party, {}).values()))
    if silent:
        yield (
            f"The dossier gives no stakes to {', '.join(dossier.parties[p].name for p in silent)}: that "
            "joining would cost them nothing says no more than that."
        )
    if any(joiner.offers for joiner in joiners):
        yield (
            "An offer is judged by what it gives and costs; whether it passes at home is not asked here "
            "(the package of both can be put to the ratification lens)."
        )
    outside = [dossier.parties[party].name for party in exchange.without_stakes]
    if outside:
        yield (
            f"Without stakes, so without a part in the exchange of control: {', '.join(outside)}. The "
            "shares of the others are made to sum to 1."
        )
    if exchange.without_control:
        yield (f"Nobody in the exchange controls {', '.join(exchange.without_control)}: left out of it.")
    if exchange.reducible:
        yield (
            f"In {exchange.reducible:.0%} of draws the exchange of control falls apart into groups; powers "
            "and prices then sum to 1 within each and cannot be compared across."
        )

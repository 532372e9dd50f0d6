"""What it takes to bring third parties to the table, who could pay, and with what.

A third party joins only if the option leaves it a surplus of at least 0: else it needs a payment on
another issue that makes up for it (side payments: Riker 1962, *The Theory of Political Coalitions*;
Mayer 1992, *International Organization* 46(4)). A principal that gains from the option could pay, by
an option that its own side brings about. Each amount is on the scale of the party it is about;
amounts of different parties are set side by side, never subtracted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.coalitions import Joining, outsiders_of
from detente.lenses.leverage.deeds import Deed, deeds_of
from detente.lenses.leverage.drawn import Drawn, spread_of
from detente.lenses.leverage.options import Pair
from detente.lenses.leverage.rows import Key, Rows
from detente.lenses.spread import Spread

__all__ = ["Joiner", "Offer", "PaymentQuestion"]

Float = NDArray[np.float64]

#: Offers told for each party that would have to be paid.
MOST_OFFERS = 3


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An option elsewhere that would pay a third party for joining.

    Attributes
    ----------
    payer : str
        The principal whose side brings it about and who gains from the payee's joining.
    issue, option : str
    worth : Spread
        Points it gives to the payee, on the payee's scale.
    cost : Spread
        Points it takes from the payer, on the payer's scale; below 0 where the payer gains by it.
    enough : float
        Share of draws in which the payee has a surplus of at least 0 with it.
    pays_off : float
        Share of draws in which the payer gains at least as much from the option that the payee
        makes deliverable as this costs it.
    """

    payer: str
    issue: str
    option: str
    worth: Spread
    cost: Spread
    enough: float
    pays_off: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "payer": self.payer,
            "issue": self.issue,
            "option": self.option,
            "worth": self.worth.to_dict(),
            "cost": self.cost.to_dict(),
            "enough": self.enough,
            "pays_off": self.pays_off,
        }


@dataclass(frozen=True, kw_only=True)
class Joiner:
    """A third party that would have to join for an option, and what that takes.

    Attributes
    ----------
    issue, option, party : str
    surplus : Spread
        From a deal on this option alone, in the party's own points.
    needs_payment : float
        Share of draws in which that is below 0.
    payment : Spread or None
        What it needs in those draws; None where there are none.
    payers : mapping of principal to Spread
        Points that the option gives to each principal that gains from it at the medians.
    offers : tuple of Offer
        Options of theirs elsewhere that give it at least the middle of ``payment`` at the median,
        cheapest to the payer first, at most three; options of a payer that cost alike, the one
        that is worth more to the payee first. Empty where nothing is enough, or nothing needed.
    """

    issue: str
    option: str
    party: str
    surplus: Spread
    needs_payment: float
    payment: Spread | None
    payers: Mapping[str, Spread]
    offers: tuple[Offer, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "party": self.party,
            "surplus": self.surplus.to_dict(),
            "needs_payment": self.needs_payment,
            "payment": None if self.payment is None else self.payment.to_dict(),
            "payers": {party: gain.to_dict() for party, gain in self.payers.items()},
            "offers": [offer.to_dict() for offer in self.offers],
        }


@dataclass(frozen=True, kw_only=True)
class PaymentQuestion:
    """The question what third parties would take to join for some options, and who could give it.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.

    Attributes
    ----------
    at_medians : Drawn
        The medians, by which payers and what they could offer are chosen.
    options : tuple of (issue, option)
    """

    at_medians: Drawn
    options: tuple[Pair, ...]

    @cached_property
    def _deeds(self) -> tuple[Deed, ...]:
        return deeds_of(self.at_medians)

    def _payers(self, pair: Pair) -> tuple[str, ...]:
        gains = self.at_medians.points
        return tuple(party for party in self.at_medians.dossier.principals if gains(party, *pair)[0] > 0)

    def _open_to(self, pair: Pair, party: str) -> list[Deed]:
        """List the deeds elsewhere, of those who gain from an option, that are worth something to a party."""
        payers = self._payers(pair)
        return [
            deed
            for deed in self._deeds
            if deed.doer in payers
            and deed.issue != pair[0]
            and self.at_medians.points(party, deed.issue, deed.option)[0] > 0
        ]

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._keys())

    def _keys(self) -> Iterator[Key]:
        for pair in self.options:
            yield from (Key("points", payer, *pair) for payer in self._payers(pair))
            for party in outsiders_of(self.at_medians.dossier, pair).parties:
                yield Key("surplus", party, *pair)
                yield Key("cost of an issue", party, *pair)
                for deed in self._open_to(pair, party):
                    yield Key("points", party, deed.issue, deed.option)
                    yield Key("points", deed.doer, deed.issue, deed.option)

    def measure(self, drawn: Drawn) -> Float:
        """Return points and surpluses that the answer needs.

        Returns
        -------
        float array, shape (n_rows, n_draws)
        """
        return self._rows.measure(drawn)

    def answer(self, measured: Float, joinings: Sequence[Joining]) -> tuple[Joiner, ...]:
        """Tell what each party takes that is in some coalition.

        Parameters
        ----------
        measured : float array, shape (n_rows, n_draws)
        joinings : sequence of Joining
            Of the same options.
        """
        found = []
        for joining in joinings:
            wanted = {party for coalition in joining.coalitions for party in coalition.parties}
            pair = joining.issue, joining.option
            found += [self._joiner(pair, party, measured) for party in joining.outsiders if party in wanted]
        return tuple(found)

    def _joiner(self, pair: Pair, party: str, measured: Float) -> Joiner:
        surplus = self._rows.find(measured, "surplus", party, *pair)
        payment = Spread.of(np.where(surplus < 0, -surplus, np.nan))
        gains = {payer: self._rows.find(measured, "points", payer, *pair) for payer in self._payers(pair)}
        offers = []
        if payment is not None:
            deeds = self._open_to(pair, party)
            after = surplus - self._rows.find(measured, "cost of an issue", party, *pair)
            told = (self._offer(deed, party, after, gains[deed.doer], measured) for deed in deeds)
            offers = [offer for offer in told if offer.worth.middle >= payment.middle]
            offers.sort(key=lambda o: (o.cost.middle, -o.worth.middle, o.payer, o.issue, o.option))
        return Joiner(
            issue=pair[0],
            option=pair[1],
            party=party,
            surplus=spread_of(surplus),
            needs_payment=float(np.mean(surplus < 0)),
            payment=payment,
            payers={payer: spread_of(gain) for payer, gain in gains.items()},
            offers=tuple(offers[:MOST_OFFERS]),
        )

    def _offer(self, deed: Deed, party: str, surplus: Float, gain: Float, measured: Float) -> Offer:
        """Judge one offer; ``surplus`` is the payee's before it, the cost of one more issue counted."""
        worth = self._rows.find(measured, "points", party, deed.issue, deed.option)
        cost = -self._rows.find(measured, "points", deed.doer, deed.issue, deed.option)
        return Offer(
            payer=deed.doer,
            issue=deed.issue,
            option=deed.option,
            worth=spread_of(worth),
            cost=spread_of(cost),
            enough=float(np.mean(surplus + worth >= 0)),
            pays_off=float(np.mean(gain >= cost)),
        )

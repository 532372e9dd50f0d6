"""Trouble that can be traded: what stopping it would fetch on other issues.

A party that feeds a trouble, or does otherwise than it says, has something to sell where it had
nothing before: the other side may pay for its end up to what that end is worth to it, with
concessions that it would not make for their own sake (issue linkage as a threat: Stein 1980, *World
Politics* 33(1)). The trouble then raises the price of unrelated issues.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.deeds import Deed, deeds_of
from detente.lenses.leverage.drawn import Drawn, spread_of
from detente.lenses.leverage.options import Pair, option_of
from detente.lenses.leverage.rows import Key, Rows
from detente.lenses.spread import Spread

__all__ = ["Fetched", "PriceQuestion", "PriceRaised"]

Float = NDArray[np.float64]
Trouble = Literal["instigates", "says otherwise"]

#: Concessions told for each trouble and payer.
MOST_FETCHED = 3


class _Case(NamedTuple):
    """One party could turn from ``start`` to ``end``, and one principal would gain by it."""

    trouble: Trouble
    party: str
    issue: str
    start: str
    end: str
    payer: str


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A concession elsewhere that the end of a trouble could fetch.

    Attributes
    ----------
    issue, option : str
    gain : Spread
        Points that it gives to the party, on its own scale.
    cost : Spread
        Points that it takes from the payer, on the payer's scale: above 0 at the median.
    affordable : float
        Share of draws in which it costs the payer no more than the end of the trouble is worth.
    pays_off : float
        Share of draws in which it gives the party at least what stopping costs it.
    """

    issue: str
    option: str
    gain: Spread
    cost: Spread
    affordable: float
    pays_off: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "gain": self.gain.to_dict(),
            "cost": self.cost.to_dict(),
            "affordable": self.affordable,
            "pays_off": self.pays_off,
        }


@dataclass(frozen=True, kw_only=True)
class PriceRaised:
    """What a party could ask of a principal elsewhere for ending a trouble.

    Attributes
    ----------
    trouble : {"instigates", "says otherwise"}
    party, payer, issue : str
    start, end : str
        Options: what is, or what the party acts on, and what it would turn to.
    worth : Spread
        Points that the turn gives to the payer: the most it would pay.
    cost : Spread
        Points that the turn takes from the party.
    fetched : tuple of Fetched
        Concessions elsewhere that the payer's side can make by itself, that cost it something, and no
        more than the turn is worth to it at the medians: worth most to the party first, at most
        three. Empty where there are none.
    """

    trouble: Trouble
    party: str
    payer: str
    issue: str
    start: str
    end: str
    worth: Spread
    cost: Spread
    fetched: tuple[Fetched, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "trouble": self.trouble,
            "party": self.party,
            "payer": self.payer,
            "issue": self.issue,
            "start": self.start,
            "end": self.end,
            "worth": self.worth.to_dict(),
            "cost": self.cost.to_dict(),
            "fetched": [fetched.to_dict() for fetched in self.fetched],
        }


@dataclass(frozen=True, kw_only=True)
class PriceQuestion:
    """The question what the end of a trouble would fetch elsewhere.

    Asked of every option in question by which an instigator ends what it causes, and of every party
    that acts against its declared position, where the turn costs it something at the medians; of
    every other principal that gains by the turn there. ``measure`` looks at a block of draws and
    ``answer`` sums up the blocks.
    """

    at_medians: Drawn
    options: tuple[Pair, ...]

    def _turns(self) -> Iterator[tuple[Trouble, str, str, str, str]]:
        dossier = self.at_medians.dossier
        for key, option in self.options:
            issue = dossier.issues[key]
            for party in issue.instigators:
                if party in option_of(dossier, (key, option)).performers:
                    yield "instigates", party, key, issue.status_quo, option
        for party, by_issue in dossier.positions.items():
            for key, position in by_issue.items():
                if position.declared != position.conduct:
                    yield "says otherwise", party, key, position.conduct, position.declared

    @cached_property
    def _cases(self) -> tuple[_Case, ...]:
        dossier, points = self.at_medians.dossier, self.at_medians.points
        return tuple(
            _Case(trouble, party, issue, start, end, payer)
            for trouble, party, issue, start, end in self._turns()
            for payer in self.at_medians.blueprint.principals
            if payer not in (party, dossier.side_of(party))
            and points(payer, issue, end)[0] > points(payer, issue, start)[0]
            and points(party, issue, end)[0] < points(party, issue, start)[0]
        )

    @cached_property
    def _deeds(self) -> tuple[Deed, ...]:
        return deeds_of(self.at_medians)

    def _concessions(self, case: _Case) -> Sequence[Deed]:
        """List what the payer would give for the turn, and not without it."""
        points = self.at_medians.points
        worth = points(case.payer, case.issue, case.end)[0] - points(case.payer, case.issue, case.start)[0]
        return [
            deed
            for deed in self._deeds
            if deed.doer == case.payer
            and deed.issue != case.issue
            and 0 < -points(case.payer, deed.issue, deed.option)[0] <= worth
            and points(case.party, deed.issue, deed.option)[0] > 0
        ]

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._keys())

    def _keys(self) -> Iterator[Key]:
        for case in self._cases:
            for who in (case.party, case.payer):
                yield Key("points", who, case.issue, case.start)
                yield Key("points", who, case.issue, case.end)
                for deed in self._concessions(case):
                    yield Key("points", who, deed.issue, deed.option)

    def measure(self, drawn: Drawn) -> Float:
        """Return what turns and concessions are worth to both, shape (n_rows, n_draws)."""
        return self._rows.measure(drawn)

    def answer(self, measured: Float) -> tuple[PriceRaised, ...]:
        """Sum up the draws: what instigators could ask first, then those who say otherwise."""
        return tuple(self._price(case, measured) for case in self._cases)

    def _price(self, case: _Case, measured: Float) -> PriceRaised:
        def points(who: str, issue: str, option: str) -> Float:
            return self._rows.find(measured, "points", who, issue, option)

        worth = points(case.payer, case.issue, case.end) - points(case.payer, case.issue, case.start)
        cost = points(case.party, case.issue, case.start) - points(case.party, case.issue, case.end)
        fetched = []
        for deed in self._concessions(case):
            gain = points(case.party, deed.issue, deed.option)
            price = -points(case.payer, deed.issue, deed.option)
            fetched.append(
                Fetched(
                    issue=deed.issue,
                    option=deed.option,
                    gain=spread_of(gain),
                    cost=spread_of(price),
                    affordable=float(np.mean(price <= worth)),
                    pays_off=float(np.mean(gain >= cost)),
                )
            )
        fetched.sort(key=lambda f: (-f.gain.middle, f.cost.middle, f.issue, f.option))
        return PriceRaised(
            trouble=case.trouble,
            party=case.party,
            payer=case.payer,
            issue=case.issue,
            start=case.start,
            end=case.end,
            worth=spread_of(worth),
            cost=spread_of(cost),
            fetched=tuple(fetched[:MOST_FETCHED]),
        )

"""Control that is the control of ending a harm of one's own making.

Whoever feeds a conflict can offer to stop, and be paid for what it caused (Schelling 1966, *Arms and
Influence*, ch. 2, on compellence: the threat is to go on). Such control is marked as what it is, and
the control of the others is told without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.drawn import Drawn, share_spread, spread_of
from detente.lenses.leverage.options import Pair, option_of
from detente.lenses.leverage.rows import Key, Rows
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT

__all__ = ["Instigation", "InstigationQuestion"]

Float = NDArray[np.float64]


class _Case(NamedTuple):
    """A party that must act to end what it causes."""

    party: str
    issue: str
    option: str


@dataclass(frozen=True, kw_only=True)
class Instigation:
    """An option by which a party would end, or lessen, a harm of its own making.

    Attributes
    ----------
    party, issue, option : str
    share : Spread
        The control of the issue that comes from causing it, 0 to 1.
    others : Spread
        Control of everybody who does not cause it, together.
    cost : Spread
        Points that the option takes from the party; below 0 where it gains by stopping.
    worth : mapping of principal to Spread
        Points that it gives to each other principal: the most it could be asked to pay.
    """

    party: str
    issue: str
    option: str
    share: Spread
    others: Spread
    cost: Spread
    worth: Mapping[str, Spread]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "issue": self.issue,
            "option": self.option,
            "share": self.share.to_dict(),
            "others": self.others.to_dict(),
            "cost": self.cost.to_dict(),
            "worth": {party: worth.to_dict() for party, worth in self.worth.items()},
        }


@dataclass(frozen=True, kw_only=True)
class InstigationQuestion:
    """The question which options end a harm that one of their performers causes, and at what price.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.
    """

    blueprint: Blueprint
    options: tuple[Pair, ...]

    def _cases(self) -> list[_Case]:
        dossier = self.blueprint.dossier
        return [
            _Case(party, *pair)
            for pair in self.options
            for party in dossier.issues[pair[0]].instigators
            if party in option_of(dossier, pair).performers
        ]

    def _others(self, case: _Case) -> tuple[str, ...]:
        """Return the principals whom it would not be a favour to itself."""
        own = self.blueprint.dossier.side_of(case.party)
        return tuple(p for p in self.blueprint.principals if p not in (case.party, own))

    @cached_property
    def _rows(self) -> Rows:
        return Rows(
            Key("points", who, case.issue, case.option)
            for case in self._cases()
            for who in (case.party, *self._others(case))
        )

    def measure(self, drawn: Drawn) -> Float:
        """Return the control of party and others, case by case, then what the options are worth.

        Returns
        -------
        float array, shape (2 * n_cases + n_rows, n_draws)
        """
        rows = []
        for case in self._cases():
            issue = self.blueprint.dossier.issues[case.issue]
            innocent = (q for party, q in issue.control.items() if party not in issue.instigators)
            rows.append(drawn.units(issue.control.get(case.party)) / UNIT)
            rows.append(sum((drawn.units(q) for q in innocent), np.zeros(len(drawn), np.int64)) / UNIT)
        shares = np.array(rows, np.float64).reshape(-1, len(drawn))
        return np.concatenate([shares, self._rows.measure(drawn)])

    def answer(self, measured: Float) -> tuple[Instigation, ...]:
        """Sum up the draws, in the order of the options."""
        cases = self._cases()
        points = measured[2 * len(cases) :]
        return tuple(
            Instigation(
                party=case.party,
                issue=case.issue,
                option=case.option,
                share=share_spread(measured[2 * k]),
                others=share_spread(measured[2 * k + 1]),
                cost=spread_of(-self._rows.find(points, "points", *case)),
                worth={
                    who: spread_of(self._rows.find(points, "points", who, case.issue, case.option))
                    for who in self._others(case)
                },
            )
            for k, case in enumerate(cases)
        )

"""What makes a condition of a package hold or fail: each judgement, by how much it adds.

Contributions are taken at the medians, from the exact model: a judgement adds the difference that
the margin makes when it alone is set to the value at which it says nothing. Two kinds are told
apart. *Terms* are amounts of points (or of control); a margin is linear in each of them with no
rest, so that terms add up to it. *Factors* weigh terms (a chance of keeping one's word, a discount
factor, a share of relative gains); what they make of the terms is in the terms' contributions
already, so that a factor's difference comes on top of nothing and must not be added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.explain.conditions import Condition, margins_of, surpluses_of
from detente.explain.entries import Entry
from detente.explain.package_model import PackageModel
from detente.explain.turning import cheapest_turning
from detente.model.fixed_point import UNIT

__all__ = ["Cause", "Causes", "in_order", "is_factor", "neutral"]

Float = NDArray[np.float64]
#: Values at which a factor changes nothing, by the last but one part of its path or the last.
FACTORS: Mapping[str, float] = {
    "keeps_word": 1.0,
    "monitoring": 1.0,
    "discount_factor": 1.0,
    "relative_gains": 0.0,
    "leakage": 0.0,
}
DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One judgement and what it makes of a margin.

    Attributes
    ----------
    entry : Entry
    weight : float
        What it adds to the margin, in the unit of the condition: below 0 where it hurts.
    is_term : bool
        Whether it adds up with the other terms to the margin; else it is a factor that weighs them.
    sources : tuple of str
        What it rests on, a line for each citation, with the paraphrased claim.
    """

    entry: Entry
    weight: float
    is_term: bool
    sources: tuple[str, ...]

    @property
    def hurts(self) -> bool:
        """Whether the margin would be larger without it."""
        return self.weight < 0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.entry.to_dict(),
            "weight": self.weight,
            "is_term": self.is_term,
            "sources": list(self.sources),
        }


def _key_part(entry: Entry) -> str:
    """Return the part of a path that says what kind of number it is."""
    parts = entry.path.split(".")
    if parts[0] == "issues":
        return parts[2]
    return parts[1] if parts[0] == "trust" else parts[-1] if parts[0] == "parties" else parts[0]


def is_factor(entry: Entry) -> bool:
    """Tell whether a judgement weighs others instead of adding an amount of its own."""
    return _key_part(entry) in FACTORS


def neutral(entry: Entry) -> float:
    """Return the value at which a judgement says nothing.

    0 for amounts, relative gains and leakage; 1 for the chance that a word is kept or cheating noticed
    and for a discount factor.
    """
    return FACTORS.get(_key_part(entry), 0.0)


def in_order(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Sort causes: those that hurt first, the largest first; then those that help; ties by path."""
    return tuple(sorted(causes, key=lambda one: (not one.hurts, -abs(one.weight), one.entry.path)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Causes:
    """Contributions of all judgements to the conditions of one package, at the medians.

    Attributes
    ----------
    model : PackageModel
    index : int
        Which of its packages.
    conditions : tuple of Condition
        Of that package.
    """

    model: PackageModel
    index: int
    conditions: tuple[Condition, ...]

    @cached_property
    def _values(self) -> Float:
        """The medians, and behind them the medians with each judgement in turn set neutral."""
        entries = self.model.entries
        values = np.repeat(self.model.medians, len(entries) + 1, axis=1)
        rows = np.arange(len(entries))
        values[rows, rows + 1] = [neutral(entry) for entry in entries]
        return values

    @cached_property
    def _weights(self) -> Float:
        """Contribution of each entry to each condition, shape (n_entries, n_conditions)."""
        # Rules are told through the surpluses of their members.
        plain = [k for k, one in enumerate(self.conditions) if one.need is None]
        weights = np.zeros((len(self.model.entries), len(self.conditions)))
        margins = margins_of(self.model, self.index, [self.conditions[k] for k in plain], self._values)
        weights[:, plain] = margins[0] - margins[1:]
        for k, condition in enumerate(self.conditions):
            for party, up in self.turned(condition):
                weights[:, k] += self._surplus[party] if up else -self._surplus[party]
        return weights

    @cached_property
    def _surpluses(self) -> dict[str, Float]:
        return surpluses_of(self.model, self.index, self._values)

    @cached_property
    def _surplus(self) -> dict[str, Float]:
        """Contribution of each entry to the surplus of each party, in points."""
        return {party: (units[0] - units[1:]) / UNIT for party, units in self._surpluses.items()}

    def turned(self, condition: Condition) -> tuple[tuple[str, bool], ...]:
        """Return the parties on whom a rule hangs, and whether more surplus is what serves it.

        Where it fails those whom it costs least to turn for it to hold; where it holds those whom it
        costs least to turn for it to fail. Empty for a condition that is no rule.
        """
        if condition.need is None:
            return ()
        surplus = {party: float(units[0]) for party, units in self._surpluses.items()}
        lacking = cheapest_turning(condition.need, surplus)
        if lacking:
            return lacking
        carrying = cheapest_turning(condition.need, surplus, wanted=False)
        return tuple((party, not up) for party, up in carrying)

    def of(self, condition: Condition) -> tuple[Cause, ...]:
        """Return the causes of a condition, in order.

        Empty where no judgement bears on it. For a rule they are the causes of the surpluses of the
        parties of :meth:`turned`, added up; its terms add up to its margin where it fails, and to within
        one unit for each of those parties where it holds.
        """
        return self._told(self._weights[:, self.conditions.index(condition)])

    def of_surplus(self, party: str) -> tuple[Cause, ...]:
        """Return the causes of the surplus of a party that some gate asks, in order."""
        return self._told(self._surplus[party])

    def surplus(self, party: str) -> float:
        """Return the surplus of a party at the medians, in points."""
        return float(self._surpluses[party][0]) / UNIT

    def _told(self, weights: Sequence[float] | Float) -> tuple[Cause, ...]:
        told = (
            Cause(
                entry=entry,
                weight=round(float(weight), DIGITS) + 0.0,
                is_term=not is_factor(entry),
                sources=entry.sources(self.model.dossier),
            )
            for entry, weight in zip(self.model.entries, weights, strict=True)
            if round(float(weight), DIGITS)
        )
        return in_order(told)

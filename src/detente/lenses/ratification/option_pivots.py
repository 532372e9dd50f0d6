"""Whose consent decides on each option of each issue, taken by itself.

A package of one change is ranked by what its members get from it, each on its own scale; the member
with whom all rules it calls come to be met is the pivot (:mod:`detente.lenses.ratification.pivots`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Rule
from detente.lenses.ratification.consenting import met
from detente.lenses.ratification.pivots import pivot_shares
from detente.lenses.ratification.rules import called, members_of_rules, together
from detente.lenses.status_quo import single_changes
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import surplus_tables

__all__ = ["OptionCounts", "OptionPivots", "option_counts", "option_pivots"]

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class OptionPivots:
    """Who decides on one option alone.

    Attributes
    ----------
    issue, option : str
    rules : tuple of str
        Those that this change calls.
    ratified : float
        Share of draws in which they are all met.
    pivots : mapping of party to float
        Share of draws in which each member is the pivot, largest first; those above 0. They add
        up to 1, or to less where a need can never be met or its rule says ``Not``.
    """

    issue: str
    option: str
    rules: tuple[str, ...]
    ratified: float
    pivots: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "rules": list(self.rules),
            "ratified": self.ratified,
            "pivots": dict(self.pivots),
        }


@dataclass(frozen=True, kw_only=True)
class OptionCounts:
    """The same for a block of draws, as numbers of draws; options that call no rule are left out."""

    n_draws: int
    ratified: Mapping[Pair, int]
    pivots: Mapping[Pair, Mapping[str, int]]


def option_counts(blueprint: Blueprint, values: Float, rules: Sequence[Rule]) -> OptionCounts:
    """Count, for a block of draws, who is the pivot on every option alone.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    rules : sequence of Rule

    Returns
    -------
    OptionCounts

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    n_draws = values.shape[1]
    members = members_of_rules(rules)
    ratified: dict[Pair, int] = {}
    pivots: dict[Pair, dict[str, int]] = {}
    for pair, asked, surplus in _singles(blueprint, values, rules, members):
        need = together(asked)
        ratified[pair] = int(met(need, {party: points >= 0 for party, points in surplus.items()}).sum())
        shares = pivot_shares(need, surplus)
        pivots[pair] = {party: round(share * n_draws) for party, share in shares.items()}
    return OptionCounts(n_draws=n_draws, ratified=ratified, pivots=pivots)


def _singles(
    blueprint: Blueprint, values: Float, rules: Sequence[Rule], members: Sequence[str]
) -> Iterator[tuple[Pair, tuple[Rule, ...], dict[str, Float]]]:
    """Yield every option that calls a rule, with those rules and what each member gets from it."""
    space = blueprint.space
    worth, floors = surplus_tables(blueprint, values, members)
    still: Int = worth[:, :, space.offsets[:-1]].sum(axis=2) - floors
    for issue, option in single_changes(blueprint):
        asked = called(rules, {issue: option})
        if not asked:
            continue
        group = space.group_of[issue]
        column = space.columns({issue: option})[group]
        gained = worth[:, :, column] - worth[:, :, space.offsets[group]]
        points = (still + gained) / UNIT
        yield (issue, option), asked, {party: points[:, m] for m, party in enumerate(members)}


def option_pivots(blocks: Sequence[OptionCounts], rules: Sequence[Rule]) -> tuple[OptionPivots, ...]:
    """Sum up the blocks of a run, in option order.

    Parameters
    ----------
    blocks : sequence of OptionCounts
        At least one, of at least one draw.
    rules : sequence of Rule
    """
    n_draws = sum(block.n_draws for block in blocks)
    found = []
    for issue, option in blocks[0].ratified:
        pair = (issue, option)
        times: Counter[str] = Counter()
        for block in blocks:
            times.update(block.pivots[pair])
        ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
        found.append(
            OptionPivots(
                issue=issue,
                option=option,
                rules=tuple(rule.name for rule in called(rules, {issue: option})),
                ratified=sum(block.ratified[pair] for block in blocks) / n_draws,
                pivots={party: n / n_draws for party, n in ranked if n},
            )
        )
    return tuple(found)

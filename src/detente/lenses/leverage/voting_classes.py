"""Voters who count alike, and the sums by which a motion passes: a voting rule made ready for counting."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError, TooLargeError
from detente.lenses.leverage.voting_rule import (
    VotingRule,
    WeightedRule,
    parts_needed,
    voters_of,
)

__all__ = ["VoterClasses", "WinningCounts", "voter_classes"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Voters past which no power is computed: fractions of ever more digits say nothing more.
MOST_VOTERS = 2000
#: Sums of weights must stay below this to be exact in int64.
LARGEST_SUM = 2**61


@dataclass(frozen=True, kw_only=True)
class WinningCounts:
    """How many coalitions win, by size.

    Attributes
    ----------
    by_size : tuple of int
        Winning coalitions of 0, 1, ... n members.
    with_member : tuple of tuple of int
        The same for each class: those that one given member of it belongs to.
    """

    by_size: tuple[int, ...]
    with_member: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, kw_only=True)
class _Threshold:
    """Passes when a sum reaches a quota."""

    measure: int
    quota: int


@dataclass(frozen=True, kw_only=True)
class _Some:
    """Passes when so many parts do."""

    needed: int
    parts: tuple[_Node, ...]


_Node = _Threshold | _Some


@dataclass(frozen=True, kw_only=True)
class VoterClasses:
    """The voters in classes of equal weights, and the rule over sums of weights.

    A *measure* is one way of weighting the voters; rules that weight them in the same proportions
    share one, with the common factor taken out.

    Attributes
    ----------
    voters : tuple of str
    class_of : tuple of int
        Class of each voter.
    members : tuple of int
        How many voters each class has.
    weights : int64 array, shape (n_measures, n_classes)
        What one member adds to each sum, never more than the largest quota asked of it.
    caps : int64 array, shape (n_measures,)
        Sums may be cut at these: no quota lies above.
    """

    voters: tuple[str, ...]
    class_of: tuple[int, ...]
    members: tuple[int, ...]
    weights: Int
    caps: Int
    root: _Node

    @property
    def n_quotas(self) -> int:
        """How often a sum is compared with a quota."""
        return _n_quotas(self.root)

    def passes(self, sums: Int, base: Int | None = None) -> Bool:
        """Tell which sums pass.

        Parameters
        ----------
        sums : int64 array, shape (n_measures, n)
        base : int64 array, shape (n_measures,), optional
            What is added to every one of them.

        Returns
        -------
        bool array, shape (n,)
        """
        return _passes(self.root, sums, np.zeros(len(sums), np.int64) if base is None else base)


def _n_quotas(node: _Node) -> int:
    return 1 if isinstance(node, _Threshold) else sum(_n_quotas(part) for part in node.parts)


def _passes(node: _Node, sums: Int, base: Int) -> Bool:
    if isinstance(node, _Threshold):
        reached: Bool = sums[node.measure] >= node.quota - base[node.measure]
        return reached
    parts = [_passes(part, sums, base) for part in node.parts]
    if not 0 < node.needed <= len(parts):
        return np.full(sums.shape[1], node.needed <= 0)
    # The two usual cases apart, for speed.
    enough: Bool
    if node.needed == len(parts):
        enough = np.logical_and.reduce(parts)
    elif node.needed == 1:
        enough = np.logical_or.reduce(parts)
    else:
        enough = np.sum(parts, axis=0) >= node.needed
    return enough


def _together(needed: int, parts: tuple[VotingRule, ...]) -> tuple[int, tuple[VotingRule, ...]]:
    """Make one vote of those parts that a single voter decides, so that such voters count alike."""
    deciders = [_decider(part) for part in parts]
    alone = Counter(voter for voter in deciders if voter is not None)
    if len(alone) < 2:
        return needed, parts
    rest = tuple(part for part, voter in zip(parts, deciders, strict=True) if voter is None)
    if needed == len(parts):
        everyone = WeightedRule(quota=len(alone), weights=dict.fromkeys(alone, 1))
        return len(rest) + 1, (everyone, *rest)
    if needed == 1:
        return 1, (WeightedRule(quota=1, weights=dict.fromkeys(alone, 1)), *rest)
    return (needed, parts) if rest else (1, (WeightedRule(quota=needed, weights=alone),))


def _decider(rule: VotingRule) -> str | None:
    """Return the voter who decides a rule by itself."""
    if not isinstance(rule, WeightedRule):
        return None
    match [voter for voter, weight in rule.weights.items() if weight]:
        case [voter] if 0 < rule.quota <= rule.weights[voter]:
            return voter
    return None


class _Measures:
    """The different ways in which a rule weights its voters, and the largest quota asked of each."""

    def __init__(self, voters: Sequence[str]) -> None:
        self.voters = voters
        self.quotas: dict[tuple[int, ...], int] = {}

    def threshold(self, rule: WeightedRule) -> _Threshold:
        """Enter a weighted vote and return it as a quota on one of the measures."""
        weights = [rule.weights.get(voter, 0) for voter in self.voters]
        factor = math.gcd(*weights) or 1
        key = tuple(weight // factor for weight in weights)
        # Within 0 (nothing is needed) and one more than everybody has (nothing is enough).
        quota = min(max(-(-rule.quota // factor), 0), sum(key) + 1)
        self.quotas[key] = max(self.quotas.get(key, 0), quota)
        return _Threshold(measure=list(self.quotas).index(key), quota=quota)

    def node(self, rule: VotingRule) -> _Node:
        """Turn a rule into quotas on measures."""
        if isinstance(rule, WeightedRule):
            return self.threshold(rule)
        needed, parts = _together(parts_needed(rule), rule.parts)
        return _Some(needed=needed, parts=tuple(self.node(part) for part in parts))

    def capped(self) -> list[list[int]]:
        """Return the weights, a list for each measure, none larger than its largest quota."""
        found = [[min(weight, quota) for weight in key] for key, quota in self.quotas.items()]
        if any(sum(weights) + max(weights) >= LARGEST_SUM for weights in found):
            raise TooLargeError(
                "the weights of a voting rule add up to more than 2^61; "
                "divide weights and quota by the same number, rounding as the rule itself would"
            )
        return found


def voter_classes(rule: VotingRule) -> VoterClasses:
    """Group the voters of a rule into classes of equal weights in all its clauses.

    Two voters of a class can be exchanged for one another in any coalition. Parts of a rule that one
    voter decides are seen as votes of one clause; other voters who could be exchanged although their
    weights differ are not looked for.

    Parameters
    ----------
    rule : VotingRule

    Raises
    ------
    DetenteError
        When the rule names nobody.
    TooLargeError
        For more than 2,000 voters, or weights that add up to more than 2^61.
    """
    voters = voters_of(rule)
    if not voters:
        raise DetenteError("the voting rule names no voters")
    if len(voters) > MOST_VOTERS:
        raise TooLargeError(
            f"{len(voters):,} voters are too many: voting power is computed for up to {MOST_VOTERS:,}; "
            "let those who always vote together be one voter with their weights added up"
        )
    measures = _Measures(voters)
    root = measures.node(rule)
    weights = measures.capped()
    kinds: dict[tuple[int, ...], int] = {}
    class_of = [kinds.setdefault(row, len(kinds)) for row in zip(*weights, strict=True)]
    return VoterClasses(
        voters=voters,
        class_of=tuple(class_of),
        members=tuple(class_of.count(k) for k in range(len(kinds))),
        weights=np.array(list(kinds), np.int64).T,
        caps=np.array(list(measures.quotas.values()), np.int64),
        root=root,
    )

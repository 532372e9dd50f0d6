"""Random voting rules, and what going through all coalitions and orders of voters finds about them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

from detente.lenses.leverage.voting_rule import (
    AllOfRules,
    AnyOfRules,
    AtLeastRules,
    VotingRule,
    WeightedRule,
    voters_of,
    wins,
)

NAMES = "abcdefgh"


@st.composite
def weighted(draw: st.DrawFn, names: str = NAMES, largest: int = 9) -> WeightedRule:
    """A weighted vote of some voters, at times one that everything or nothing passes."""
    some = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    weights = {name: draw(st.integers(0, largest)) for name in some}
    return WeightedRule(quota=draw(st.integers(-1, sum(weights.values()) + 2)), weights=weights)


def rules(names: str = NAMES, largest: int = 9) -> st.SearchStrategy[VotingRule]:
    """Weighted votes, single voters, and all, any or so many of these, to some depth."""

    def combined(inner: st.SearchStrategy[VotingRule]) -> st.SearchStrategy[VotingRule]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(AllOfRules, parts=parts),
            st.builds(AnyOfRules, parts=parts),
            st.builds(AtLeastRules, k=st.integers(0, 4), parts=parts),
        )

    alone = st.sampled_from(names).map(lambda name: WeightedRule(quota=1, weights={name: 1}))
    return st.recursive(st.one_of(weighted(names, largest), alone), combined, max_leaves=5)


def winning_sets(rule: VotingRule) -> set[frozenset[str]]:
    """Every winning coalition."""
    voters = voters_of(rule)
    every = itertools.chain.from_iterable(itertools.combinations(voters, k) for k in range(len(voters) + 1))
    return {frozenset(coalition) for coalition in every if wins(rule, coalition)}


def swings_of(rule: VotingRule) -> Mapping[str, int]:
    """Winning coalitions that lose without the voter, by going through all."""
    winning = winning_sets(rule)
    return {v: sum(v in c and c - {v} not in winning for c in winning) for v in voters_of(rule)}


def turns_of(rule: VotingRule) -> Mapping[str, Fraction]:
    """Share of all orders of arrival in which the voter makes the coalition win."""
    winning, voters = winning_sets(rule), voters_of(rule)
    turned = dict.fromkeys(voters, 0)
    orders = list(itertools.permutations(voters))
    for order in orders:
        there: frozenset[str] = frozenset()
        for voter in order:
            before, there = there, there | {voter}
            turned[voter] += there in winning and before not in winning
    return {voter: Fraction(n, len(orders)) for voter, n in turned.items()}

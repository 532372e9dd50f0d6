"""Voters of equal weights, and rules as quotas on sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from detente.errors import DetenteError, TooLargeError
from detente.lenses.leverage.voting_classes import voter_classes
from detente.lenses.leverage.voting_rule import (
    AllOfRules,
    AnyOfRules,
    AtLeastRules,
    VotingRule,
    WeightedRule,
    voters_of,
    wins,
)
from lenses.leverage.random_rules import rules


@settings(deadline=None, max_examples=60)
@given(rules())
def test_sums_pass_as_coalitions_win(rule: VotingRule) -> None:
    """Adding up the weights of a coalition's classes says the same as the rule itself."""
    classes = voter_classes(rule)
    voters = voters_of(rule)
    for mask in range(2 ** len(voters)):
        chosen = [k for k in range(len(voters)) if mask >> k & 1]
        sums = classes.weights[:, [classes.class_of[k] for k in chosen]].sum(axis=1)
        assert classes.passes(sums[:, None])[0] == wins(rule, [voters[k] for k in chosen])
        assert classes.passes(0 * sums[:, None], sums)[0] == wins(rule, [voters[k] for k in chosen])


def test_equal_in_all_clauses_is_one_class() -> None:
    """Equal in one clause is not enough."""
    rule = AllOfRules(
        parts=(
            WeightedRule(quota=2, weights={"a": 1, "b": 1, "c": 1, "d": 1}),
            WeightedRule(quota=3, weights={"a": 2, "b": 2, "c": 1}),
        )
    )
    classes = voter_classes(rule)
    assert classes.class_of == (0, 0, 1, 2)
    assert classes.members == (2, 1, 1)


def test_proportional_clauses_share_a_sum() -> None:
    """The common factor is taken out, and the quota rounded up."""
    rule = AllOfRules(
        parts=(
            WeightedRule(quota=25, weights={"a": 20, "b": 10}),
            WeightedRule(quota=2, weights={"a": 2, "b": 1}),
        )
    )
    classes = voter_classes(rule)
    assert classes.weights.tolist() == [[2, 1]]
    assert classes.passes(np.array([[2, 3]])).tolist() == [False, True]


def test_who_decides_a_part_alone_counts_alike() -> None:
    """Consents in all, any or so many parts are votes of one clause."""
    a, b, c, d = (WeightedRule(quota=2, weights={name: 3}) for name in "abcd")
    two = WeightedRule(quota=2, weights={"d": 1, "e": 1})
    rule = AllOfRules(parts=(a, b, AnyOfRules(parts=(c, d, two)), AtLeastRules(k=2, parts=(a, c, d, d))))
    classes = voter_classes(AtLeastRules(k=2, parts=(a, b, c)))
    assert classes.members == (3,)
    assert voter_classes(rule).n_quotas == 4
    assert voter_classes(AllOfRules(parts=(a, b, two))).class_of == (0, 0, 1, 1)


def test_weights_count_up_to_the_quota() -> None:
    """Who alone is enough is alike, however much more one has."""
    assert voter_classes(WeightedRule(quota=5, weights={"a": 5, "b": 10**30, "c": 4})).class_of == (0, 0, 1)


def test_nobody_votes() -> None:
    """A rule without voters is refused."""
    with pytest.raises(DetenteError, match="names no voters"):
        voter_classes(AllOfRules(parts=()))


def test_too_many_or_too_heavy() -> None:
    """Past 2,000 voters, or sums past int64, an error says what would do."""
    with pytest.raises(TooLargeError, match=r"2,001 voters.*one voter with their weights added up"):
        voter_classes(WeightedRule(quota=1, weights={str(k): 1 for k in range(2001)}))
    with pytest.raises(TooLargeError, match="divide weights and quota by the same number"):
        voter_classes(WeightedRule(quota=2**62, weights={"a": 2**61, "b": 2**61 + 1}))

"""Counting by halves."""

from __future__ import annotations

import random

from hypothesis import given, settings

from detente.lenses.leverage.voting_choices import count_by_choices
from detente.lenses.leverage.voting_classes import voter_classes
from detente.lenses.leverage.voting_halves import count_by_halves
from detente.lenses.leverage.voting_rule import VotingRule, WeightedRule
from detente.lenses.leverage.voting_sums import count_by_sums
from lenses.leverage.random_rules import rules


@settings(deadline=None)
@given(rules())
def test_halves_count_what_choices_count(rule: VotingRule) -> None:
    """Another way, the same numbers."""
    classes = voter_classes(rule)
    assert count_by_halves(classes) == count_by_choices(classes)


def test_the_largest_counts_fit() -> None:
    """Fifty voters in large classes: nearly 2^50 coalitions of a kind."""
    classes = voter_classes(WeightedRule(quota=20, weights={f"v{k}": 1 + k // 25 for k in range(50)}))
    assert count_by_halves(classes) == count_by_choices(classes)


def test_weights_of_any_size() -> None:
    """Twenty different voters of large weights, against the count by sums of all of them."""
    rng = random.Random(4)
    classes = voter_classes(
        WeightedRule(quota=100_000, weights={f"v{k}": rng.randint(1, 10_000) for k in range(20)})
    )
    assert count_by_halves(classes) == count_by_sums(classes)

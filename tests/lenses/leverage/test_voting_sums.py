"""Counting by sums of weights."""

from __future__ import annotations

from hypothesis import given, settings

from detente.lenses.leverage.voting_choices import count_by_choices
from detente.lenses.leverage.voting_classes import voter_classes
from detente.lenses.leverage.voting_rule import AllOfRules, VotingRule, WeightedRule
from detente.lenses.leverage.voting_sums import can_count_by_sums, count_by_sums
from lenses.leverage.random_rules import rules


@settings(deadline=None)
@given(rules("abcdef", largest=2))
def test_sums_count_what_choices_count(rule: VotingRule) -> None:
    """Another way, the same numbers."""
    classes = voter_classes(rule)
    assert count_by_sums(classes) == count_by_choices(classes)


def test_counts_past_64_bits() -> None:
    """With more than 62 voters Python's integers take over."""
    weights = {f"v{k}": 1 + k % 2 for k in range(90)}
    classes = voter_classes(WeightedRule(quota=70, weights=weights))
    counts = count_by_sums(classes)
    assert counts == count_by_choices(classes)
    assert max(counts.by_size) > 2**63


def test_where_all_weigh_the_same_size_is_the_sum() -> None:
    """No axis is spent on it, so that 100 voters with weights of a million are no problem."""
    classes = voter_classes(WeightedRule(quota=51 * 10**6, weights={f"v{k}": 10**6 for k in range(100)}))
    assert can_count_by_sums(classes)
    assert count_by_sums(classes) == count_by_choices(classes)


def test_too_many_sums() -> None:
    """Two sums of 20 large weights are more than fits."""
    weights = {f"v{k}": 10**6 + k * k for k in range(20)}
    others = {f"v{k}": 10**6 + 7**k for k in range(20)}
    rule = AllOfRules(
        parts=(WeightedRule(quota=10**7, weights=weights), WeightedRule(quota=10**7, weights=others))
    )
    assert not can_count_by_sums(voter_classes(rule))

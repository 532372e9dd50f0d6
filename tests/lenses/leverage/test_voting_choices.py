"""Choices from classes of voters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from detente.lenses.leverage import voting_choices
from detente.lenses.leverage.voting_choices import choices, count_by_choices, n_choices
from detente.lenses.leverage.voting_classes import voter_classes
from detente.lenses.leverage.voting_rule import VotingRule, WeightedRule, voters_of
from lenses.leverage.random_rules import rules, winning_sets


@settings(deadline=None)
@given(rules())
def test_counts_by_size_and_member(rule: VotingRule) -> None:
    """As many as going through all coalitions finds."""
    classes = voter_classes(rule)
    counts, winning, voters = count_by_choices(classes), winning_sets(rule), voters_of(rule)
    sizes = range(len(voters) + 1)
    assert counts.by_size == tuple(sum(len(c) == s for c in winning) for s in sizes)
    for voter, k in zip(voters, classes.class_of, strict=True):
        held = tuple(sum(len(c) == s and voter in c for c in winning) for s in sizes)
        assert counts.with_member[k] == held


def test_choices_stand_for_all_coalitions() -> None:
    """The ways add up to two to the number of voters, and a member is in half of them."""
    classes = voter_classes(WeightedRule(quota=6, weights={"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}))
    found = choices(classes, range(2))
    assert n_choices(classes) == len(found.sizes) == 12
    assert found.ways.sum() == 2**5
    assert [int(found.ways_with_member(k, m).sum()) for k, m in enumerate(classes.members)] == [16, 16]
    assert found.sizes.tolist() == sorted(found.sizes.tolist())


def test_no_classes_leave_one_choice() -> None:
    """Nobody, whose sums are 0."""
    found = choices(voter_classes(WeightedRule(quota=1, weights={"a": 1})), [])
    assert (found.taken.shape, found.sums.tolist(), found.sizes.tolist()) == ((0, 1), [[0]], [0])


def test_many_voters_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of the blocks does not show, and counts past 64 bits are exact."""
    classes = voter_classes(WeightedRule(quota=61, weights={f"v{k}": 1 for k in range(120)}))
    monkeypatch.setattr(voting_choices, "BLOCK", 7)
    counts = count_by_choices(classes)
    assert counts.by_size == (0,) * 61 + tuple(math.comb(120, s) for s in range(61, 121))
    assert counts.with_member[0][61:] == tuple(math.comb(119, s - 1) for s in range(61, 121))

"""Voting rules: who wins, and what ratification rules they come from."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.leverage.voting_rule import (
    AllOfRules,
    AnyOfRules,
    AtLeastRules,
    VotingRule,
    WeightedRule,
    rule_of_need,
    voters_of,
    wins,
)
from lenses.leverage.random_rules import rules, winning_sets

A, B, C = (Consent(party=p) for p in "abc")


def one(name: str) -> WeightedRule:
    """The rule that one voter decides."""
    return WeightedRule(quota=1, weights={name: 1})


def met(need: Need, consenting: frozenset[str]) -> bool:
    """Whether a need is met, read off its definition."""
    match need:
        case Consent():
            return need.party in consenting
        case Quota():
            return sum(w for p, w in need.weights.items() if p in consenting) >= need.quota
        case Not():
            return not met(need.part, consenting)
        case AllOf():
            return all(met(part, consenting) for part in need.parts)
        case AtLeast():
            return sum(met(part, consenting) for part in need.parts) >= need.k


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (WeightedRule(quota=3, weights={"a": 2, "b": 1, "c": 1}), {"ab", "ac", "abc"}),
        (AllOfRules(parts=(one("a"), one("b"))), {"ab"}),
        (AnyOfRules(parts=(one("a"), one("b"))), {"a", "b", "ab"}),
        (AtLeastRules(k=2, parts=(one("a"), one("b"), one("c"))), {"ab", "ac", "bc", "abc"}),
        (AtLeastRules(k=0, parts=(one("a"),)), {"", "a"}),
        (AtLeastRules(k=2, parts=(one("a"),)), set()),
        (WeightedRule(quota=0, weights={"a": 0}), {"", "a"}),
    ],
)
def test_winning_coalitions_by_definition(rule: VotingRule, expected: set[str]) -> None:
    """All, any, so many, and a sum of weights that reaches the quota."""
    assert {"".join(sorted(c)) for c in winning_sets(rule)} == expected


@settings(deadline=None)
@given(rules())
def test_another_vote_never_hurts(rule: VotingRule) -> None:
    """Every coalition larger than a winning one wins."""
    winning = winning_sets(rule)
    assert all(c | {v} in winning for c in winning for v in voters_of(rule))


def test_voters_come_once_in_the_order_of_first_mention() -> None:
    """A voter of several clauses is one voter."""
    rule = AllOfRules(parts=(WeightedRule(quota=1, weights={"b": 1, "a": 0}), one("c"), one("a")))
    assert voters_of(rule) == ("b", "a", "c")


def test_an_unknown_name_is_refused() -> None:
    """The nearest voter is named."""
    with pytest.raises(UnknownNameError, match="no voter 'chinaa'; did you mean 'china'"):
        wins(WeightedRule(quota=1, weights={"china": 1, "france": 1}), ["chinaa"])


@pytest.mark.parametrize(
    ("quota", "weights", "message"),
    [
        (1, {}, "at least one voter"),
        (1, {"a": -1}, "the weight of 'a' must be 0 or more, not -1"),
        (0.5, {"a": 1}, "the quota must be a whole number, not 0.5"),
        (1, {"a": 1.5}, "the weight of 'a' must be a whole number"),
        (1, {"a": True}, "the weight of 'a' must be a whole number"),
    ],
)
def test_what_is_no_weighted_vote(quota: Any, weights: Any, message: str) -> None:
    """Each kind of bad input has its own sentence."""
    with pytest.raises(DetenteError, match=message):
        WeightedRule(quota=quota, weights=weights)


def test_half_a_part_is_no_number() -> None:
    """How many parts are needed is a whole number."""
    with pytest.raises(DetenteError, match="the number of parts needed must be a whole number"):
        AtLeastRules(k=1.5, parts=(one("a"),))  # type: ignore[arg-type]


NEEDS = st.recursive(
    st.sampled_from([A, B, C, Quota(quota=3, weights={"a": 2, "b": 1, "c": 1})]),
    lambda inner: st.one_of(
        inner.map(lambda part: Not(part=part)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(parts=tuple(parts))),
        st.builds(
            lambda k, parts: AtLeast(k=k, parts=tuple(parts)),
            st.integers(0, 4),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(NEEDS)
def test_the_rule_of_a_need_passes_when_the_need_is_met(need: Need) -> None:
    """For every set of consenting parties, wherever there is a rule."""
    rule = rule_of_need(need)
    if rule is not None:
        voters = voters_of(rule)
        for k in range(len(voters) + 1):
            for c in itertools.combinations(voters, k):
                assert wins(rule, c) == met(need, frozenset(c))


@pytest.mark.parametrize(
    "need",
    [
        Not(part=A),
        AllOf(parts=(A, Not(part=B))),
        Not(part=Not(part=Not(part=Quota(quota=1, weights={"a": 1})))),
    ],
)
def test_a_rule_that_consent_can_defeat_has_no_power(need: Need) -> None:
    """No monotone rule, no rule."""
    assert rule_of_need(need) is None


def test_two_denials_undo_each_other() -> None:
    """Not all of (not a, not b) is any of (a, b)."""
    need = Not(part=AllOf(parts=(Not(part=A), Not(part=B))))
    rule = rule_of_need(need)
    assert rule is not None
    assert winning_sets(rule) == {frozenset("a"), frozenset("b"), frozenset("ab")}

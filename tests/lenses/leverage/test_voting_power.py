"""Voting power against all coalitions and all orders."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.lenses.leverage.voting_power import voting_power
from detente.lenses.leverage.voting_rule import AllOfRules, VotingRule, WeightedRule, voters_of
from lenses.leverage.random_rules import rules, swings_of, turns_of, weighted, winning_sets


@settings(deadline=None, max_examples=60)
@given(rules())
def test_swings_and_what_follows_from_them(rule: VotingRule) -> None:
    """Banzhaf's and Coleman's numbers by going through all coalitions of up to eight voters."""
    power, swings, winning = voting_power(rule), swings_of(rule), winning_sets(rule)
    n, total = len(swings), sum(swings.values())
    assert power.n_winning == len(winning)
    assert power.power_to_act == Fraction(len(winning), 2**n)
    assert power.swings == swings
    for voter, s in swings.items():
        assert power.banzhaf[voter] == Fraction(s, 2 ** (n - 1))
        assert power.banzhaf_index[voter] == (Fraction(s, total) if total else 0)
        assert power.prevent[voter] == (Fraction(s, len(winning)) if winning else 0)
        assert power.initiate[voter] == (Fraction(s, 2**n - len(winning)) if len(winning) < 2**n else 0)


@settings(deadline=None, max_examples=40)
@given(rules("abcdef"))
def test_shapley_shubik_by_all_orders(rule: VotingRule) -> None:
    """The share of orders in which the voter turns the motion; all together 1 if the body decides."""
    power = voting_power(rule)
    assert power.shapley_shubik == turns_of(rule)
    assert sum(power.shapley_shubik.values()) == (power.status == "decides")


@settings(deadline=None, max_examples=60)
@given(rules())
def test_veto_players_dictators_and_dummies(rule: VotingRule) -> None:
    """By their definitions over all coalitions."""
    power, winning, voters = voting_power(rule), winning_sets(rule), voters_of(rule)
    decides = 0 < len(winning) < 2 ** len(voters)
    assert (power.status == "decides") == decides
    assert power.veto_players == tuple(v for v in voters if decides and all(v in c for c in winning))
    alone = [v for v in voters if decides and all((v in c) for c in winning) and frozenset([v]) in winning]
    assert power.dictators == tuple(alone)
    dummies = tuple(v for v in voters if all(c - {v} in winning for c in winning))
    assert power.dummies == dummies
    assert all(power.shapley_shubik[v] == 0 for v in dummies)


@settings(deadline=None, max_examples=60)
@given(weighted())
def test_more_weight_is_never_less_power(rule: WeightedRule) -> None:
    """In a weighted vote, by every measure."""
    power = voting_power(rule)
    ranked = sorted(rule.weights, key=lambda voter: rule.weights[voter])
    for measure in (power.shapley_shubik, power.banzhaf, power.initiate, power.prevent):
        values = [measure[voter] for voter in ranked]
        assert values == sorted(values)


@settings(deadline=None, max_examples=60)
@given(weighted(), st.permutations("abcdefgh"), st.integers(2, 7))
def test_names_order_and_unit_do_not_matter(rule: WeightedRule, names: list[str], factor: int) -> None:
    """Renaming, reordering, and weights and quota times a factor leave every power where it was."""
    new = dict(zip("abcdefgh", names, strict=True))
    weights = {new[voter]: factor * weight for voter, weight in reversed(rule.weights.items())}
    power = voting_power(rule)
    other = voting_power(WeightedRule(quota=factor * rule.quota, weights=weights))
    assert {new[v]: x for v, x in power.shapley_shubik.items()} == other.shapley_shubik
    assert {new[v]: x for v, x in power.banzhaf.items()} == other.banzhaf


@settings(deadline=None, max_examples=60)
@given(rules("abcd"), rules("efgh"))
def test_a_body_of_two_houses(first: VotingRule, second: VotingRule) -> None:
    """Where two bodies without a common voter must both pass, the powers to act multiply."""
    assume(not set(voters_of(first)) & set(voters_of(second)))
    both = voting_power(AllOfRules(parts=(first, second)))
    one, other = voting_power(first), voting_power(second)
    assert both.power_to_act == one.power_to_act * other.power_to_act
    assert {v: x * other.power_to_act for v, x in one.banzhaf.items()}.items() <= both.banzhaf.items()


@pytest.mark.parametrize(("quota", "status", "winning"), [(0, "always passes", 4), (4, "never passes", 0)])
def test_a_body_that_does_not_decide(quota: int, status: str, winning: int) -> None:
    """Nobody has power, and that is a status, not an error."""
    power = voting_power(WeightedRule(quota=quota, weights={"a": 2, "b": 1}))
    assert (power.status, power.n_winning) == (status, winning)
    assert set(power.shapley_shubik.values()) | set(power.prevent.values()) == {0}
    assert (power.veto_players, power.dictators, power.dummies) == ((), (), ("a", "b"))


def test_the_json_form() -> None:
    """Exact text beside values, and a short repr."""
    power = voting_power(WeightedRule(quota=3, weights={"a": 2, "b": 1, "c": 1}))
    found = json.loads(power.to_json())
    assert found == power.to_dict()
    assert found["voters"]["a"]["shapley_shubik"] == {"exact": "2/3", "value": 2 / 3}
    assert (found["n_winning"], found["power_to_act"]["exact"]) == ("3", "3/8")
    assert (found["veto_players"], found["dummies"], found["status"]) == (["a"], [], "decides")
    assert repr(power) == "<VotingPower of 3 voters: decides, 0 dummies>"

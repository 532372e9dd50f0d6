"""The member whose consent decides."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, Consent, Need, Not, Quota
from detente.errors import UnknownNameError
from detente.lenses.ratification.consenting import is_met, members_of
from detente.lenses.ratification.pivots import pivot_shares, pivotal
from lenses.ratification.needs import MEMBERS, needs, security_council, senate


@pytest.mark.parametrize("quota", range(1, 8))
def test_of_one_vote_each_it_is_the_quota_th(quota: int) -> None:
    """The q-th member in falling surplus is the pivot."""
    need = Quota(quota=quota, weights=dict.fromkeys(MEMBERS, 1))
    ranking = "gfedcba"
    assert pivotal(need, ranking) == ranking[quota - 1]


def test_a_veto_player_that_comes_last_is_the_pivot() -> None:
    """Whatever the others think, the last permanent member decides."""
    ranking = [*(f"e{n}" for n in range(10)), *(f"p{n}" for n in range(5))]
    assert pivotal(security_council(), ranking) == "p4"


def test_there_is_no_pivot_where_nobody_can_decide() -> None:
    """A quota out of reach, one that nobody's consent is needed for, and one who never consents."""
    assert pivotal(Quota(quota=3, weights={"a": 1, "b": 1}), ["a", "b"]) is None
    assert pivotal(Quota(quota=0, weights={"a": 1}), ["a"]) is None
    assert pivotal(Consent(party="a"), ["b"]) is None
    assert pivot_shares(Quota(quota=3, weights={"a": 1}), {"a": np.ones(2)}) == {"a": 0.0}
    assert pivot_shares(Quota(quota=0, weights={"a": 1}), {"a": np.ones(2)}) == {"a": 0.0}


@settings(deadline=None, max_examples=100)
@given(needs(negated=True), st.permutations(MEMBERS))
def test_the_pivot_turns_the_need(need: Need, ranking: list[str]) -> None:
    """With it the need is met, and with those before it alone it is not."""
    pivot = pivotal(need, ranking)
    if pivot is None:
        cases = [is_met(need, ranking[:n]) for n in range(len(ranking) + 1)]
        assert cases[0] or not any(cases)
    else:
        n = ranking.index(pivot)
        assert is_met(need, ranking[: n + 1])
        assert not is_met(need, ranking[:n])


@settings(deadline=None, max_examples=60)
@given(needs(negated=True), st.integers(0, 2**32 - 1))
def test_shares_count_the_pivots_of_all_draws(need: Need, seed: int) -> None:
    """They agree with ranking each draw by itself, ties going to the member named first."""
    draws = np.random.default_rng(seed).integers(-2, 3, (len(MEMBERS), 25)).astype(float)
    surplus = dict(zip(MEMBERS, draws, strict=True))
    members = members_of(need)
    times = Counter(
        pivotal(need, sorted(members, key=lambda party: -surplus[party][draw])) for draw in range(25)
    )
    assert pivot_shares(need, surplus) == {party: times[party] / 25 for party in members}


def test_over_all_orders_it_is_the_shapley_shubik_index() -> None:
    """Shapley and Shubik 1954: votes of 50, 49 and 1 with 51 needed have power 2/3, 1/6 and 1/6."""
    need = Quota(quota=51, weights={"a": 50, "b": 49, "c": 1})
    orders = np.array(list(itertools.permutations(range(3))), float)
    shares = pivot_shares(need, dict(zip("abc", orders.T, strict=True)))
    assert shares == pytest.approx({"a": 2 / 3, "b": 1 / 6, "c": 1 / 6})


def test_ties_go_to_the_member_named_first() -> None:
    """Three alike: the second of the rule completes 67 votes."""
    alike = dict.fromkeys(["far", "right", "left"], np.zeros(4))
    assert pivot_shares(senate(), alike) == {"left": 0.0, "right": 1.0, "far": 0.0}


def test_a_not_may_be_met_in_one_order_only() -> None:
    """The shares then add up to less than 1."""
    need = AllOf(parts=(Consent(party="a"), Not(part=Consent(party="b"))))
    shares = pivot_shares(need, {"a": np.array([1.0, 0.0]), "b": np.array([0.0, 1.0])})
    assert shares == {"a": 0.5, "b": 0.0}


def test_nan_is_the_lowest_and_no_draws_are_no_shares() -> None:
    """A surplus that is no number comes last; without draws all shares are 0."""
    need = Quota(quota=1, weights={"a": 1, "b": 1})
    assert pivot_shares(need, {"a": np.array([np.nan]), "b": np.array([-9.0])}) == {"a": 0.0, "b": 1.0}
    assert pivot_shares(need, {"a": np.zeros(0), "b": np.zeros(0)}) == {"a": 0.0, "b": 0.0}


def test_a_missing_surplus_is_named() -> None:
    """A member without numbers is an error."""
    with pytest.raises(UnknownNameError, match="'far'"):
        pivot_shares(senate(), {"left": np.ones(1), "right": np.ones(1)})

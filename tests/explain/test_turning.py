"""What it takes to turn a rule, against trying every way of standing."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.explain.turning import cheapest_turning, over_stances, turning_cost, turning_sets
from detente.lenses.ratification.consenting import is_met, members_of

PARTIES = ("a", "b", "c", "d")


@st.composite
def quotas(draw: st.DrawFn) -> Need:
    """Weighted votes, now and then a quota that all together do not reach."""
    weights = draw(st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 4), min_size=1))
    return Quota(quota=draw(st.integers(1, sum(weights.values()) + 1)), weights=weights)


def larger(part: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
    """All of, at least so many of, and the opposite of parts; a party may stand in several."""
    parts = st.lists(part, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, parts=parts),
        parts.flatmap(lambda of: st.builds(AtLeast, k=st.integers(1, len(of)), parts=st.just(of))),
        st.builds(Not, part=part),
    )


NEEDS = st.recursive(
    st.one_of(st.builds(Consent, party=st.sampled_from(PARTIES)), quotas()), larger, max_leaves=5
)
MARGINS = st.fixed_dictionaries({party: st.integers(-6, 6) for party in PARTIES})


def costs(need: Need, margins: dict[str, int], wanted: bool) -> dict[frozenset[str], int]:
    """What each set of parties costs to turn, of those sets whose turning gives what is wanted."""
    found = {}
    members = members_of(need)
    for size in range(len(members) + 1):
        for turned in itertools.combinations(members, size):
            consenting = {p for p in members if (margins[p] >= 0) != (p in turned)}
            if is_met(need, consenting) == wanted:
                each = (margins[p] + 1 if margins[p] >= 0 else -margins[p] for p in turned)
                found[frozenset(turned)] = sum(each)
    return found


@settings(deadline=None, max_examples=120)
@given(NEEDS, MARGINS, st.booleans())
def test_cost_by_trying_everything(need: Need, margins: dict[str, int], wanted: bool) -> None:
    """The least total over all sets of parties that might turn."""
    expected = min(costs(need, margins, wanted).values(), default=math.inf)
    drawn = {party: np.array([float(margin), 0.0]) for party, margin in margins.items()}
    assert turning_cost(need, drawn, wanted=wanted)[0] == expected


@settings(deadline=None, max_examples=80)
@given(NEEDS, MARGINS, st.booleans())
def test_the_cheapest_turn_it(need: Need, margins: dict[str, int], wanted: bool) -> None:
    """Turning just them gives what is wanted, at the least cost; nobody turns where none need."""
    every = costs(need, margins, wanted)
    turned = cheapest_turning(need, margins, wanted=wanted)
    if not every or frozenset() in every:
        assert turned == ()
    else:
        assert every[frozenset(party for party, _ in turned)] == min(every.values())
        assert all(up == (margins[party] < 0) for party, up in turned)


@settings(deadline=None, max_examples=80)
@given(NEEDS, MARGINS)
def test_minimal_sets_by_trying_everything(need: Need, margins: dict[str, int]) -> None:
    """Those of which no part is enough."""
    every = costs(need, margins, True)
    smallest = {one for one in every if not any(other < one for other in every)}
    consenting = [party for party in PARTIES if margins[party] >= 0]
    found = turning_sets(need, consenting)
    assert len(found) == len(smallest)
    assert set(map(frozenset, found)) == smallest
    assert list(map(len, found)) == sorted(map(len, found))


@settings(deadline=None, max_examples=60)
@given(NEEDS, st.booleans())
def test_stances_say_the_same(need: Need, wanted: bool) -> None:
    """Written over stances, without a Not, a need is met in the same cases."""
    stances = over_stances(need, wanted=wanted)
    for yes in itertools.product([False, True], repeat=len(PARTIES)):
        consenting = {party for party, y in zip(PARTIES, yes, strict=True) if y}
        taken = {p if p in consenting else f"!{p}" for p in PARTIES}
        assert is_met(stances, taken) == (is_met(need, consenting) == wanted)


def test_a_quota_too_large_to_weigh_vote_by_vote() -> None:
    """Its coalitions are listed instead, with the same answer."""
    small = Quota(quota=60, weights={"a": 50, "b": 30, "c": 20})
    large = Quota(quota=6_000, weights={"a": 5_000, "b": 3_000, "c": 2_000})
    margins = {"a": np.array([-3.0]), "b": np.array([-1.0]), "c": np.array([-4.0])}
    assert turning_cost(small, margins)[0] == turning_cost(large, margins)[0] == 4.0


@pytest.mark.parametrize("wanted", [True, False])
def test_a_contradiction(wanted: bool) -> None:
    """Both for and against cannot be had; its opposite always can."""
    need = AllOf(parts=(Consent(party="a"), Not(part=Consent(party="a"))))
    cost = turning_cost(need, {"a": np.array([5.0])}, wanted=wanted)[0]
    assert cost == (math.inf if wanted else 0.0)
    assert turning_sets(need, ["a"]) == ()

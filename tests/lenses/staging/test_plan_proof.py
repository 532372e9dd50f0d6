"""Proofs that no number of stages suffices, one by one and against the search."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.lenses.staging.plan_proof import NoPlan, no_plan
from detente.lenses.staging.plan_search import find_plan
from detente.lenses.staging.staged_deal import StagedDeal
from lenses.staging.brute import fewest_by_trying
from lenses.staging.deals import deal_of, random_deals, shedding


def proof(deal: StagedDeal) -> NoPlan:
    """Return the proof, and make sure that the search agrees with it."""
    found = no_plan(deal.exact())
    assert found is not None
    if found.reason != "circle":
        assert find_plan(deal, stages=8, seconds=20).status == "none"
    return found


@settings(deadline=None, max_examples=50)
@given(random_deals())
def test_no_proof_where_there_is_a_plan(deal: StagedDeal) -> None:
    """What is proved not to exist is not found with up to eight stages either."""
    found = no_plan(deal.exact())
    plan = find_plan(deal, stages=8, seconds=20, best=False)
    assert found is None or plan.status != "plan"


@settings(deadline=None, max_examples=30)
@given(random_deals(whole=True, most_items=3))
def test_no_proof_where_trying_finds_one(deal: StagedDeal) -> None:
    """The same without any solver."""
    if fewest_by_trying(deal, 4) is not None:
        assert no_plan(deal.exact()) is None


def test_a_deal_with_a_plan_has_no_proof() -> None:
    """Nothing is proved of a burden that can be shed in three steps."""
    assert no_plan(shedding().exact()) is None


def test_waiting_in_a_circle() -> None:
    """Each for the next: nothing can begin."""
    found = proof(deal_of([[1, 1]], [[0, 0]], after=[[1], [0]]))
    assert found.reason == "circle"
    assert {issue for issue, _ in found.items} == {"i0", "i1"}


def test_a_deal_that_leaves_a_party_worse_off() -> None:
    """By how much, and on what it loses."""
    found = proof(shedding(threshold=[2.5, 0]))
    assert (found.reason, found.parties, found.items) == ("surplus", ("a",), (("i0", "do"),))
    assert found.short_by == Fraction(1, 2)


def test_gains_that_must_wait_too_long() -> None:
    """A party that pays for every period of the deal and gains only in the third."""
    waiting = deal_of([[0, 0, 5]], [[0, 0, 0]], threshold=[2], discount=0.6, after=[[], [0], [1]])
    found = proof(waiting)
    assert found.reason == "start"
    assert found.items == (("i2", "do"),)
    assert found.short_by == Fraction(2) - Fraction(36, 100) * 5
    patient = deal_of([[0, 0, 5]], [[0, 0, 0]], threshold=[2], discount=0.7, after=[[], [0], [1]])
    assert no_plan(patient.exact()) is None


def test_who_has_all_it_wants_leaves() -> None:
    """What b gains cannot be taken from it, so that nothing holds it to what it pays."""
    deal = deal_of([[-1, 3], [5, -2]], [[0, 0], [0, 0]], reversible=[0, 1])
    found = proof(deal)
    assert (found.reason, found.parties, found.items) == ("leaving after the end", ("b",), (("i0", "do"),))
    assert (found.gain, found.loss) == (5, 3)


def test_relief_for_a_withdrawal_that_cannot_be_undone() -> None:
    """The side that was given to for good takes its own part back, however patient both are."""
    deal = deal_of([[-8, 10], [9, -3]], [[8, 0], [0, 3]], discount=0.99, reversible=[0, 1])
    found = proof(deal)
    assert (found.reason, found.parties) == ("leaving after the end", ("b",))
    assert (found.gain, found.loss) == (9, 6)


def test_who_can_take_back_what_it_gave_does() -> None:
    """What it saves, (1 - d) c, is more than what it loses, d q (s - I)."""
    found = proof(deal_of([[-8, 10], [9, -3]], [[8, 0], [0, 3]], discount=0.5, monitoring=0.5))
    assert (found.reason, found.parties, found.items) == ("cheating after the end", ("a",), (("i0", "do"),))
    assert found.short_by == Fraction(1, 2) * 8 - Fraction(1, 4) * 2


def test_the_end_decides_where_everything_can_be_taken_back() -> None:
    """The critical discount factor of one stage is that of any number of stages."""
    swap = [[-2, 4], [4, -2]], [[2, 0], [0, 2]]
    assert no_plan(deal_of(*swap, discount=0.5).exact()) is None
    assert proof(deal_of(*swap, discount=0.499)).reason == "cheating after the end"


def test_a_temptation_that_cannot_be_cut() -> None:
    """The step is taken once and for good, and even all else together does not make up for it."""
    whole = shedding(divisible=[0, 0], discount=0.5)
    found = proof(whole)
    assert (found.reason, found.parties, found.items) == ("item", ("a",), (("i0", "do"),))
    assert found.short_by == Fraction(1, 2) * 8 - Fraction(1, 4) * 2
    assert no_plan(shedding(discount=0.5).exact()) is None


def test_the_last_step_unravels() -> None:
    """Both give for good, in parts as small as one likes: with nothing after the end nobody is last."""
    deal = deal_of([[-1, 3], [3, -1]], [[1, 0], [0, 1]], discount=0.95, reversible=0, threshold=[-0.0, 0])
    found = no_plan(deal.exact())
    assert found is not None
    assert found.reason == "last step"
    assert found.parties == ("a", "b")
    assert proof(deal) == found
    held = deal_of([[-1, 3], [3, -1]], [[1, 0], [0, 1]], discount=0.95, reversible=0, threshold=[-1, -1])
    assert no_plan(held.exact()) is None
    assert find_plan(held, stages=8, seconds=20).status == "plan"


def test_whoever_is_not_watched_can_be_last() -> None:
    """No proof where one of those who give for good has no condition to break."""
    deal = deal_of([[-1, 3], [3, -1]], [[1, 0], [0, 1]], discount=0.95, monitoring=[1, np.nan], reversible=0)
    assert no_plan(deal.exact()) is None


@pytest.mark.parametrize(
    ("discount", "monitoring", "reason"),
    [(0.0, 1.0, "no future"), (0.8, 0.0, "never noticed"), (0.0, 0.0, "no future")],
)
@pytest.mark.parametrize("reversible", [0, 1])
def test_who_does_not_look_ahead_or_is_never_seen_cheats(
    discount: float, monitoring: float, reason: str, reversible: int
) -> None:
    """Whatever costs it something tempts it, though the other is held; that is what is said."""
    deal = deal_of(
        [[-1, 9, 4], [9, -1, 4]],
        [[1, 0, 0], [0, 1, 0]],
        discount=[discount, 0.8],
        monitoring=[monitoring, 1.0],
        reversible=[reversible, reversible, 1],
    )
    found = proof(deal)
    assert (found.reason, found.parties, found.items) == (reason, ("a",), (("i0", "do"),))
    assert (found.gain, found.loss) == (1 - Fraction(str(discount)), 0)


@pytest.mark.parametrize(("discount", "monitoring"), [(1.0, 0.0), (np.nan, 0.0)])
def test_who_never_gains_by_cheating_is_not_said_to(discount: float, monitoring: float) -> None:
    """What cheating saves now weighs nothing to a party that does not discount at all."""
    swap = [[-1, 9], [9, -1]], [[1, 0], [0, 1]]
    assert no_plan(deal_of(*swap, discount=[discount, 0.8], monitoring=[monitoring, 1]).exact()) is None


def test_to_dict() -> None:
    """Plain numbers and labels."""
    assert proof(shedding(threshold=[2.5, 0])).to_dict() == {
        "reason": "surplus",
        "parties": ["a"],
        "items": [{"issue": "i0", "option": "do"}],
        "gain": 0.0,
        "loss": -0.5,
        "short_by": 0.5,
    }

"""Deals carried out gradually: Admati and Perry 1991, Watson 1999, Lockwood and Thomas 2002.

Review of Economic Studies 58(2), Journal of Economic Theory 85(1), Review of Economic Studies 69(2).
What can be given for good is given in parts that grow from one to the next as long as the future is
worth it, starting small; without anything to come after the last part nothing is given at all; and
if nothing given stays given, starting small does not help.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.lenses.staging.plan_conditions import conditions_of
from detente.lenses.staging.plan_proof import no_plan
from detente.lenses.staging.plan_search import find_plan
from detente.lenses.staging.staged_deal import StagedDeal
from detente.lenses.staging.tranches import (
    fewest_tranches,
    largest_tranches,
    least_ratio,
    safe_tranches,
)
from lenses.staging.deals import deal_of


def contributions(*, cost: float, gain: float, after: float, discount: float) -> StagedDeal:
    """Two sides give for good, alike; a favour that lasts follows when all is given."""
    return deal_of(
        [[-cost, gain, after], [gain, -cost, after]],
        [[cost, 0, 0], [0, cost, 0]],
        discount=discount,
        divisible=[1, 1, 0],
        reversible=[0, 0, 1],
        after=[[], [], [0, 1]],
    )


@pytest.mark.parametrize(
    ("b", "V", "tranches"), [(1, 1, 2), (1, Fraction(1, 2), 3), (1, Fraction(1, 8), 5), (3, 1, 2)]
)
def test_the_search_needs_as_many_stages_as_tranches(b: int, V: Fraction, tranches: int) -> None:
    """With tau = 1 and d = 3/4; the favour comes in a stage of its own."""
    delta = Fraction(3, 4)
    assert fewest_tranches(Fraction(1), Fraction(b), delta, Fraction(V)) == tranches
    deal = contributions(cost=1, gain=1 + b, after=float(V), discount=0.75)
    assert find_plan(deal, stages=12, seconds=30, best=False).stages == tranches + 1


def test_gifts_start_small_and_grow() -> None:
    """Where the future weighs less than temptation, d (b + tau) < tau, each part is larger than the last.

    It is the relation after the end that carries them, the more the nearer it comes.
    """
    tranches = safe_tranches(Fraction(1), Fraction(1, 4), Fraction(3, 4), Fraction(9, 10))
    assert tranches is not None
    assert list(tranches) == sorted(tranches)
    assert least_ratio(Fraction(1), Fraction(1, 4), Fraction(3, 4)) is None


def test_patience_lets_the_first_parts_be_the_largest() -> None:
    """Where d (b + tau) > tau, what is still to come carries more than the end does."""
    tranches = largest_tranches(Fraction(1), Fraction(1), Fraction(3, 4), Fraction(1, 8), 5)
    assert list(tranches) == sorted(tranches, reverse=True)


def test_a_known_last_part_unravels_everything() -> None:
    """Without anything after the end there is no first part either, in any number of stages."""
    deal = contributions(cost=1, gain=2, after=0, discount=0.95)
    found = no_plan(deal.exact())
    assert found is not None
    assert found.reason == "last step"
    assert fewest_tranches(Fraction(1), Fraction(1), Fraction(19, 20), Fraction(0)) is None


def test_starting_small_is_no_help_where_everything_can_be_taken_back() -> None:
    """The last stage tempts like the whole: the discount factor that it takes stays (T - R) / (T - P)."""
    for discount, holds in ((0.5, True), (0.49, False)):
        deal = deal_of([[-2, 4], [4, -2]], [[2, 0], [0, 2]], discount=discount)
        assert (find_plan(deal, stages=8, seconds=30).status == "plan") == holds


def test_the_cut_is_what_the_certificate_allows() -> None:
    """The closed form's tranches hold by the conditions of plans, the last ones to the point."""
    tau, b, delta, V = Fraction(1), Fraction(1), Fraction(3, 4), Fraction(1, 2)
    tranches = safe_tranches(tau, b, delta, V)
    assert tranches is not None
    deal = contributions(cost=1, gain=2, after=0.5, discount=0.75).exact()
    levels = [[sum(tranches[: k + 1], Fraction(0)) for k in range(len(tranches))] + [Fraction(1)]] * 2
    rows = [*levels, [Fraction(0)] * len(tranches) + [Fraction(1)]]
    found = conditions_of(deal, np.array(rows, object))
    assert found.holds()[0]
    assert (found.cheating[0, :, 1 : len(tranches)] == 0).all()

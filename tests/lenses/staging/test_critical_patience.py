"""How patient each party must be for a plan to hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.staging.critical_patience import CriticalDiscount, critical_discounts
from detente.lenses.staging.plan_conditions import conditions_of
from lenses.staging.deals import deal_of, shedding


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([0.25, 0.5, 1.0]))
def test_all_at_once_has_the_closed_form(cost: int, surplus: int, monitoring: float) -> None:
    """Smallest d with d q s >= (1 - d) T is T / (T + q s)."""
    deal = deal_of(
        [[-cost, cost + surplus], [cost, 0]], [[cost, 0], [0, 0]], discount=0.5, monitoring=monitoring
    )
    found = critical_discounts(deal, np.ones((2, 1)))
    assert found["a"].least == pytest.approx(cost / (cost + monitoring * surplus), abs=1e-6)
    assert found["a"].from_there_on
    assert found["b"] == CriticalDiscount(least=0.0, from_there_on=True)


def test_stages_ask_for_less_patience() -> None:
    """Three steps hold from a smaller discount factor on than one; each party is told by itself."""
    steps = np.array([[0.2, 0.45, 1], [1, 1, 1]])
    once, staged = (critical_discounts(shedding(), levels) for levels in (np.ones((2, 1)), steps))
    assert once["a"].least is not None
    assert staged["a"].least is not None
    assert staged["a"].least < 0.7 < once["a"].least


def test_none_is_patient_enough_for_what_is_worse_than_no_deal() -> None:
    """No discount factor makes up for a loss that lasts."""
    found = critical_discounts(deal_of([[-3, 1]], [[3, 0]]), np.ones((2, 1)))
    assert found == {"a": CriticalDiscount(least=None, from_there_on=False)}
    assert found["a"].to_dict() == {"least": None, "from_there_on": False}


def test_too_much_patience_can_hurt() -> None:
    """A party with a gain for good in hand is drawn on by a high flow now, and deterred by what follows.

    Flows 5, 10, 2, 2, ... with 5 its own whatever happens: before the second stage going on is worth
    10 (1 - d) + 2 d, which is 5 or more up to d = 5/8.
    """
    deal = deal_of([[5, -4, 9, -8]], [[0, 0, 0, 0]], reversible=[0, 0, 1, 1])
    levels = np.array([[1.0, 1, 1], [0, 1, 1], [0, 1, 1], [0, 0, 1]])
    assert critical_discounts(deal, levels)["a"] == CriticalDiscount(least=0.0, from_there_on=False)
    holds = [
        bool(conditions_of(replace(deal, discount=np.array([[d]])), levels).holds()[0]) for d in (0.62, 0.63)
    ]
    assert holds == [True, False]


def test_who_does_not_discount_has_none() -> None:
    """There is no factor to vary."""
    assert set(critical_discounts(shedding(discount=[np.nan, 0.7]), np.ones((2, 1)))) == {"b"}

"""What is always just met at an order, and levels that meet it exactly."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.lenses.staging.plan_order import exact_values, order_of
from detente.lenses.staging.plan_programme import Programme
from detente.lenses.staging.plan_solver import solve
from detente.lenses.staging.staged_deal import StagedDeal
from lenses.staging.brute import value
from lenses.staging.deals import deals_for_good, free_favour_for_good, shedding, short_of_a_plan


def soon() -> float:
    """Return a time far enough away."""
    return time.monotonic() + 30


@settings(deadline=None, max_examples=25)
@given(deals_for_good())
def test_inside_leaves_slack_wherever_it_can_be_left(deal: StagedDeal) -> None:
    """A condition is called tight just when no plan of that order gives it slack, asked one by one."""
    programme = Programme(deal, 3)
    found = solve(programme, best=True, end=soon())
    if found.values is None:
        return
    order = order_of(programme, found.values, end=soon())
    assert order is not None
    assert np.array_equal(order.inside[programme.whole], found.values[programme.whole])
    slack = {k: value(programme.relative(k), order.inside) for k in programme.changing}
    assert min(slack.values(), default=0.0) >= -1e-6
    for k in programme.changing:
        assert (slack[k] < 1e-6) == (k in order.conditions)
    for k in order.conditions:
        alone = solve(programme, best=True, aside=set(programme.changing) - {k}, end=soon(), excluded=())
        assert alone.values is not None
        same = np.array_equal(alone.values[programme.whole], found.values[programme.whole])
        assert not same or alone.slack < 1e-5


def test_the_last_stage_of_a_free_favour_is_tight() -> None:
    """Both must have given all before, so that nothing is left to save or to lose."""
    programme = Programme(free_favour_for_good(6.0), 4)
    found = solve(programme, best=True, end=soon())
    assert found.values is not None
    order = order_of(programme, found.values, end=soon())
    assert order is not None
    assert order.conditions
    assert order.inside[[2, 5]].tolist() == pytest.approx([1.0, 1.0])
    assert 0 < order.inside[4] < order.inside[5]


def test_where_there_is_slack_nothing_is_tight() -> None:
    """No condition, that is; an order without any plan, or no time, gives nothing."""
    programme = Programme(shedding(), 3)
    found = solve(programme, best=True, end=soon())
    assert found.values is not None
    order = order_of(programme, found.values, end=soon())
    assert order is not None
    assert order.conditions == frozenset()
    assert order_of(programme, found.values, end=time.monotonic()) is None
    two = Programme(shedding(), 2)
    assert order_of(two, np.zeros(two.n_variables), end=soon()) is None


@pytest.mark.parametrize("parts", [3, 7])
def test_tight_rows_are_met_exactly_whatever_the_parts(parts: int) -> None:
    """Two equal tranches are the only plan; thirds and sevenths do not have halves."""
    deal = short_of_a_plan(0.0)
    programme, exact = Programme(deal, 3), Programme(deal.exact(), 3)
    found = solve(programme, best=True, end=soon())
    assert found.values is not None
    order = order_of(programme, found.values, end=soon())
    assert order is not None
    values = exact_values(exact, order.tight, found.values, parts)
    assert values[: programme.n_levels].tolist() == [Fraction(1, 2), 1, Fraction(1, 2), 1, 0, 0]
    assert all(isinstance(x, Fraction) for x in values)


def test_rows_that_contradict_each_other_do_not_stop_it() -> None:
    """A plan that just fails has no exact solution; one is returned, for the test to refuse."""
    deal = short_of_a_plan(1e-9)
    programme, exact = Programme(deal, 3), Programme(deal.exact(), 3)
    found = solve(programme, best=True, end=soon())
    assert found.values is not None
    order = order_of(programme, found.values, end=soon())
    assert order is not None
    values = exact_values(exact, order.tight, found.values, 4)
    assert values[: programme.n_levels].astype(float).tolist() == pytest.approx([0.5, 1, 0.5, 1, 0, 0])

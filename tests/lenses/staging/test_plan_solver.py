"""What the solver says of the programme."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from detente.lenses.staging.plan_programme import Programme
from detente.lenses.staging.plan_solver import (
    INFEASIBLE,
    OPTIMAL,
    OUT_OF_TIME,
    Solution,
    has_none_relaxed,
    slack_at,
    solve,
)
from detente.lenses.staging.staged_deal import StagedDeal
from lenses.staging.brute import value
from lenses.staging.deals import deal_of, free_favour_for_good, random_deals, shedding


def soon() -> float:
    """Return a time far enough away."""
    return time.monotonic() + 30


def solved(deal: StagedDeal, stages: int, *, best: bool = False) -> Solution:
    """Solve with time enough."""
    return solve(Programme(deal, stages), best=best, end=soon())


@settings(deadline=None, max_examples=30)
@given(random_deals(most_items=3))
def test_a_solution_meets_every_row(deal: StagedDeal) -> None:
    """Up to what the solver does not tell apart; its slack is that of the conditions."""
    programme = Programme(deal, 3)
    found = solve(programme, best=True, end=soon())
    if found.values is None or found.levels is None:
        assert found.status == INFEASIBLE
        return
    rows = [*programme.rows, *(programme.relative(k) for k in range(len(programme.conditions)))]
    assert min(value(row, found.values) for row in rows) >= -1e-5
    assert set(found.values[programme.whole]) <= {0.0, 1.0}
    assert min(slack_at(programme, found, found.levels), 1.0) == pytest.approx(found.slack, abs=1e-5)
    assert (np.diff(found.levels, prepend=0.0) >= 0).all()


def test_the_largest_slack_and_then_the_earliest() -> None:
    """Giving up a millionth of the slack, no more, what can be done early is."""
    programme = Programme(shedding(), 3)
    any_plan, most = (solve(programme, best=best, end=soon()) for best in (False, True))
    early = solve(programme, slack=most.slack, end=soon())
    assert most.levels is not None
    assert early.levels is not None
    assert any_plan.slack <= most.slack + 1e-9
    assert early.slack == pytest.approx(most.slack, rel=1e-5)
    assert early.levels.sum() >= most.levels.sum() - 1e-6


def test_conditions_put_aside_must_hold_but_do_not_count() -> None:
    """Where one of them is always just met, the rest of the plan has slack all the same."""
    programme = Programme(free_favour_for_good(6.0), 4)
    most = solve(programme, best=True, end=soon())
    assert most.slack == pytest.approx(0, abs=1e-9)
    assert most.values is not None
    met = {k for k in programme.changing if abs(value(programme.relative(k), most.values)) < 1e-9}
    rest = solve(programme, best=True, aside=met, end=soon())
    assert rest.slack > 1e-4
    assert rest.aside == met
    assert rest.values is not None
    assert min(value(programme.relative(k), rest.values) for k in met) >= -1e-7
    assert solve(programme, best=True, aside=programme.changing, end=soon()).slack == 1.0


def test_an_order_that_is_excluded_does_not_come_up_again() -> None:
    """One after another until none is left; each has its own binaries."""
    programme = Programme(deal_of([[1, 1], [1, 1]], [[0, 0], [0, 0]], divisible=0), 2)
    orders: list[tuple[float, ...]] = []
    excluded: list[NDArray[np.float64]] = []
    while (found := solve(programme, end=soon(), excluded=excluded)).values is not None:
        orders.append(tuple(found.values))
        excluded.append(found.values)
    assert found.status == INFEASIBLE
    assert sorted(orders) == [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]


def test_time_and_absence_are_told_apart() -> None:
    """Without time nothing is known, and nothing is said not to be."""
    programme = Programme(shedding(), 3)
    assert solve(programme, end=time.monotonic()).status == OUT_OF_TIME
    assert not has_none_relaxed(programme, end=time.monotonic())
    assert solve(programme, end=soon()).status == OPTIMAL
    assert not has_none_relaxed(programme, end=soon())
    assert solved(shedding(), 2).status == INFEASIBLE
    assert has_none_relaxed(Programme(shedding(), 2), end=soon())


def test_everything_divided_allows_more() -> None:
    """What fails whole may do in parts, and only then does the relaxed programme not exclude it."""
    whole = shedding(divisible=[0, 0])
    assert solved(whole, 3).status == INFEASIBLE
    assert not has_none_relaxed(Programme(whole, 3), end=soon())


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """Not even by the solver itself, on the way to any of its answers."""
    for deal in (shedding(), free_favour_for_good(6.0), free_favour_for_good(3.0)):
        for stages in (2, 4, 6):
            solved(deal, stages, best=True)
    assert capfd.readouterr() == ("", "")

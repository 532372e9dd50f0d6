"""The arithmetic of the plan for many workers."""

from __future__ import annotations

import pytest
from ensemble_plan import Costs, Plan, least_block
from hypothesis import given, settings
from hypothesis import strategies as st

COSTS = Costs(draw=0.01, worker=0.0, driver=0.002, scheduler=0.001, start=0.0)
numbers = st.integers(1, 10_000)


def _plan(costs: Costs = COSTS, *, workers: int, draws: int, block: int) -> Plan:
    return Plan(costs=costs, workers=workers, draws=draws, block=block)


def test_a_driver_with_room_leaves_every_worker_busy() -> None:
    """A hundred workers finish 100 blocks a second where the driver can take in 500."""
    plan = _plan(workers=100, draws=100_000, block=100)
    assert (plan.demand, plan.capacity, plan.steady) == pytest.approx((100.0, 500.0, 1.0))
    assert plan.efficiency == pytest.approx(10.0 / 10.002)


def test_a_driver_without_room_is_what_the_run_waits_for() -> None:
    """A thousand workers that finish 1,000 blocks a second work half of the time at 500."""
    plan = _plan(workers=1_000, draws=1_000_000, block=100)
    assert plan.steady == pytest.approx(0.5)
    assert plan.time == pytest.approx(10_000 * 0.002 + 0.002)
    assert plan.efficiency == pytest.approx(0.5, rel=1e-3)


def test_workers_without_a_block_count_as_idle() -> None:
    """One block keeps one of ten workers busy."""
    plan = _plan(workers=10, draws=64, block=64)
    assert (plan.blocks, plan.rounds) == (1, 1)
    assert plan.efficiency == pytest.approx(0.64 / (10 * 0.642))


@settings(deadline=None, max_examples=40)
@given(workers=numbers, share=st.floats(0.05, 1.0))
def test_the_least_block_is_just_enough(workers: int, share: float) -> None:
    """With it the driver's time suffices for the share; with a draw less it does not."""
    block = least_block(COSTS, workers, share)
    per_second = workers / _plan(workers=workers, draws=1, block=block).block_time
    assert per_second * COSTS.narrowest <= share * (1 + 1e-9)
    if block > 1:
        less = workers / _plan(workers=workers, draws=1, block=block - 1).block_time
        assert less * COSTS.narrowest > share * (1 - 1e-9)


@settings(deadline=None, max_examples=40)
@given(workers=numbers, draws=st.integers(1, 10**7), block=numbers)
def test_no_plan_does_better_than_all_workers_all_the_time(workers: int, draws: int, block: int) -> None:
    """Efficiency is a share, and no better than that of the steady part."""
    plan = _plan(workers=workers, draws=draws, block=block)
    assert 0.0 < plan.efficiency <= 1.0 + 1e-9
    assert plan.time >= draws * COSTS.draw / workers

"""The partition function bounds counts at any weights, and its minimum is one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from brute_force import every_package, systems
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.kernel.dual import minimise_partition, partition
from detente.kernel.reduction import reduced
from detente.kernel.system import System

Float = NDArray[np.float64]


def posed(system: System) -> tuple[System, Float, Float]:
    """Return a reduced system with its tables and thresholds as conditions."""
    core = reduced(system).core
    return core, core.tables.astype(np.float64), core.thresholds.astype(np.float64)


def satisfying(core: System) -> int:
    """Count the packages under which every predicate holds."""
    sums = [core.tables[:, list(x)].sum(axis=1) for x in every_package(core)]
    return sum(bool((x >= core.thresholds).all()) for x in sums)


def value_at(core: System, gains: Float, theta: Float, weights: Float) -> float:
    """Return f at some weights."""
    every = np.ones(gains.shape[1], np.bool_)
    return partition(gains, theta, core.offsets, weights, every, np.empty(gains.shape[1]))[0]


@settings(max_examples=40)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_any_weights_bound_the_count(system: System, seed: int) -> None:
    """At random weights exp(f), its rounding added, is at least the number of packages."""
    core, gains, theta = posed(system)
    if not core.n_issues:
        return
    weights = np.random.default_rng(seed).exponential(0.5, len(theta))
    every = np.ones(gains.shape[1], np.bool_)
    value, error = partition(gains, theta, core.offsets, weights, every, np.empty(gains.shape[1]))
    assert error > 0.0
    assert satisfying(core) <= math.exp(value + error)


@settings(max_examples=40)
@given(systems(max_issues=4))
def test_the_minimum_bounds_the_count_and_is_one(system: System) -> None:
    """The best bound is no count below the truth, and small steps do not improve on it."""
    core, gains, theta = posed(system)
    if not core.n_issues:
        return
    spread = np.maximum(gains.std(axis=1), 1e-3)
    gains, theta = gains / spread[:, None], theta / spread
    weights = np.zeros(len(theta))
    value, error = minimise_partition(gains, theta, core.offsets, weights, np.empty(gains.shape[1]), 0.0)
    assert (weights >= 0.0).all()
    assert satisfying(core) <= math.exp(value + error)
    if value >= 0.0:
        for k in range(len(weights)):
            for step in (-0.01, 0.01):
                near = weights.copy()
                near[k] = max(near[k] + step, 0.0)
                assert value <= value_at(core, gains, theta, near) + 1e-4


def test_half_of_many_coins_must_show_heads() -> None:
    """Ten coins with at least eight heads: odds of 0.8 each, and the entropy of these as bound."""
    gains = np.tile([0.0, 1.0], 10)[None, :]
    weights, odds = np.zeros(1), np.empty(20)
    value, _ = minimise_partition(gains, np.array([8.0]), np.arange(0, 21, 2), weights, odds, 0.0)
    assert odds[1::2] == pytest.approx(0.8, abs=1e-5)
    assert weights[0] == pytest.approx(math.log(4.0), abs=1e-4)
    assert value == pytest.approx(-10 * (0.8 * math.log(0.8) + 0.2 * math.log(0.2)), abs=1e-9)


def test_the_barrier_aims_beyond_the_threshold() -> None:
    """With the barrier the mean lies its share of one over the weight above the threshold."""
    gains = np.tile([0.0, 1.0], 100)[None, :]
    weights, odds = np.ones(1), np.empty(200)
    minimise_partition(gains, np.array([70.0]), np.arange(0, 201, 2), weights, odds, 0.5)
    assert odds[1::2].sum() == pytest.approx(70.0 + 0.5 / weights[0], abs=0.1)


def test_columns_that_are_not_allowed_have_no_odds() -> None:
    """Only what is allowed counts in the bound."""
    odds = np.empty(5)
    allowed = np.array([True, False, True, True, False])
    value, _ = partition(np.empty((0, 5)), np.empty(0), np.array([0, 3, 5]), np.empty(0), allowed, odds)
    assert odds.tolist() == [0.5, 0.0, 0.5, 1.0, 0.0]
    assert value == pytest.approx(math.log(2.0))

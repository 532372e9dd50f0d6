"""Stability and resting points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import drawn
from detente.lenses.climate.settling import answer_matrix, settling
from detente.lenses.climate.simulating import simulate_paths

share = st.floats(0, 1.2)


@settings(deadline=None, max_examples=40)
@given(a=share, b=share, k=share, r=share)
def test_two_sides_without_memory_settle_by_the_rule_of_trace_and_determinant(
    a: float, b: float, k: float, r: float
) -> None:
    """Settling is |trace| < 1 + det and det < 1, except within rounding of the border."""
    trace, det = a + b, a * b - k * r
    margin = min(1 + det - abs(trace), 1 - det)
    if abs(margin) < 1e-6:
        return
    assert settling(drawn(persistence=(a, b), reaction=(k, r))).hostile[0] == (margin > 0)


@settings(deadline=None, max_examples=40)
@given(
    k=st.floats(0, 0.4),
    r=st.floats(0, 0.4),
    g=st.floats(-2, 2),
    h=st.floats(-2, 2),
    bias=st.floats(0.5, 1.2),
    belief=st.floats(0, 1),
    memory=st.floats(0, 0.2),
)
def test_at_its_resting_point_nothing_moves(
    k: float, r: float, g: float, h: float, bias: float, belief: float, memory: float
) -> None:
    """Simulated from there without chance, hostility stays, in whichever of the four pieces it lies."""
    given_ = {
        "persistence": 0.3,
        "reaction": (k, r),
        "drift": (g, h),
        "bias": bias,
        "belief": belief,
        "memory": memory,
        "forgets": np.array([0.5, 0.5]),
    }
    rest = settling(drawn(**given_)).rest[:, 0]
    if not np.isfinite(rest).all():
        return
    found = simulate_paths(drawn(level=tuple(rest), **given_), [], 5).hostility[:, :, 0]
    assert found == pytest.approx(np.repeat(rest[:, None], 6, axis=1), abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(
    persistence=st.floats(0, 0.6),
    k=st.floats(0, 0.25),
    r=st.floats(0, 0.25),
    g=st.floats(-2, 2),
    h=st.floats(-2, 2),
    start=st.floats(-10, 10),
)
def test_hostility_goes_to_the_resting_point_from_anywhere(
    persistence: float, k: float, r: float, g: float, h: float, start: float
) -> None:
    """Where answers die down the start is forgotten; the point is told unless it lies off the scale."""
    given_ = {"persistence": persistence, "reaction": (k, r), "drift": (g, h), "bias": 1.1, "belief": 0.7}
    rest = settling(drawn(**given_)).rest[:, 0]
    found = simulate_paths(drawn(level=(start, -start), steps=200, **given_), [], 200).hostility[:, -1, 0]
    if np.isfinite(rest).all():
        assert found == pytest.approx(rest, abs=1e-6)
    else:
        assert np.abs(found).max() == 10.0


def test_a_resting_point_off_the_scale_is_none() -> None:
    """With a drift of 6 and half of it kept hostility would rest at 12, and ends at war."""
    found = settling(drawn(drift=6.0, persistence=0.5))
    assert found.hostile[0]
    assert np.isnan(found.rest).all()


def test_a_half_life_is_that_of_the_slowest_deviation() -> None:
    """With one side that keeps half of its hostility a deviation halves in a step."""
    found = settling(drawn(persistence=(0.5, 0.25)))
    assert found.half_life[0] == pytest.approx(1.0)
    assert settling(drawn()).half_life[0] == 0.0
    assert settling(drawn(persistence=1.1)).half_life[0] == np.inf


def test_friendly_sides_answer_as_far_as_they_believe() -> None:
    """What feeds itself among hostile sides dies down among friendly ones who do not believe a word."""
    found = settling(drawn(persistence=0.5, reaction=0.6, belief=0.1))
    assert not found.hostile[0]
    assert found.friendly[0]
    assert np.isnan(found.rest).all() or (found.rest <= 0).all()


def test_memory_is_part_of_the_state() -> None:
    """A side's memory carries over and is fed by the other's hostile acts only."""
    draws = drawn(memory=0.2, forgets=np.array([0.9, 0.9]), bias=1.5)
    hostile, friendly = answer_matrix(draws, (True, True))[0], answer_matrix(draws, (False, False))[0]
    assert hostile[2, 1] == pytest.approx(0.1 * 1.5)
    assert friendly[2, 1] == 0.0
    assert hostile[2, 2] == 0.9


def test_a_memory_that_nothing_is_done_about_slows_nothing() -> None:
    """Without an answer to it, how long it lasts bears on no half-life; with one it does."""
    long = np.array([0.99, 0.99])
    assert settling(drawn(persistence=0.5, forgets=long)).half_life[0] == pytest.approx(1.0)
    assert settling(drawn(persistence=0.5, memory=0.01, forgets=long)).half_life[0] > 60

"""How fast an effect fades."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import SIDES, drawn
from detente.lenses.climate.fading import fading
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import simulate_paths


@settings(deadline=None, max_examples=25)
@given(kept=st.floats(0.05, 0.9), size=st.floats(0.1, 5))
def test_a_gesture_on_one_side_fades_with_its_persistence(kept: float, size: float) -> None:
    """Alone, persistence to the power t is left after t steps: half after the half-life, rounded up."""
    draws = drawn(level=5.0, drift=5.0 * (1 - kept), persistence=kept, steps=30)
    policy = Policy(kind="gesture", by=SIDES, size=size, lasts=1)
    paths = [simulate_paths(draws, policies, 30).hostility[0] for policies in ([policy], [])]
    found = fading(*paths)
    assert (found.peak[0], found.at[0]) == (pytest.approx(-size), 1)
    exact = np.log(0.5) / np.log(kept)
    if abs(exact - round(exact)) > 1e-6:
        assert found.half_life[0] == np.ceil(exact)


def test_an_effect_that_stays_or_grows_has_no_half_life() -> None:
    """Infinite where it is kept; counted from its peak where it comes back."""
    change = np.array([[0, 0, 0], [-1, -4, 2], [-1, -1, 0.5], [-1, -3, 0.5], [-1, -1, 0]], float)
    found = fading(change, np.zeros_like(change))
    assert found.peak.tolist() == [-1.0, -4.0, 2.0]
    assert found.at.tolist() == [1, 1, 1]
    assert found.half_life.tolist() == [np.inf, 3.0, 1.0]


def test_no_effect_has_no_half_life() -> None:
    """Not a number where nothing changes, by more than rounding; no draws give no figures."""
    path = np.ones((4, 2))
    found = fading(path + 1e-12, path)
    assert np.isnan(found.half_life).all()
    assert (found.peak.tolist(), found.at.tolist()) == ([0.0, 0.0], [0, 0])
    assert fading(np.ones((4, 0)), np.ones((4, 0))).half_life.shape == (0,)

"""Boxes found again in halves of the draws."""

from __future__ import annotations

import numpy as np

from detente.explain.prim_resampling import reproduced


def test_inputs_that_matter_are_limited_again() -> None:
    """In nearly every half, others hardly ever; the same seed gives the same."""
    rng = np.random.default_rng(0)
    x = rng.random((5, 600))
    y = rng.random(600) < np.where((x[1] > 0.5) & (x[3] < 0.5), 0.9, 0.1)
    one, two = (reproduced(x, y, 8, np.random.default_rng(1)) for _ in range(2))
    assert one.halves == 8
    assert one.limited[[1, 3]].min() >= 0.75
    assert one.limited[[0, 2, 4]].max() <= 0.25
    assert one.limited.tolist() == two.limited.tolist()


def test_enough_is_enough() -> None:
    """Where ten halves limit every input in question, no more are asked; otherwise all."""
    rng = np.random.default_rng(0)
    x = rng.random((3, 400))
    y = rng.random(400) < np.where(x[1] > 0.5, 0.95, 0.05)
    one, two = (reproduced(x, y, 14, np.random.default_rng(1), limited) for limited in ([1], [0, 1]))
    assert (one.halves, one.limited[1]) == (10, 1.0)
    assert (two.halves, two.limited[1]) == (14, 1.0)


def test_an_outcome_that_never_occurs() -> None:
    """Nothing is ever limited."""
    x = np.random.default_rng(0).random((2, 30))
    assert reproduced(x, np.zeros(30, np.bool_), 3, np.random.default_rng(0)).limited.tolist() == [0, 0]

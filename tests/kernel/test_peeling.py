"""Slices taken off; that they equal their definition is tested where boxes are made of them."""

from __future__ import annotations

import numpy as np

from detente.kernel.peeling import peel


def test_slices_in_order() -> None:
    """Input, end and first value left, until all that is left has the outcome."""
    inputs = np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 1.0, 3.0, 2.0]])
    which, at_low, limits = peel(inputs, np.array([False, True, True, False]), 0.05, 1)
    assert list(zip(which.tolist(), at_low.tolist(), limits.tolist(), strict=True)) == [
        (0, True, 2.0),
        (0, False, 3.0),
    ]


def test_ties_go_together_and_enough_is_left() -> None:
    """No slice is taken that leaves too few, however good."""
    inputs = np.array([[1.0, 1.0, 1.0, 2.0, 2.0]])
    outcome = np.array([False, False, True, True, True])
    assert peel(inputs, outcome, 0.05, 1)[2].tolist() == [2.0]
    assert peel(inputs, outcome, 0.05, 3)[2].tolist() == [1.0]
    assert peel(inputs, outcome, 0.05, 4)[0].tolist() == []


def test_nothing_to_take_off() -> None:
    """No draws, no inputs, or the outcome everywhere."""
    for inputs, outcome in (
        (np.zeros((2, 0)), np.zeros(0, np.bool_)),
        (np.zeros((0, 3)), np.zeros(3, np.bool_)),
        (np.zeros((1, 3)), np.ones(3, np.bool_)),
    ):
        assert [len(part) for part in peel(inputs, outcome, 0.1, 1)] == [0, 0, 0]

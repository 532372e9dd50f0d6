"""Levels of a plan: rounded, and kept to what can be done."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.lenses.staging.plan_levels import at_once, can_be_carried_out, rounded_levels
from lenses.staging.deals import deal_of


def test_levels_are_rounded_to_parts_of_a_whole() -> None:
    """The last is 1 whatever it was, so that all parts together are the whole."""
    found = rounded_levels(np.array([[0.2499, 0.26, 0.999999]]), 4)
    assert found.tolist() == [[Fraction(1, 4), Fraction(1, 4), Fraction(1)]]
    assert all(isinstance(level, Fraction) for level in found.ravel())


@pytest.mark.parametrize(
    ("levels", "possible"),
    [
        ([[0.5, 1, 1], [0, 0, 1]], True),
        ([[0.5, 1, 1], [0, 0.5, 1]], False),
        ([[0.5, 0.9, 1], [0, 0, 1]], False),
        ([[0.5, 1, 1], [0, 1, 1]], False),
        ([[0.5, 0.4, 1], [0, 0, 1]], False),
        ([[0.5, 1, 1], [0, 0, 0]], False),
    ],
    ids=["in order", "in parts", "too early", "at the same time", "undone", "left undone"],
)
def test_what_can_be_carried_out(levels: list[list[float]], possible: bool) -> None:
    """The first item can be divided; the second cannot, and waits for all of the first."""
    deal = deal_of([[1, 1]], [[0, 0]], divisible=[1, 0], after=[[], [0]])
    assert can_be_carried_out(deal, np.array(levels)) is possible


def test_all_at_once() -> None:
    """One stage, everything in it."""
    assert at_once(deal_of([[1, 1]], [[0, 0]])).tolist() == [[Fraction(1)], [Fraction(1)]]

"""Shares in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.verdict.words import BANDS, likelihood


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (0, "almost no chance"),
        (0.4, "almost no chance"),
        (5, "almost no chance"),
        (20, "very unlikely"),
        (45, "unlikely"),
        (55, "roughly even chance"),
        (80, "likely"),
        (95, "very likely"),
        (99, "almost certain"),
        (100, "almost certain"),
    ],
)
def test_a_border_belongs_to_the_lower_band(percent: float, word: str) -> None:
    """A share on the border of two bands, 55% among them, takes the lower word."""
    assert likelihood(percent / 100).word == word


@pytest.mark.parametrize("draws", [20, 100, 1000])
def test_borders_of_whole_numbers_of_draws(draws: int) -> None:
    """However the share came about, a count exactly on a border stays below it."""
    for band in BANDS[:-1]:
        if band.high * draws % 100 == 0:
            assert likelihood(band.high * draws // 100 / draws) == band


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_shares(a: float, b: float) -> None:
    """A larger share never takes a lower word."""
    low, high = sorted((a, b))
    assert BANDS.index(likelihood(low)) <= BANDS.index(likelihood(high))

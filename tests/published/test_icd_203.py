"""The words of US Intelligence Community Directive 203 (2 January 2015), section D.6.e(2)(a)."""

from __future__ import annotations

import pytest

from detente.verdict.words import BANDS, likelihood

TABLE = [
    ("almost no chance", 1, 5),
    ("very unlikely", 5, 20),
    ("unlikely", 20, 45),
    ("roughly even chance", 45, 55),
    ("likely", 55, 80),
    ("very likely", 80, 95),
    ("almost certain", 95, 99),
]


def test_the_seven_bands() -> None:
    """Words and ranges are those of the directive, in order and without a gap."""
    assert [(band.word, band.low, band.high) for band in BANDS] == TABLE


@pytest.mark.parametrize(("word", "low", "high"), TABLE)
def test_each_band_holds_its_middle(word: str, low: int, high: int) -> None:
    """A share in the middle of a range gets its word, with the range beside it."""
    assert str(likelihood((low + high) / 200)) == f"{word} ({low:02d}-{high:02d}%)"

"""How lenses write shares, points, parts and numbers of things."""

from __future__ import annotations

import pytest

from detente.lenses.spread import Spread
from detente.report.lens_words import (
    amount_words,
    counted,
    part_words,
    points_words,
    powers_note,
    share_words,
)


def spread(low: float, middle: float, high: float) -> Spread:
    """A number over draws."""
    return Spread(low=low, middle=middle, high=high)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (spread(0.8, 0.85, 0.9), "80-90%"),
        (spread(0.02, 0.02, 0.02), "2%"),
        (spread(0, 0, 0.3), "0-30%"),
        (spread(0.001, 0.01, 0.3), "<1%-30%"),
        (spread(0.801, 0.802, 0.803), "80%"),
    ],
)
def test_shares(share: Spread, text: str) -> None:
    """In whole percent, and as one where they round to one."""
    assert share_words(share) == text


@pytest.mark.parametrize(
    ("points", "signed", "plain"),
    [
        (spread(-29.6, -26.62, -23.6), "-26.6 (-29.6 to -23.6)", "-26.6 (-29.6 to -23.6)"),
        (spread(5, 5, 5), "+5.0", "5.0"),
        (spread(-0.01, 0, 0.01), "0", "0"),
        (spread(99.96, 1234.4, 5000), "+1234 (+100.0 to +5000)", "1234 (100.0 to 5000)"),
    ],
)
def test_points(points: Spread, signed: str, plain: str) -> None:
    """With a sign or, for an amount, without plus."""
    assert points_words(points) == signed
    assert amount_words(points) == plain


@pytest.mark.parametrize(
    ("part", "text"),
    [(0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.004, "0.4%"), (0.001, "0.1%"), (0.0009, "9e-04")],
)
def test_parts(part: float, text: str) -> None:
    """In percent down to a thousandth, as a power of ten below it."""
    assert part_words(part) == text


def test_powers_of_ten_are_explained() -> None:
    """By the first of them, and only where there is one."""
    assert powers_note(["0.5%", "3 of 9 (2e-11)", "8e-05"]).endswith("2e-11 is 2 in 10^11.")
    assert powers_note(["0.5%", "100%"]) == ""


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1000, "1,000 cases")]
)
def test_numbers_of_things(n: int, text: str) -> None:
    """One is one, all else are several."""
    assert counted(n, "case") == text

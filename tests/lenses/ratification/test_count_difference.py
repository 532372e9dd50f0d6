"""How many packages are in one set and not in a part of it, when either may be estimated."""

from __future__ import annotations

import math

import pytest

from detente.kernel.estimates import CountEstimate
from detente.lenses.ratification.count_difference import less


def estimate(
    packages: float | None, error: float, *, low: float | None = None, high: float = 1e9
) -> CountEstimate:
    """Make an estimate of so many packages, with bounds."""
    return CountEstimate(
        exact=False,
        count=None,
        log10_estimate=None if packages is None else math.log10(packages),
        relative_standard_error=None if packages is None else error,
        hits=10,
        samples=100,
        log10_lower=None if low is None else math.log10(low),
        log10_upper=math.log10(high),
        method="bracket" if packages is None else "tilting",
    )


def test_counts_are_subtracted() -> None:
    """Exact numbers stay exact, down to none."""
    assert less(CountEstimate.counted(10), CountEstimate.counted(4)).count == 6
    assert less(CountEstimate.counted(4), CountEstimate.counted(4)).count == 0


def test_an_estimate_less_a_count() -> None:
    """The error is that of the whole, relative to what is left; bounds move down with the part."""
    found = less(estimate(1000, 0.1, low=500, high=2000), CountEstimate.counted(200))
    assert found.log10_estimate == pytest.approx(math.log10(800))
    assert found.relative_standard_error == pytest.approx(100 / 800)
    assert found.log10_lower == pytest.approx(math.log10(300))
    assert found.log10_upper == pytest.approx(math.log10(1800))
    assert (found.exact, found.count, found.method) == (False, None, "tilting")


def test_a_difference_within_its_error_is_not_told() -> None:
    """Only the bounds are."""
    found = less(estimate(1000, 0.1, low=10, high=5000), estimate(950, 0.1, low=10, high=4000))
    assert (found.log10_estimate, found.relative_standard_error, found.method) == (None, None, "bracket")
    assert found.log10_lower is None
    assert found.log10_upper == pytest.approx(math.log10(4990))


def test_nothing_less_is_everything() -> None:
    """An empty part changes nothing."""
    whole = estimate(1000, 0.1, low=10, high=5000)
    found = less(whole, CountEstimate.counted(0))
    assert found.log10_estimate == whole.log10_estimate
    assert found.log10_upper == whole.log10_upper


def test_what_is_not_known_stays_unknown() -> None:
    """A part that is only bracketed leaves a bracket."""
    found = less(estimate(1000, 0.1, high=5000), estimate(None, 0, high=4000))
    assert (found.log10_estimate, found.method) == (None, "bracket")

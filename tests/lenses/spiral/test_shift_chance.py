"""Whether shocks that last would look like shifts as well."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.shift_chance import shift_chance

from .planted import normal_path


def chance(series: np.ndarray, lags: int = 1, replications: int = 39, most: int = 3) -> float:
    """Ask with one seed."""
    rng = np.random.default_rng(0)
    return shift_chance(series, lags, most=most, shortest=12, rng=rng, replications=replications)


def test_up_and_down_again() -> None:
    """Two shifts that cancel, which one break at any date would miss, have the smallest p-value."""
    values = np.random.default_rng(1).normal(size=120) + 2.0 * (abs(np.arange(120) - 60) < 20)
    assert chance(values, 0) == 1 / 40
    assert chance(values, 1) == 1 / 40


def test_lasting_shocks_are_no_shifts() -> None:
    """A series that only keeps to its past is not taken for one that shifts."""
    values = normal_path(0.8, 150, np.random.default_rng(2))[:, 0]
    assert chance(values) > 0.1
    assert chance(values, 0) <= 0.05


def test_a_system_that_does_not_settle() -> None:
    """Where the autoregression explodes nothing can be told, and 1 says so."""
    assert chance(1.1 ** np.arange(60.0) + np.random.default_rng(3).normal(size=60)) == 1.0


def test_long_series_are_searched_in_blocks() -> None:
    """Several thousand periods are searched by means of neighbours, and a shift is still found."""
    values = np.random.default_rng(4).normal(size=3000) + 0.5 * (np.arange(3000) >= 1500)
    assert (
        shift_chance(values, 0, most=2, shortest=300, rng=np.random.default_rng(0), replications=19) == 0.05
    )


def test_too_few_replications() -> None:
    """A p-value from a handful of series is refused."""
    with pytest.raises(RunError, match="at least 19"):
        chance(np.random.default_rng(5).normal(size=60), replications=3)


@pytest.mark.slow
def test_size() -> None:
    """Without shifts, memory of 0.6, at most 12% of 100 series are found at 5%."""
    rng = np.random.default_rng(6)
    hits = sum(chance(normal_path(0.6, 100, rng)[:, 0]) <= 0.05 for _ in range(100))
    assert hits <= 12

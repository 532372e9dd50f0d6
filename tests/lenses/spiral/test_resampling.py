"""One round of the bootstrap: what is drawn, what is made from it, and in which blocks."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral import resampling
from detente.lenses.spiral.resampling import Replications, Source, replicated
from detente.lenses.spiral.var import VarFit, fit_var, lagged_design
from lenses.spiral.making import PAIR, SIGMA, SLOW_PAIR, TRIANGLE, one


def round_of(fit: VarFit, *, wild: bool = True, replications: int = 20, seed: int = 3) -> Replications:
    """A round from the fit itself, no bias taken off."""
    source = Source(fit=fit, wild=wild, replications=replications, seed=seed)
    return replicated(source, fit.coefficients, np.zeros_like(fit.coefficients), stream=0)


@pytest.mark.parametrize("wild", [True, False])
@pytest.mark.parametrize("lags", [0, 1, 3])
def test_by_hand_one_series_at_a_time(wild: bool, lags: int) -> None:
    """The same random numbers, used period by period in plain loops, and fitted one by one."""
    fit = fit_var(one(TRIANGLE, 60, 1), lags)
    found = round_of(fit, wild=wild, replications=5)
    errors = fit.residuals * np.sqrt(fit.n_used / (fit.n_used - fit.n_coefficients))
    uniform = np.random.Generator(np.random.Philox(key=np.array([3, 0], np.uint64))).random((5, fit.n_used))
    for b in range(5):
        path = list(fit.values[:lags])
        for t in range(fit.n_used):
            drawn = (
                errors[t] * (-1 if uniform[b, t] < 0.5 else 1)
                if wild
                else errors[int(uniform[b, t] * fit.n_used)]
            )
            answers = sum(fit.coefficients[p] @ path[-1 - p] for p in range(lags))
            path.append(fit.intercept + answers + drawn)
        again = fit_var(np.array(path), lags)
        np.testing.assert_allclose(found.coefficients[b], again.coefficients, atol=1e-9)
        np.testing.assert_allclose(found.intercepts[b], again.intercept, atol=1e-9)
        np.testing.assert_allclose(found.covariances[b], again.covariance, atol=1e-9)


def test_blocks_do_not_change_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """One replication at a time gives what all at once give, and progress tells each block."""
    fit = fit_var(one(PAIR, 50, 2), 2)
    whole = round_of(fit)
    monkeypatch.setattr(resampling, "BLOCK_BYTES", 1)
    told: list[tuple[int, int]] = []
    source = Source(fit=fit, wild=True, replications=20, seed=3)
    single = replicated(
        source, fit.coefficients, np.zeros((2, 2, 2)), stream=0, progress=lambda k, n: told.append((k, n))
    )
    np.testing.assert_allclose(single.coefficients, whole.coefficients, atol=1e-12)
    assert told == [(k, 20) for k in range(1, 21)]


def test_memory_does_not_grow_with_replications() -> None:
    """All series at once would take 19 MB for each copy; 15 MB are enough for everything."""
    fit = fit_var(one(SLOW_PAIR, 1200, 4), 2)
    tracemalloc.start()
    try:
        found = round_of(fit, replications=1000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.intercepts) == 1000
    assert peak < 15_000_000


def test_a_bias_is_taken_off_every_fit() -> None:
    """Intercepts and covariances are those that go with the coefficients that are left."""
    fit = fit_var(one(PAIR, 80, 5, covariance=SIGMA), 1)  # type: ignore[arg-type]
    source, bias = Source(fit=fit, wild=True, replications=1, seed=3), np.full((1, 2, 2), 0.05)
    plain = replicated(source, fit.coefficients, np.zeros((1, 2, 2)), stream=0)
    found = replicated(source, fit.coefficients, bias, stream=0)
    np.testing.assert_allclose(found.coefficients, plain.coefficients - 0.05, atol=1e-12)
    uniform = np.random.Generator(np.random.Philox(key=np.array([3, 0], np.uint64))).random((1, 79))
    drawn = fit.residuals * np.sqrt(79 / 76) * np.where(uniform[0] < 0.5, -1, 1)[:, None]
    path = [fit.values[0]]
    for t in range(79):
        path.append(fit.intercept + fit.coefficients[0] @ path[-1] + drawn[t])
    left = np.array(path[1:]) - lagged_design(np.array(path), 1)[:, 1:] @ found.coefficients[0, 0].T
    np.testing.assert_allclose(found.intercepts[0], left.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(found.covariances[0], np.cov(left.T) * 78 / 76, atol=1e-12)


def test_series_past_all_numbers_are_an_error() -> None:
    """A system that multiplies by a million each period has no bootstrap."""
    fit = fit_var(one(PAIR, 60, 6), 1)
    source = Source(fit=fit, wild=True, replications=3, seed=0)
    with pytest.raises(RunError, match="explodes so fast"):
        replicated(source, fit.coefficients * 1e6, np.zeros((1, 2, 2)), stream=0)

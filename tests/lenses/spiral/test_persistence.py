"""How much of what seems to last is due to levels that moved."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.persistence import persistence
from detente.lenses.spiral.stability import spectral_radius
from detente.lenses.spiral.var import fit_var, lagged_design

from .planted import normal_path

ANSWERS = [[0.3, 0.1], [0.1, 0.3]]


def pair(size: float, n: int = 200, seed: int = 1) -> np.ndarray:
    """Return two series of memory 0.4 whose level moves in the middle."""
    return normal_path(ANSWERS, n, np.random.default_rng(seed)) + size * (np.arange(n) >= n // 2)[:, None]


@pytest.mark.parametrize("lags", [1, 2])
def test_within_is_a_regression_with_dummies(lags: int) -> None:
    """The radius within stretches is that of plain least squares with an intercept for each."""
    values = pair(2.0)
    found = persistence(fit_var(values, lags), (80, 120), replications=19)
    assert found is not None
    time = np.arange(lags, 200)
    dummies = np.stack([time < 80, (time >= 80) & (time < 120), time >= 120], axis=1)
    x = np.hstack([dummies, lagged_design(values, lags)[:, 1:]])
    solved = np.linalg.lstsq(x, values[lags:], rcond=None)[0][3:]
    coefs = np.swapaxes(solved.reshape(lags, 2, 2), 1, 2)
    assert found.within == pytest.approx(float(spectral_radius(coefs)))
    assert found.whole == float(spectral_radius(fit_var(values, lags).coefficients))


def test_a_level_that_moved() -> None:
    """Memory that comes from a shift goes with it, and the words say how much."""
    found = persistence(fit_var(pair(4.0), 1), (100,))
    assert found is not None
    assert found.whole > 0.85
    assert found.within < 0.6
    assert found.expected == pytest.approx(found.whole, abs=0.05)
    assert found.p_value == 0.005
    assert "goes back to levels that moved" in found.meaning


def test_no_level_moved() -> None:
    """Cutting where nothing happened takes no more memory than chance does."""
    found = persistence(fit_var(pair(0.0), 1), (100,))
    assert found is not None
    assert found.p_value is not None
    assert found.p_value > 0.05
    assert "no sign that breaks made it" in found.meaning


def test_json_and_seed() -> None:
    """The JSON is the same for the same seed and tells half-lives."""
    one, same = (persistence(fit_var(pair(2.0), 1), (100,), replications=19, seed=0) for _ in range(2))
    assert one is not None
    assert one == same
    told = one.to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["half_lives"]["whole"] > told["half_lives"]["within"]


def test_a_model_that_explodes() -> None:
    """From a model that does not settle no series are made, and the words say what is left open."""
    fit = fit_var(pair(1.0), 1)
    found = persistence(dataclasses.replace(fit, coefficients=fit.coefficients * 5), (100,))
    assert found is not None
    assert (found.expected, found.p_value, found.replications) == (None, None, 0)
    assert found.to_dict()["half_lives"]["whole"] is None
    assert "cannot be told" in found.meaning


def test_nothing_to_compare() -> None:
    """Without lags, with hardly any periods, and with a series at rest there is no comparison."""
    assert persistence(fit_var(pair(1.0), 0), (100,)) is None
    assert persistence(fit_var(pair(1.0, 9), 2), (4, 6)) is None
    steps = np.stack([np.random.default_rng(2).normal(size=60), np.arange(60) >= 31], axis=1)
    assert persistence(fit_var(steps, 1), (31, 32)) is None


def test_too_few_replications() -> None:
    """A p-value from a handful of series is refused."""
    with pytest.raises(RunError, match="at least 19"):
        persistence(fit_var(pair(1.0), 1), (100,), replications=3)

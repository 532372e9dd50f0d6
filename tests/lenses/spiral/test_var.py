"""The vector autoregression: against statsmodels, under relabelling and other units, and many at once."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.stability import spectral_radius
from detente.lenses.spiral.var import VarFit, fit_many, fit_var, lagged_design
from lenses.spiral.making import PAIR, SIGMA, SLOW_PAIR, TRIANGLE, one, simulated, within
from lenses.spiral.planted import copdab

CLOSE = {"rtol": 1e-8, "atol": 1e-8}


@pytest.mark.parametrize(("coefs", "lags"), [(PAIR, 1), (SLOW_PAIR, 4), (TRIANGLE, 2), (TRIANGLE, 12)])
def test_as_statsmodels(coefs: np.ndarray, lags: int) -> None:
    """Intercept, coefficients, residuals and their covariance."""
    api = pytest.importorskip("statsmodels.tsa.api")
    values = one(coefs, 250, 3)
    fit, other = fit_var(values, lags), api.VAR(values).fit(lags, trend="c")
    np.testing.assert_allclose(fit.intercept, other.intercept, **CLOSE)
    np.testing.assert_allclose(fit.coefficients, other.coefs, **CLOSE)
    np.testing.assert_allclose(fit.residuals, other.resid, **CLOSE)
    np.testing.assert_allclose(fit.covariance, other.sigma_u, **CLOSE)
    assert (fit.n_used, fit.n_coefficients) == (other.nobs, 1 + lags * values.shape[1])


def test_no_lags_are_means() -> None:
    """Without lags only the mean is left."""
    values = one(PAIR, 40, 4)
    fit = fit_var(values, 0)
    np.testing.assert_allclose(fit.intercept, values.mean(axis=0))
    assert fit.coefficients.shape == (0, 2, 2)
    np.testing.assert_allclose(fit.covariance, np.cov(values.T))


def test_an_exact_law_is_found_exactly() -> None:
    """Series that follow it without error give it back."""
    matrix = np.array([[0.5, -0.6], [0.7, 0.4]])
    values = [np.array([1.0, -2.0])]
    for _ in range(12):
        values.append(matrix @ values[-1] + [0.25, 1.0])
    fit = fit_var(values, 1)
    np.testing.assert_allclose(fit.coefficients[0], matrix, atol=1e-12)
    np.testing.assert_allclose(fit.intercept, [0.25, 1.0], atol=1e-12)


def test_relabelling_the_series_relabels_the_fit() -> None:
    """Columns in another order give the same numbers in that order."""
    order = [2, 0, 1]
    values = one(TRIANGLE, 120, 5)
    fit, turned = fit_var(values, 2), fit_var(values[:, order], 2)
    np.testing.assert_allclose(turned.coefficients, fit.coefficients[:, order][:, :, order], atol=1e-12)
    np.testing.assert_allclose(turned.intercept, fit.intercept[order], atol=1e-12)
    np.testing.assert_allclose(turned.covariance, fit.covariance[np.ix_(order, order)], atol=1e-12)


@pytest.mark.parametrize("units", [(10.0, -0.5), (1e-9, 1e9)])
def test_other_units_scale_what_they_should(units: tuple[float, float]) -> None:
    """Entry (i, j) by the unit of i over that of j, the intercept by i, the covariance by both."""
    values, unit = one(SLOW_PAIR, 150, 6), np.array(units)
    fit, scaled = fit_var(values, 2), fit_var(values * unit, 2)
    np.testing.assert_allclose(scaled.coefficients, fit.coefficients * unit[:, None] / unit, rtol=1e-8)
    np.testing.assert_allclose(scaled.intercept, fit.intercept * unit, rtol=1e-8)
    np.testing.assert_allclose(scaled.covariance, fit.covariance * np.outer(unit, unit), rtol=1e-8)


def test_a_shift_moves_only_the_intercept() -> None:
    """Where zero lies has no part in who answers whom."""
    values = one(PAIR, 150, 7)
    fit, shifted = fit_var(values, 2), fit_var(values + np.array([5.0, -40.0]), 2)
    np.testing.assert_allclose(shifted.coefficients, fit.coefficients, atol=1e-11)


@pytest.mark.parametrize("lags", [0, 1, 3])
def test_many_at_once_as_one_by_one(lags: int) -> None:
    """Each set gets the fit it would get alone."""
    sets = simulated(TRIANGLE, 80, 8, sets=7) * [1.0, 100.0, 0.01]
    intercepts, coefficients = fit_many(sets, lags)
    alone = [fit_var(values, lags) for values in sets]
    np.testing.assert_allclose(intercepts, [fit.intercept for fit in alone], rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(coefficients, [fit.coefficients for fit in alone], rtol=1e-8, atol=1e-10)


def test_many_refuse_what_has_no_fit() -> None:
    """A set that never changes, too few periods, and what is no stack of sets."""
    sets = simulated(PAIR, 30, 9, sets=3)
    sets[1, :, 0] = 1.0
    with pytest.raises(RunError, match="at least one set of series"):
        fit_many(sets, 1)
    with pytest.raises(RunError, match="too short"):
        fit_many(sets, 20)
    with pytest.raises(RunError, match="array \\(sets, periods, series\\)"):
        fit_many(sets[0], 1)
    assert fit_many(sets[:0], 2)[1].shape == (0, 2, 2, 2)


def test_the_design_puts_the_last_period_first() -> None:
    """Ones, then one period back, then two."""
    values = np.arange(8.0).reshape(4, 2)
    assert lagged_design(values, 2).tolist() == [[1, 2, 3, 0, 1], [1, 4, 5, 2, 3]]


def test_coefficients_are_recovered() -> None:
    """In 400 simulated sets the mean misses the truth by less than bias of order 1/T and chance allow."""
    sets = simulated(SLOW_PAIR, 400, 10, sets=400, covariance=SIGMA)
    found = fit_many(sets, 2)[1]
    assert np.abs(found.mean(axis=0) - SLOW_PAIR).max() < 0.02
    sizes = found.std(axis=0)
    inside = (np.abs(found - SLOW_PAIR) < 1.96 * sizes).sum(axis=0)
    assert all(within(hits, 400, 0.95) for hits in inside.ravel())


def test_json_names_the_series() -> None:
    """Effects are listed by who answers whom, lag by lag, and the text can be read back."""
    fit: VarFit = fit_var(one(SLOW_PAIR, 60, 11), 2, ["us>russia", "russia>us"])
    content = json.loads(json.dumps(fit.to_dict(), allow_nan=False))
    assert content["effects"]["us>russia"]["russia>us"] == fit.coefficients[:, 0, 1].tolist()
    assert content["residual_covariance"]["us>russia"]["us>russia"] == fit.covariance[0, 0]
    assert (content["periods"], content["periods_used"], content["lags"]) == (60, 58, 2)
    assert repr(fit) == "VarFit(us>russia, russia>us; 2 lags, 58 periods)"


def test_real_series_as_statsmodels() -> None:
    """US and Soviet acts by month, 1948 to 1978: each answers the other in kind, and it dies down."""
    values, _ = copdab()
    api = pytest.importorskip("statsmodels.tsa.api")
    fit = fit_var(values, 2, ["us>ussr", "ussr>us"])
    np.testing.assert_allclose(fit.coefficients, api.VAR(values).fit(2).coefs, **CLOSE)
    sums = fit.coefficients.sum(axis=0)
    assert sums[0, 1] > 0
    assert sums[1, 0] > 0
    assert float(spectral_radius(fit.coefficients)) < 1

"""Robust errors: against statsmodels equation by equation, jointly, and in what they are for."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.robust_covariance import KINDS, newey_west_bandwidth, robust_covariance
from detente.lenses.spiral.var import fit_var
from lenses.spiral.making import PAIR, SIGMA, SLOW_PAIR, TRIANGLE, one, simulated, within

CLOSE = {"rtol": 1e-8, "atol": 1e-12}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("coefs", "lags"), [(PAIR, 1), (TRIANGLE, 3)])
def test_as_statsmodels(kind: str, coefs: np.ndarray, lags: int) -> None:
    """Least squares of each equation with the same kind of covariance."""
    api = pytest.importorskip("statsmodels.api")
    fit = fit_var(one(coefs, 150, 1, wild=0.5), lags)
    bandwidth = 5 if kind == "HAC" else None
    found = robust_covariance(fit, kind, bandwidth=bandwidth)  # type: ignore[arg-type]
    options = {"cov_kwds": {"maxlags": 5}} if kind == "HAC" else {}
    for i in range(len(fit.names)):
        ols = api.OLS(fit.values[lags:, i], fit.design).fit(cov_type=kind, **options)
        np.testing.assert_allclose(found.by_equation[i], ols.cov_params(), **CLOSE)
        np.testing.assert_allclose(found.intercept_errors[i], ols.bse[0], **CLOSE)
        errors = ols.bse[1:].reshape(lags, -1)
        np.testing.assert_allclose(found.coefficient_errors[:, i], errors, **CLOSE)


@pytest.mark.parametrize("kind", KINDS)
def test_joint_by_the_formula(kind: str) -> None:
    """Sums over periods written out, the blocks between equations with them."""
    fit = fit_var(one(PAIR, 60, 2), 2)
    found = robust_covariance(fit, kind, bandwidth=3 if kind == "HAC" else None)  # type: ignore[arg-type]
    bread = np.linalg.inv(fit.design.T @ fit.design)
    leverage = np.einsum("tm,mn,tn->t", fit.design, bread, fit.design)
    power = {"HC2": 0.5, "HC3": 1.0}.get(kind, 0.0)
    factor = len(leverage) / (len(leverage) - 5) if kind == "HC1" else 1.0
    z = [
        np.kron(u, x)
        for u, x in zip(fit.residuals / (1 - leverage[:, None]) ** power, fit.design, strict=True)
    ]
    middle = np.zeros((10, 10))
    for t in range(len(z)):
        for s in range(len(z)):
            apart = abs(t - s)
            weight = max(0.0, 1 - apart / 4) if kind == "HAC" else float(apart == 0)
            middle += weight * np.outer(z[t], z[s])
    outer = np.kron(np.eye(2), bread)
    np.testing.assert_allclose(found.joint, factor * outer @ middle @ outer, **CLOSE)
    assert np.linalg.eigvalsh(found.joint).min() > -1e-12


def test_positions_and_sums() -> None:
    """Where the lags of a pair stand, and the error of their sum."""
    fit = fit_var(one(SLOW_PAIR, 90, 3), 2)
    found = robust_covariance(fit)
    assert (found.positions(0, 1), found.positions(1, 0)) == ([2, 4], [6, 8])
    pick = np.zeros(10)
    pick[found.positions(1, 0)] = 1
    assert found.reciprocity_errors[1, 0] == pytest.approx(np.sqrt(pick @ found.joint @ pick))
    assert found.coefficient_errors[1, 0, 1] == pytest.approx(np.sqrt(found.joint[4, 4]))
    assert (found.kind, found.bandwidth) == ("HC3", None)


def test_hac_without_bandwidth_is_hc0() -> None:
    """No products across periods."""
    fit = fit_var(one(PAIR, 60, 4), 1)
    hac = robust_covariance(fit, "HAC", bandwidth=0)
    np.testing.assert_allclose(hac.joint, robust_covariance(fit, "HC0").joint)


def test_bandwidth_by_hand() -> None:
    """The formula of Newey and West, written out for one column of 100 periods: first lags 4."""
    column = np.cos(np.arange(100.0))[:, None] + 0.3
    total = column[:, 0]
    sigma = [sum(total[t] * total[t - lag] for t in range(lag, 100)) for lag in range(5)]
    s0, s1 = sigma[0] + 2 * sum(sigma[1:]), 2 * sum(lag * sigma[lag] for lag in range(1, 5))
    expected = int(1.1447 * ((s1 / s0) ** 2) ** (1 / 3) * 100 ** (1 / 3))
    assert newey_west_bandwidth(column) == expected > 0
    assert newey_west_bandwidth(np.zeros((50, 2))) == 0
    assert newey_west_bandwidth(np.zeros((50, 0))) == 0


def test_bandwidth_grows_with_memory() -> None:
    """Errors that hang together over 10 periods take a wider one than errors that do not."""
    noise = np.random.default_rng(5).standard_normal(400)
    slow = np.convolve(noise, np.ones(10), mode="valid")
    assert newey_west_bandwidth(slow[:, None]) > newey_west_bandwidth(noise[:, None])


@pytest.mark.parametrize("kind", KINDS)
def test_units_place_and_labels(kind: str) -> None:
    """Errors scale with units, and know neither where zero lies nor in which order parties stand."""
    values, unit, order = one(TRIANGLE, 120, 6, wild=0.5), np.array([10.0, 0.1, 1e4]), [1, 2, 0]
    found = robust_covariance(fit_var(values, 2), kind)  # type: ignore[arg-type]
    scaled = robust_covariance(fit_var(values * unit + 3 * unit, 2), kind)  # type: ignore[arg-type]
    turned = robust_covariance(fit_var(values[:, order], 2), kind)  # type: ignore[arg-type]
    expected = found.coefficient_errors * unit[:, None] / unit
    np.testing.assert_allclose(scaled.coefficient_errors, expected, rtol=1e-7)
    expected = found.coefficient_errors[:, order][:, :, order]
    np.testing.assert_allclose(turned.coefficient_errors, expected, rtol=1e-8)
    assert found.bandwidth == scaled.bandwidth == turned.bandwidth
    assert (found.bandwidth is None) == (kind != "HAC")


def test_errors_cover_where_the_classical_do_not() -> None:
    """Variance that follows the other's last act: HC3 covers near 95 in 100 of 300 sets, the classical less.

    Tolerance for HC3: 90 to 98, four binomial deviations and what 150 periods leave of its small-sample
    error; the classical errors stay below 85.
    """
    rng, sets, n = np.random.default_rng(7), 300, 150
    values = np.zeros((n + 50, sets, 2))
    for t in range(1, n + 50):
        noise = rng.standard_normal((sets, 2))
        noise[:, 0] *= np.sqrt(0.1 + 0.9 * values[t - 1, :, 1] ** 2)
        values[t] = values[t - 1] @ np.array([[0.3, 0.0], [0.2, 0.3]]) + noise
    robust = classical = 0
    for k in range(sets):
        fit = fit_var(values[50:, k], 1)
        miss = abs(fit.coefficients[0, 0, 1] - 0.2)
        robust += miss < 1.96 * robust_covariance(fit).coefficient_errors[0, 0, 1]
        spread = np.linalg.inv(fit.design.T @ fit.design)[2, 2] * fit.covariance[0, 0]
        classical += miss < 1.96 * np.sqrt(spread)
    assert 0.90 * sets <= robust <= 0.98 * sets
    assert classical < 0.85 * sets


def test_errors_cover_where_nothing_is_odd() -> None:
    """In 300 plain sets of 200 periods, within four binomial deviations of 95 in 100."""
    hits = 0
    for values in simulated(PAIR, 200, 8, sets=300, covariance=SIGMA):
        fit = fit_var(values, 1)
        errors = robust_covariance(fit).coefficient_errors
        hits += abs(fit.coefficients[0, 1, 0] - PAIR[0, 1, 0]) < 1.96 * errors[0, 1, 0]
    assert within(hits, 300, 0.95)


def test_a_period_that_alone_decides() -> None:
    """One act in 60 periods: HC3 does not exist, HC1 does."""
    values = one(PAIR, 60, 9)
    values[:, 1] = 0.0
    values[20, 1] = 5.0
    fit = fit_var(values, 1)
    with pytest.raises(RunError, match=r"period 21 of those explained alone decides .* use HC1"):
        robust_covariance(fit, "HC3")
    assert np.isfinite(robust_covariance(fit, "HC1").joint).all()


def test_what_cannot_be_asked() -> None:
    """Each is refused in words."""
    fit = fit_var(one(PAIR, 60, 10), 1)
    with pytest.raises(UnknownNameError, match="there is no kind of standard error 'HC4'"):
        robust_covariance(fit, "HC4")  # type: ignore[arg-type]
    with pytest.raises(RunError, match="belongs to HAC"):
        robust_covariance(fit, "HC0", bandwidth=3)
    for wrong in (-1, 59):
        with pytest.raises(RunError, match="from 0 to 58"):
            robust_covariance(fit, "HAC", bandwidth=wrong)


def test_without_lags_only_means_have_errors() -> None:
    """The error of a mean, and no coefficients."""
    fit = fit_var(one(PAIR, 60, 11), 0)
    found = robust_covariance(fit, "HC1")
    np.testing.assert_allclose(found.intercept_errors, fit.values.std(axis=0, ddof=1) / np.sqrt(60))
    assert found.coefficient_errors.shape == (0, 2, 2)
    assert found.reciprocity_errors.tolist() == [[0, 0], [0, 0]]
    assert robust_covariance(fit, "HAC").bandwidth == 0

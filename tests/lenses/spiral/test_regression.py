"""Least squares with any right side: against statsmodels, by refitting, and in what it covers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.lenses.spiral import regression
from detente.lenses.spiral.regression import Regression, regress, wild_coefficients
from detente.lenses.spiral.replication_interval import percentile_interval
from detente.lenses.spiral.robust_covariance import KINDS

from .planted import copdab, within_chance

Float = NDArray[np.float64]
TERMS = ("the constant", "slow", "quick", "tilted")
TRUTH = np.array([[0.5, -1.0], [0.3, 0.0], [-0.2, 0.6], [0.0, 0.4]])
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def made(n: int, seed: int) -> tuple[Float, Float]:
    """Make two targets of three terms, with errors that grow with the second term and last a little."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=(n, 3))])
    design[:, 1] = np.cumsum(design[:, 1]) * 0.3
    errors = rng.normal(size=(n, 2)) * np.sqrt(0.2 + 0.8 * design[:, [2]] ** 2)
    errors[1:] += 0.3 * errors[:-1]
    return design @ TRUTH + errors, design


def fitted(n: int = 120, seed: int = 1, kind: str = "HC3") -> Regression:
    """Fit both targets."""
    target, design = made(n, seed)
    return regress(target, design, targets=("a", "b"), terms=TERMS, kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_as_statsmodels(kind: str) -> None:
    """Coefficients, residuals and the errors of each target are those of ordinary least squares there."""
    api = pytest.importorskip("statsmodels.api")
    found = fitted(kind=kind)
    target, design = made(120, 1)
    assert (found.bandwidth is not None) == (kind == "HAC")
    options = {"cov_kwds": {"maxlags": found.bandwidth}} if kind == "HAC" else {}
    for i in range(2):
        ols = api.OLS(target[:, i], design).fit(cov_type=kind, **options)
        np.testing.assert_allclose(found.coefficients[:, i], ols.params, **CLOSE)
        np.testing.assert_allclose(found.residuals[:, i], ols.resid, **CLOSE)
        block = found.joint[4 * i : 4 * i + 4, 4 * i : 4 * i + 4]
        np.testing.assert_allclose(block, ols.cov_params(), **CLOSE)
        assert found.spare == ols.df_resid


def test_targets_hang_together() -> None:
    """A target that is the sum of two has their coefficients added, and all four blocks of covariance."""
    target, design = made(90, 2)
    both = regress(target, design, targets=("a", "b"), terms=TERMS, kind="HC3")
    total = regress(target.sum(axis=1, keepdims=True), design, targets=("c",), terms=TERMS, kind="HC3")
    np.testing.assert_allclose(total.coefficients[:, 0], both.coefficients.sum(axis=1), **CLOSE)
    blocks = both.joint.reshape(2, 4, 2, 4)
    np.testing.assert_allclose(total.joint, blocks.sum(axis=(0, 2)), **CLOSE)


def test_units_and_order_do_not_matter() -> None:
    """Terms in other units or another order change coefficients and errors accordingly, nothing else."""
    target, design = made(100, 3)
    plain = regress(target, design, targets=("a", "b"), terms=TERMS)
    unit, order = np.array([1.0, 1e-8, 1e9, 3.0]), [0, 3, 1, 2]
    scaled = regress(target * [1e6, 1.0], design * unit, targets=("a", "b"), terms=TERMS)
    turned = regress(target, design[:, order], targets=("a", "b"), terms=[TERMS[i] for i in order])
    grown = np.array([1e6, 1.0]) / unit[:, None]
    np.testing.assert_allclose(scaled.coefficients, plain.coefficients * grown, rtol=1e-9)
    sizes = np.sqrt(np.diagonal(plain.joint)).reshape(2, 4)
    np.testing.assert_allclose(np.sqrt(np.diagonal(scaled.joint)).reshape(2, 4), sizes * grown.T, rtol=1e-9)
    np.testing.assert_allclose(turned.coefficients, plain.coefficients[order], rtol=1e-9)
    np.testing.assert_allclose(np.sqrt(np.diagonal(turned.joint)).reshape(2, 4), sizes[:, order], rtol=1e-9)
    assert plain.bandwidth == scaled.bandwidth == turned.bandwidth
    draws, again = (wild_coefficients(fit, replications=20, seed=4) for fit in (plain, scaled))
    np.testing.assert_allclose(again, draws * grown, rtol=1e-8)


def test_replications_are_refits() -> None:
    """Each is least squares of the fitted values plus residuals over 1 less the leverage, signs drawn."""
    fit = fitted(60, 5)
    draws = wild_coefficients(fit, replications=7, seed=11)
    leverage = np.diagonal(fit.design @ np.linalg.pinv(fit.design))
    rng = np.random.Generator(np.random.Philox(key=np.array([11, 0], np.uint64)))
    signs = np.where(rng.random((7, 60)) < 0.5, -1.0, 1.0)
    for found, sign in zip(draws, signs, strict=True):
        target = fit.design @ fit.coefficients + (sign / (1 - leverage))[:, None] * fit.residuals
        np.testing.assert_allclose(found, np.linalg.lstsq(fit.design, target, rcond=None)[0], **CLOSE)


def test_replications_spread_as_hc3() -> None:
    """Their covariance is that of HC3, within what 20,000 replications leave open (3 in 100 of its size)."""
    fit = fitted(80, 6)
    draws = wild_coefficients(fit, replications=20_000, seed=0).transpose(0, 2, 1).reshape(20_000, 8)
    sizes = np.sqrt(np.diagonal(fit.joint))
    np.testing.assert_allclose(draws.mean(axis=0), fit.coefficients.T.ravel(), atol=0.04 * sizes.max())
    np.testing.assert_allclose(
        np.cov(draws.T) / np.outer(sizes, sizes), fit.joint / np.outer(sizes, sizes), atol=0.03
    )


def test_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed fixes the draws, more go on where fewer end, and how many are held at once is no matter."""
    fit = fitted(50, 7)
    many = wild_coefficients(fit, replications=100, seed=3)
    np.testing.assert_allclose(wild_coefficients(fit, replications=40, seed=3), many[:40], **CLOSE)
    assert not np.allclose(wild_coefficients(fit, replications=100, seed=4), many)
    monkeypatch.setattr(regression, "HELD", 50 * 7)
    np.testing.assert_allclose(wild_coefficients(fit, replications=100, seed=3), many, **CLOSE)


def test_coverage() -> None:
    """Intervals of 90 in 100 hold the truth in 400 sets where errors grow with a term.

    All eight numbers together: 87 to 93 in 100. Errors here follow each other a little, which the
    bootstrap does not know, but the terms that carry them do not.
    """
    hits = np.zeros((4, 2))
    for seed in range(400):
        target, design = made(150, 1000 + seed)
        fit = regress(target, design, targets=("a", "b"), terms=TERMS, kind="HC3")
        hits += percentile_interval(wild_coefficients(fit, replications=199, seed=seed), 0.9).holds(TRUTH)
    assert 0.87 <= hits[2:].mean() / 400 <= 0.93
    assert within_chance(int(hits[2, 1]), 400, 0.9)
    assert hits.min() >= 0.75 * 400


def test_too_few_periods() -> None:
    """Two for each coefficient are enough, one less is refused with what is needed."""
    target, design = made(8, 8)
    assert regress(target, design, targets=("a", "b"), terms=TERMS).spare == 4
    with pytest.raises(RunError, match="7 periods are too few for 4 coefficients; at least 8 are needed"):
        regress(target[:7], design[:7], targets=("a", "b"), terms=TERMS)


@pytest.mark.parametrize("what", ["never changes", "is zero", "follows"])
def test_a_term_that_cannot_be_told(what: str) -> None:
    """A constant, an empty and a combined term are refused by name."""
    target, design = made(40, 9)
    combined = design[:, 1] - 2 * design[:, 2] + 1
    design[:, 3] = {"never changes": np.full(40, 7.0), "is zero": np.zeros(40), "follows": combined}[what]
    with pytest.raises(RunError, match=r"tilted never changes or follows exactly .* use fewer lags"):
        regress(target, design, targets=("a", "b"), terms=TERMS)


def test_a_target_without_error() -> None:
    """One that is explained to the last digit is refused by name."""
    target, design = made(40, 10)
    target[:, 1] = design @ [1.0, 2.0, 3.0, 4.0]
    with pytest.raises(RunError, match="b is explained to the last digit"):
        regress(target, design, targets=("a", "b"), terms=TERMS)


def test_a_period_that_alone_decides() -> None:
    """A term that is 0 but once has an error that cannot be known: HC3 says so, and so do replications."""
    target, design = made(40, 11)
    design[:, 3] = np.arange(40) == 12
    with pytest.raises(RunError, match="period 13 of those explained alone decides"):
        regress(target, design, targets=("a", "b"), terms=TERMS, kind="HC3")
    fit = regress(target, design, targets=("a", "b"), terms=TERMS)
    with pytest.raises(RunError, match="period 13 of those explained alone decides a coefficient; use fewer"):
        wild_coefficients(fit, replications=10, seed=0)


def test_numbers_out_of_range() -> None:
    """Replications, seeds and kinds of error that do not exist are refused in words."""
    fit = fitted(40, 12)
    for wrong in (0, -5, 100_001):
        with pytest.raises(RunError, match="replications must be from 1 to 100,000"):
            wild_coefficients(fit, replications=wrong, seed=0)
    for seed in (-1, 2**64):
        with pytest.raises(RunError, match="the seed must be"):
            wild_coefficients(fit, replications=10, seed=seed)
    with pytest.raises(UnknownNameError, match="HC9"):
        fitted(40, 12, kind="HC9")
    target, design = np.random.default_rng(0).normal(size=(60, 150)), made(60, 13)[1]
    wide = regress(target, design, targets=[f"t{i}" for i in range(150)], terms=TERMS, kind="HC0")
    with pytest.raises(TooLargeError, match="600 coefficients are too many; at most 83,333"):
        wild_coefficients(wide, replications=83_334, seed=0)
    assert len(wild_coefficients(wide, replications=1, seed=2**64 - 1)) == 1


def test_real_series() -> None:
    """Soviet acts on the last month of both, 1948-78: as statsmodels says, with the same bandwidth."""
    api = pytest.importorskip("statsmodels.api")
    values, _ = copdab()
    design = np.column_stack([np.ones(len(values) - 1), values[:-1]])
    found = regress(values[1:, 1:], design, targets=["ussr"], terms=["the constant", "us", "ussr"])
    ols = api.OLS(values[1:, 1], design).fit(cov_type="HAC", cov_kwds={"maxlags": found.bandwidth})
    np.testing.assert_allclose(found.coefficients[:, 0], ols.params, **CLOSE)
    np.testing.assert_allclose(np.sqrt(np.diagonal(found.joint)), ols.bse, **CLOSE)

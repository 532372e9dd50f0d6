"""Sums of coefficients and joint tests: against statsmodels, closed forms, and how often they err."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from detente.errors import RunError
from detente.lenses.spiral.linear_tests import estimate, finite_or_none, wald_of, wald_test
from detente.lenses.spiral.regression import Regression, regress, wild_coefficients

from .making import careful
from .planted import within_chance

Float = NDArray[np.float64]
TERMS = ("the constant", "x", "y", "z")
#: Rows of restrictions on one target: x and y have the same effect, and z has none.
ROWS = np.array([[0.0, 1.0, -1.0, 0.0], [0.0, 0.0, 0.0, 1.0]])


def fitted(n: int, seed: int, *, k: int = 1, kind: str = "HAC") -> Regression:
    """Fit k targets to three terms of which x and y have the effect 0.5 and z none."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=(n, 3))])
    errors = rng.normal(size=(n, k)) * np.sqrt(0.3 + 0.7 * design[:, [1]] ** 2)
    target = design @ [[0.2], [0.5], [0.5], [0.0]] + errors
    names = [f"t{i}" for i in range(k)]
    return regress(target, design, targets=names, terms=TERMS, kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["HAC", "HC0", "HC3"])
def test_as_statsmodels(kind: str) -> None:
    """F and p of joint tests, and value, error and p of sums, are those of the library."""
    api = pytest.importorskip("statsmodels.api")
    fit = fitted(90, 1, kind=kind)
    options = {"cov_kwds": {"maxlags": fit.bandwidth}} if kind == "HAC" else {}
    target = (fit.residuals + fit.design @ fit.coefficients)[:, 0]
    ols = api.OLS(target, fit.design).fit(cov_type=kind, use_t=True, **options)
    theirs = ols.f_test(ROWS)
    test = wald_test(fit, ROWS[:, :, None])
    assert (test.restrictions, theirs.df_denom) == (theirs.df_num, 86)
    # That of Newey and West rejects too often and is corrected; the others are the library's own.
    law = (float(theirs.fvalue), 86.0, float(theirs.pvalue))
    if fit.bandwidth is not None:
        law = careful(law[0], 90, 4, fit.bandwidth, 2)
    assert (test.statistic, test.spare, test.p_value) == pytest.approx(law, rel=1e-9)
    draws = wild_coefficients(fit, replications=99, seed=0)
    for row in (*ROWS, np.array([0.0, 1.0, 1.0, 1.0])):
        one, sums = ols.t_test(row), estimate(fit, draws, row[:, None])
        assert sums.value == pytest.approx(one.effect.item(), rel=1e-9)
        assert sums.error == pytest.approx(one.sd.item(), rel=1e-9)
        p_value = one.pvalue.item()
        if fit.bandwidth is not None:
            p_value = careful(one.tvalue.item() ** 2, 90, 4, fit.bandwidth)[2]
        assert sums.p_value == pytest.approx(p_value, rel=1e-9)


def test_across_targets() -> None:
    """That a term does the same to two targets is the test that it does nothing to their difference."""
    fit = fitted(100, 2, k=2, kind="HC3")
    target = fit.residuals + fit.design @ fit.coefficients
    apart = regress(target[:, :1] - target[:, 1:], fit.design, targets=["d"], terms=TERMS, kind="HC3")
    weights = ROWS[:, :, None] * np.array([1.0, -1.0])
    across, single = wald_test(fit, weights), wald_test(apart, ROWS[:, :, None])
    assert across.statistic == pytest.approx(single.statistic, rel=1e-9)
    draws = wild_coefficients(fit, replications=99, seed=1)
    alone = wild_coefficients(apart, replications=99, seed=1)
    one, other = estimate(fit, draws, weights[1]), estimate(apart, alone, ROWS[1][:, None])
    for key, value in one.to_dict().items():
        assert value == pytest.approx(other.to_dict()[key], rel=1e-9)


def test_closed_forms() -> None:
    """One restriction is the squared t; independent ones average their squares; p is that of F."""
    one = wald_of(np.array([1.8]), np.array([[0.49]]), 25)
    assert one.statistic == pytest.approx((1.8 / 0.7) ** 2)
    assert one.p_value == pytest.approx(2 * stats.t.sf(1.8 / 0.7, 25), rel=1e-12)
    values, errors = np.array([1.0, -2.0, 0.5]), np.array([2.0, 1.0, 0.25])
    three = wald_of(values, np.diag(errors**2), 40)
    assert three.statistic == pytest.approx(np.mean((values / errors) ** 2))
    assert three.p_value == pytest.approx(stats.f.sf(three.statistic, 3, 40), rel=1e-12)
    assert wald_of(np.zeros(2), np.eye(2), 10).p_value == 1.0


def test_many_periods_give_chi_squared() -> None:
    """With degrees of freedom without end, q times F is the chi-squared of q."""
    test = wald_of(np.array([1.0, 2.0]), np.array([[1.0, 0.3], [0.3, 2.0]]), 10**9)
    assert test.p_value == pytest.approx(stats.chi2.sf(2 * test.statistic, 2), rel=1e-6)


def test_how_it_is_asked_does_not_matter() -> None:
    """Restrictions added up in another way, or in immensely different units, give the same F."""
    fit = fitted(80, 3)
    plain = wald_test(fit, ROWS[:, :, None])
    mixed = wald_test(fit, (np.array([[1.0, 2.0], [-1.0, 1.0]]) @ ROWS)[:, :, None])
    scaled = wald_test(fit, (ROWS * [[1e-9], [1e8]])[:, :, None])
    assert plain.to_dict() == pytest.approx(mixed.to_dict(), rel=1e-9)
    assert plain.to_dict() == pytest.approx(scaled.to_dict(), rel=1e-9)


def test_interval_is_of_the_replications() -> None:
    """Of 21 replications the interval of 80 in 100 leaves out the two outermost on each side."""
    fit = fitted(60, 4)
    draws = np.zeros((21, 4, 1))
    draws[:, 1, 0] = np.random.default_rng(0).permutation(21)
    found = estimate(fit, draws, np.array([[0.0], [2.0], [0.0], [0.0]]), 0.8)
    assert (found.low, found.high, found.level) == (4.0, 36.0, 0.8)
    assert found.is_clear


def test_is_clear() -> None:
    """An interval on either side of 0 is clear; one that holds or touches it is not."""
    fit = fitted(60, 5)
    weights = np.array([[0.0], [1.0], [0.0], [0.0]])
    for ends, clear in (
        ((1, 2), True),
        ((-2, -1), True),
        ((-1, 1), False),
        ((0, 1), False),
        ((-1, 0), False),
    ):
        draws = np.repeat(np.array(ends, float), 50)[:, None, None] * weights
        assert estimate(fit, draws, weights).is_clear == clear


def test_json() -> None:
    """What is told is plain numbers; what does not exist is none."""
    fit = fitted(60, 6)
    draws = wild_coefficients(fit, replications=19, seed=0)
    told = {
        "sum": estimate(fit, draws, ROWS[0][:, None]).to_dict(),
        "test": wald_test(fit, ROWS[:, :, None]).to_dict(),
    }
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert fit.bandwidth is not None
    assert told["test"]["degrees_of_freedom"] == careful(1.0, 60, 4, fit.bandwidth, 2)[1]
    assert [finite_or_none(x) for x in (1.5, np.inf, -np.inf, np.nan)] == [1.5, None, None, None]


def test_what_cannot_be_tested() -> None:
    """Restrictions that follow from each other or ask nothing, and a level of 1, are refused in words."""
    fit = fitted(60, 7)
    twice = np.array([ROWS[0], -2 * ROWS[0]])[:, :, None]
    nothing = np.zeros((1, 4, 1))
    for weights in (twice, nothing):
        with pytest.raises(RunError, match=r"cannot be tested together: .* use fewer lags or more periods"):
            wald_test(fit, weights)
    with pytest.raises(RunError, match="cannot be tested together"):
        wald_of(np.array([1.0, 1.0]), np.ones((2, 2)), 10)
    with pytest.raises(RunError, match="between 0 and 1"):
        estimate(fit, wild_coefficients(fit, replications=9, seed=0), ROWS[0][:, None], 1.0)


def test_how_often_it_errs() -> None:
    """With errors that grow with a term, a true pair of restrictions is rejected in about 5 of 100 sets.

    500 sets of 100 periods with HC3: within chance of 5 in 100. HAC as it stands counts the few periods
    for more than they are worth and rejects more often, but below 15 in 100. A false pair is found.
    """
    hits = np.zeros(3, int)
    wrong = np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
    for seed in range(500):
        fit, hac = fitted(100, 100 + seed, kind="HC3"), fitted(100, 100 + seed)
        for i, (one, rows) in enumerate(((fit, ROWS), (hac, ROWS), (fit, wrong))):
            hits[i] += wald_test(one, rows[:, :, None]).p_value < 0.05
    assert within_chance(int(hits[0]), 500, 0.05)
    assert 25 <= hits[1] < 75
    assert hits[2] > 400

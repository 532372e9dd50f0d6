"""Richardson's model of fitted pairs: two readings, shares and intervals."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from detente.errors import RunError
from detente.lenses.spiral.bootstrap import bootstrap_var
from detente.lenses.spiral.phase_plane import path
from detente.lenses.spiral.richardson_fit import (
    LETTERS,
    RichardsonFit,
    by_differences,
    in_continuous_time,
    richardson_of,
)
from detente.lenses.spiral.stability import is_stable_pair
from detente.lenses.spiral.var import fit_var
from lenses.spiral.making import PAIR, SLOW_PAIR, TRIANGLE, one, simulated, within

#: What PAIR is in Richardson's letters, with a drift of 0.3 on both sides.
PLANTED = np.array([0.3, 0.25, 0.5, 0.45, 0.3, 0.3])
#: A spectral radius of 1.05, along the diagonal.
EXPLOSIVE = np.array([[[0.8, 0.27], [0.23, 0.8]]])
figures = st.floats(-1.5, 1.5).map(lambda x: round(x, 3))
pairs = st.lists(figures, min_size=4, max_size=4).map(lambda x: np.reshape(x, (2, 2)))


def fitted(values: np.ndarray, *, lags: int = 1, seed: int = 0, replications: int = 199) -> RichardsonFit:
    """Fit, replicate, read."""
    draws = bootstrap_var(fit_var(values, lags, ("us", "russia")), replications=replications, seed=seed)
    return richardson_of(draws)


@given(pairs, figures, figures)
@settings(deadline=None, max_examples=40)
def test_differences_are_the_changes_of_a_period(matrix: np.ndarray, g: float, h: float) -> None:
    """The field at any level is what the pair makes of it in a period, less the level."""
    model, at = by_differences(matrix, [g, h]), np.array([1.3, -0.7])
    np.testing.assert_allclose(np.array(model.field(*at)), matrix @ at + (g, h) - at, atol=1e-12)


@given(pairs, figures, figures)
@settings(deadline=None, max_examples=40)
def test_both_readings_have_the_balance_of_the_pair(matrix: np.ndarray, g: float, h: float) -> None:
    """What the pair leaves as it is, neither reading moves."""
    left = np.eye(2) - matrix
    assume(abs(np.linalg.det(left)) > 0.05)
    balance = np.linalg.solve(left, (g, h))
    steps, flow = by_differences(matrix, [g, h]), in_continuous_time(matrix, [g, h])
    assert steps.equilibrium == pytest.approx(balance, abs=1e-9)
    if flow is not None and np.linalg.eigvals(matrix).real.min() > 0.01:
        assert flow.equilibrium == pytest.approx(balance, abs=1e-6)


@given(pairs)
@settings(deadline=None, max_examples=40)
def test_the_course_of_a_period_is_the_pair(matrix: np.ndarray) -> None:
    """Followed for one period, the equations in continuous time give what the pair gives."""
    model = in_continuous_time(matrix, [0.4, -0.2])
    roots = np.linalg.eigvals(matrix)
    real = np.abs(roots.imag) < 1e-7
    if np.any(real & (roots.real < -1e-9)):
        assert model is None
        return
    assume(model is not None and np.abs(roots).min() > 1e-3)
    assert model is not None
    start = np.array([1.0, 2.0])
    np.testing.assert_allclose(path(model, start, [1.0])[0], matrix @ start + (0.4, -0.2), atol=1e-6)
    assume(abs(np.abs(roots).max() - 1) > 1e-6)
    assert model.is_stable == bool(is_stable_pair(matrix))


def test_a_course_in_continuous_time_is_recovered() -> None:
    """Its exponential over a period gives back its six figures."""
    whole = np.zeros((3, 3))
    whole[:2, :2], whole[:2, 2] = [[-0.7, 0.3], [0.2, -0.5]], [0.1, 0.4]
    pair = expm(whole)
    model = in_continuous_time(pair[:2, :2], pair[:2, 2], ("us", "russia"))
    assert model is not None
    found = [getattr(model, letter) for letter in LETTERS]
    assert found == pytest.approx([0.3, 0.2, 0.7, 0.5, 0.1, 0.4])
    assert model.names == ("us", "russia")


@pytest.mark.parametrize(
    "matrix", [np.zeros((2, 2)), [[-0.5, 0], [0, 0.5]], [[0.5, 0.5], [0.5, 0.5]], [[-1, 0], [0, -1]]]
)
def test_pairs_that_no_course_passes_through(matrix: object) -> None:
    """Those with an eigenvalue of 0 or below."""
    assert in_continuous_time(matrix, [0, 0]) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("reading", [by_differences, in_continuous_time])
@pytest.mark.parametrize(
    ("matrix", "intercept"),
    [([[1.0]], [0, 0]), (np.eye(2), [0]), ([[math.nan, 0], [0, 1]], [0, 0]), (np.eye(2), [math.inf, 0])],
)
def test_what_is_no_pair(reading: object, matrix: object, intercept: object) -> None:
    """Refused in words by both readings."""
    with pytest.raises(RunError, match="a 2 x 2 matrix and an intercept of two finite numbers"):
        reading(matrix, intercept)  # type: ignore[operator]


def test_steps_need_more_than_fatigue_above_defence() -> None:
    """Answers of twice the fatigue overshoot: ab > kl, and yet the pair swings ever wider."""
    values = one(np.array([[[-0.4, -0.9], [-0.9, -0.4]]]), 60, 3, burn=0)
    found = fitted(values, replications=49)
    assert found.differences.is_stable
    assert not found.stable
    assert found.continuous is None
    assert found.why_none.startswith("a part of the fitted pair turns over")
    assert found.meaning.startswith("answers overshoot and swing ever wider")


def test_planted_coefficients_of_one_long_series() -> None:
    """3,000 periods: within 0.06 of k, l, a, b, and the balance within 0.25 of (1.5, 1.5)."""
    found = fitted(one(PAIR, 3000, 11), replications=49)
    letters = [getattr(found.differences, letter) for letter in LETTERS]
    np.testing.assert_allclose(letters[:4], PLANTED[:4], atol=0.06)
    assert found.equilibrium == pytest.approx(np.array([1.5, 1.5]), abs=0.25)
    assert found.stable
    assert found.share_stable.value == 1


@pytest.mark.slow
def test_intervals_hold_the_planted_figures_as_often_as_they_say() -> None:
    """80 sets of 200 periods, 199 replications each, intervals of 90 in 100.

    Every figure within four binomial standard deviations (13 in 100); all six together no less than
    86 in 100. The balance, a ratio, no less than 80 in 100.
    """
    sets, balance = 80, np.linalg.solve(np.eye(2) - PAIR[0], [0.3, 0.3])
    hits, at_balance = np.zeros(6), np.zeros(2)
    for k, values in enumerate(simulated(PAIR, 200, 21, sets=sets)):
        found = fitted(values, seed=k)
        hits += found.coefficient_interval.holds(PLANTED)
        at_balance += found.equilibrium_interval.holds(balance)
    assert all(within(count, sets, 0.9) for count in hits), hits
    assert hits.mean() / sets >= 0.86
    assert at_balance.min() / sets >= 0.8


def test_stable_and_exploding_pairs_are_told_apart() -> None:
    """By the share of replications, not by the fit alone."""
    calm = fitted(one(PAIR, 150, 1))
    wild = fitted(one(EXPLOSIVE, 120, 1, burn=0))
    assert calm.share_stable.value > 0.95
    assert wild.share_stable.value < 0.05
    assert (calm.stable, wild.stable) == (True, False)
    assert "acts and answers settle, at us " in calm.meaning
    assert "feed each other without end" in wild.meaning
    assert wild.differences.saddle is not None


def test_balances_are_of_the_replications_that_settle() -> None:
    """NaN of the others; the interval lies within them and tells their share."""
    found = fitted(one(np.array([[[0.62, 0.35], [0.35, 0.6]]]), 60, 2))
    known = np.isfinite(found.balances).all(axis=1)
    assert found.balances.shape == (199, 2)
    assert 0 < known.mean() < 1
    assert known.sum() == found.share_stable.hits
    assert found.equilibrium_interval.exists == pytest.approx(known.mean())
    assert (np.nanmin(found.balances, axis=0) <= found.equilibrium_interval.low).all()
    assert (np.nanmax(found.balances, axis=0) >= found.equilibrium_interval.high).all()


def test_the_same_seed_gives_the_same_figures() -> None:
    """And another seed others."""
    values = one(PAIR, 100, 3)
    first, again, other = (fitted(values, seed=seed, replications=49) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.balances, again.balances)
    assert not np.array_equal(first.balances, other.balances, equal_nan=True)


@pytest.mark.parametrize(
    ("coefs", "lags", "told"), [(SLOW_PAIR, 2, "2 series and 2 lags"), (TRIANGLE, 1, "3 series and 1 lag;")]
)
def test_other_fits_are_refused(coefs: np.ndarray, lags: int, told: str) -> None:
    """Richardson's model has two parties and one lag; the message says what was given."""
    draws = bootstrap_var(fit_var(one(coefs, 80, 1), lags), replications=5)
    with pytest.raises(RunError, match=told):
        richardson_of(draws)


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, math.nan])
def test_other_levels_are_refused(level: float) -> None:
    """They lie between 0 and 1."""
    draws = bootstrap_var(fit_var(one(PAIR, 40, 1), 1), replications=5)
    with pytest.raises(RunError, match="between 0 and 1"):
        richardson_of(draws, level)


def test_series_that_are_too_short_or_missing_give_words() -> None:
    """The fit refuses them before Richardson is asked."""
    with pytest.raises(RunError, match="too short"):
        fitted(one(PAIR, 4, 1))
    gap = one(PAIR, 40, 1)
    gap[3, 0] = math.nan
    with pytest.raises(RunError, match="us has no value in 1 of 40 periods"):
        fitted(gap)


def test_json_form() -> None:
    """Plain, with the order of the coefficients and without the replications."""
    found = fitted(one(PAIR, 60, 1), replications=49)
    told = json.loads(json.dumps(found.to_dict()))
    assert told["coefficient_interval"]["order"] == list(LETTERS)
    assert told["share_stable"]["replications"] == 49
    assert told["why_no_continuous"] is None
    assert "balances" not in told
    none = dataclasses.replace(found, equilibrium=None, continuous=None, why_none="why").to_dict()
    assert (none["equilibrium"], none["continuous"], none["why_no_continuous"]) == (None, None, "why")

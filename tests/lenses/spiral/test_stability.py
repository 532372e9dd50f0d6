"""Stability: by hand, against an exact condition, and against statsmodels."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.lenses.spiral.impulse import impulse_responses
from detente.lenses.spiral.stability import (
    checked_coefficients,
    companion,
    half_life,
    is_stable_pair,
    long_run,
    reciprocity,
    response_half_life,
    spectral_radius,
)
from detente.lenses.spiral.var import fit_var
from lenses.spiral.making import PAIR, SLOW_PAIR, TRIANGLE, one

Eighth = st.integers(-16, 16).map(lambda n: n / 8)


def test_companion_by_hand() -> None:
    """The lags beside each other, a shifted identity below."""
    expected = [[0.4, 0.2, 0.1, 0.15], [0.1, 0.5, 0.2, 0.1], [1, 0, 0, 0], [0, 1, 0, 0]]
    assert companion(SLOW_PAIR).tolist() == expected
    assert companion(np.zeros((3, 0, 2, 2))).shape == (3, 0, 0)


def test_radius_of_many_at_once() -> None:
    """Any outer shape, each as if alone; without lags nothing is left of a shock."""
    stack = np.stack([SLOW_PAIR * x for x in (0.0, 0.5, 1.0, 1.5)]).reshape(2, 2, 2, 2, 2)
    found = spectral_radius(stack)
    alone = [[float(spectral_radius(stack[a, b])) for b in range(2)] for a in range(2)]
    assert found.tolist() == alone
    assert spectral_radius(np.zeros((3, 0, 2, 2))).tolist() == [0, 0, 0]
    assert spectral_radius(np.zeros((0, 1, 2, 2))).shape == (0,)


def test_roots_as_statsmodels() -> None:
    """Their roots are the inverses of the eigenvalues."""
    api = pytest.importorskip("statsmodels.tsa.api")
    values = one(TRIANGLE, 200, 1)
    other = api.VAR(values).fit(3)
    fit = fit_var(values, 3)
    assert float(spectral_radius(fit.coefficients)) == pytest.approx(1 / np.abs(other.roots).min(), abs=1e-8)
    assert bool(spectral_radius(fit.coefficients) < 1) == other.is_stable()
    np.testing.assert_allclose(long_run(fit.coefficients), other.long_run_effects(), atol=1e-8)


def stable_by_fractions(matrix: list[list[float]]) -> bool:
    """The Jury condition in exact arithmetic."""
    (a, b), (c, d) = ([Fraction(x) for x in row] for row in matrix)
    trace, det = a + d, a * d - b * c
    return abs(trace) < 1 + det and det < 1


@given(st.lists(st.lists(Eighth, min_size=2, max_size=2), min_size=2, max_size=2))
@settings(deadline=None, max_examples=40)
def test_pair_condition_is_exact_and_agrees_with_the_radius(matrix: list[list[float]]) -> None:
    """As fractions say; and as the eigenvalues say wherever these are not at the border."""
    found = bool(is_stable_pair(matrix))
    assert found == stable_by_fractions(matrix)
    radius = float(spectral_radius([matrix]))
    if abs(radius - 1) > 1e-7:
        assert found == (radius < 1)


def test_pair_condition_on_the_border() -> None:
    """Eigenvalues of exactly 1, -1 and i are not stable; a little less is."""
    border = np.array([[[0.5, 0.5], [0.5, 0.5]], [[0.0, 1.0], [1.0, 0.0]], [[0.0, -1.0], [1.0, 0.0]]])
    assert not is_stable_pair(border).any()
    assert is_stable_pair(border * 0.999).all()
    with pytest.raises(RunError, match="2 x 2"):
        is_stable_pair(np.eye(3))


@given(st.floats(0.01, 0.99))
@settings(deadline=None, max_examples=30)
def test_half_life_of_one_series_both_ways(rho: float) -> None:
    """Read off the response it is the formula's, rounded up to a whole period."""
    formula = float(half_life(spectral_radius([[[rho]]])))
    assert rho**formula == pytest.approx(0.5)
    read = float(response_half_life(impulse_responses([[[rho]]], 80))[0, 0])
    assert read == np.ceil(formula - 1e-9)


def test_half_life_read_off_waits_for_a_return() -> None:
    """An answer that falls below half and comes back has not halved; exactly half has."""
    path = np.array([0.0, 4.0, 1.0, -3.0, 2.0, 1.0])[:, None, None]
    assert response_half_life(path).tolist() == [[4.0]]
    assert response_half_life(path[:4]).tolist() == [[np.inf]]
    assert np.isnan(response_half_life(0 * path)).all()
    many = response_half_life(np.stack([path, -path, path * 7]))
    assert many.tolist() == [[[4.0]]] * 3


def test_an_explosive_system_never_halves_and_has_no_long_run() -> None:
    """The inverse exists and would be negative; it is not given."""
    explosive = np.array([[[0.9, 0.4], [0.4, 0.9]]])
    assert float(spectral_radius(explosive)) == pytest.approx(1.3)
    assert float(half_life(spectral_radius(explosive))) == np.inf
    assert np.isfinite(np.linalg.inv(np.eye(2) - explosive[0])).all()
    assert np.isnan(long_run(explosive)).all()
    assert (response_half_life(impulse_responses(explosive, 30)) == np.inf).all()


def test_a_unit_root_has_no_long_run() -> None:
    """A random walk keeps its shocks."""
    assert np.isnan(long_run([[[1.0]]])).all()
    assert np.isnan(long_run([[[0.5]], [[0.5]]])).all()


def test_long_run_is_the_sum_of_all_responses() -> None:
    """And of many systems only the stable ones have one."""
    responses = impulse_responses(SLOW_PAIR, 600).sum(axis=0)
    np.testing.assert_allclose(long_run(SLOW_PAIR), responses, rtol=1e-12)
    both = long_run(np.stack([SLOW_PAIR, SLOW_PAIR * 2]))
    assert np.isnan(both).all(axis=(1, 2)).tolist() == [False, True]


def test_reciprocity_adds_up_the_lags() -> None:
    """Row answers column; nothing without lags."""
    assert reciprocity(SLOW_PAIR) == pytest.approx(np.array([[0.5, 0.35], [0.3, 0.6]]))
    assert reciprocity(np.zeros((0, 2, 2))).tolist() == [[0, 0], [0, 0]]


def test_richardson_in_discrete_steps() -> None:
    """His x' = ky - ax in steps of h is stable for small h exactly if ab > km."""
    for k, m, a, b in ((1, 1, 2, 1), (2, 1, 1, 1), (0.5, 0.5, 0.4, 0.7), (0.5, 0.5, 0.3, 0.7)):
        step = np.eye(2) + 0.01 * np.array([[-a, k], [m, -b]])
        assert bool(is_stable_pair(step)) == (a * b > k * m)


@pytest.mark.parametrize("wrong", [0.5, [[0.5]], np.zeros((1, 2, 3)), np.full((1, 1, 1), np.nan)])
def test_what_are_no_coefficients(wrong: object) -> None:
    """Refused in words."""
    with pytest.raises(RunError, match="coefficients must be"):
        checked_coefficients(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("coefs", [PAIR, SLOW_PAIR, TRIANGLE])
def test_radius_knows_no_units(coefs: np.ndarray) -> None:
    """Measuring a series otherwise, or naming parties in another order, changes nothing."""
    k = coefs.shape[-1]
    unit, order = np.array([3.0, 0.1, 20.0])[:k], np.arange(k)[::-1]
    expected = float(spectral_radius(coefs))
    assert float(spectral_radius(coefs * unit[:, None] / unit)) == pytest.approx(expected)
    assert float(spectral_radius(coefs[:, order][:, :, order])) == pytest.approx(expected)

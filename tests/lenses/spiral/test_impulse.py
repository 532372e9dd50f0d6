"""Impulse responses: exact for one lag, against statsmodels, and the three kinds of shock."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.lenses.spiral.impulse import SHOCKS, impulse_responses, response_steps, shock_matrix
from detente.lenses.spiral.var import fit_var
from lenses.spiral.making import PAIR, SIGMA, SLOW_PAIR, TRIANGLE, one

#: Halves and quarters: all powers below are exact in a float.
EXACT = np.array([[[0.5, 0.25], [-0.5, 0.75]]])


def test_one_lag_is_a_power_to_the_last_bit() -> None:
    """B to the h, and in each period the last one times B."""
    found = impulse_responses(EXACT, 12)
    expected = [np.linalg.matrix_power(EXACT[0], h) for h in range(13)]
    assert (found == np.array(expected)).all()


def test_two_lags_by_hand() -> None:
    """A single series: 1, a, a^2 + b, a^3 + 2ab."""
    assert impulse_responses([[[0.5]], [[0.25]]], 3).ravel().tolist() == [1, 0.5, 0.5, 0.375]


def test_the_shock_is_in_the_column() -> None:
    """Only the second answers the first; a shock to the second leaves the first alone."""
    found = impulse_responses([[[0.5, 0.0], [0.25, 0.5]]], 1)[1]
    assert found.tolist() == [[0.5, 0.0], [0.25, 0.5]]


@pytest.mark.parametrize("lags", [1, 3])
def test_as_statsmodels(lags: int) -> None:
    """Unit and orthogonal shocks over 20 periods."""
    api = pytest.importorskip("statsmodels.tsa.api")
    values = one(TRIANGLE, 220, 2)
    fit, other = fit_var(values, lags), api.VAR(values).fit(lags).irf(20)
    unit = impulse_responses(fit.coefficients, 20)
    np.testing.assert_allclose(unit, other.irfs, atol=1e-8)
    orthogonal = impulse_responses(fit.coefficients, 20, "orthogonal", fit.covariance)
    np.testing.assert_allclose(orthogonal, other.orth_irfs, atol=1e-8)


def test_orthogonal_shocks_in_an_order() -> None:
    """The first in the order is moved by nothing else at once; as if columns had stood in that order."""
    order = [1, 0]
    found = impulse_responses(SLOW_PAIR, 5, "orthogonal", SIGMA, order=order)
    assert found[0, 1, 0] == 0
    turned = SLOW_PAIR[:, order][:, :, order]
    expected = impulse_responses(turned, 5, "orthogonal", SIGMA[np.ix_(order, order)])
    np.testing.assert_allclose(found, expected[:, order][:, :, order], atol=1e-14)
    np.testing.assert_allclose(found[0] @ found[0].T, SIGMA, atol=1e-14)


def test_generalized_shocks() -> None:
    """By the formula; the first column equals the orthogonal one; no order matters."""
    found = impulse_responses(SLOW_PAIR, 6, "generalized", SIGMA)
    unit = impulse_responses(SLOW_PAIR, 6)
    np.testing.assert_allclose(found, unit @ SIGMA / np.sqrt(np.diag(SIGMA)), atol=1e-14)
    first = impulse_responses(SLOW_PAIR, 6, "orthogonal", SIGMA)
    np.testing.assert_allclose(found[..., 0], first[..., 0], atol=1e-14)
    without = impulse_responses(SLOW_PAIR, 6, "generalized", np.diag([1.0, 4.0]))
    np.testing.assert_allclose(without, unit * [1.0, 2.0], atol=1e-14)


@pytest.mark.parametrize("shocks", SHOCKS)
def test_many_systems_at_once(shocks: str) -> None:
    """Each as if alone, with a covariance of its own or one for all."""
    stack = np.stack([SLOW_PAIR, SLOW_PAIR / 2])
    sigmas = None if shocks == "one unit" else np.stack([SIGMA, SIGMA * 3])
    found = impulse_responses(stack, 4, shocks, sigmas)  # type: ignore[arg-type]
    for k in range(2):
        own = None if sigmas is None else sigmas[k]
        np.testing.assert_allclose(found[k], impulse_responses(stack[k], 4, shocks, own))  # type: ignore[arg-type]
    if sigmas is not None:
        common = impulse_responses(stack, 4, shocks, SIGMA)  # type: ignore[arg-type]
        np.testing.assert_allclose(common[0], found[0])


def test_no_lags_no_answers() -> None:
    """The shock, then nothing."""
    found = impulse_responses(np.zeros((0, 2, 2)), 2)
    assert found.tolist() == [np.eye(2).tolist(), [[0, 0], [0, 0]], [[0, 0], [0, 0]]]


@pytest.mark.parametrize("horizon", [0, 1, 7])
def test_steps_come_one_by_one(horizon: int) -> None:
    """The same responses without holding them all."""
    steps = list(response_steps(SLOW_PAIR, horizon, np.eye(2)))
    assert (np.stack(steps) == impulse_responses(SLOW_PAIR, horizon)).all()


def test_other_units_scale_the_responses() -> None:
    """Entry (i, j) by the unit of i over that of j for unit shocks, by that of i for standard ones."""
    unit = np.array([10.0, 0.5])
    scaled, sigma = PAIR * unit[:, None] / unit, SIGMA * np.outer(unit, unit)
    expected = impulse_responses(PAIR, 5) * unit[:, None] / unit
    np.testing.assert_allclose(impulse_responses(scaled, 5), expected)
    for kind in ("orthogonal", "generalized"):
        expected = impulse_responses(PAIR, 5, kind, SIGMA) * unit[:, None]
        np.testing.assert_allclose(impulse_responses(scaled, 5, kind, sigma), expected)


def test_an_explosion_past_all_numbers_is_no_error() -> None:
    """What passes the range of a float is not finite, without a warning."""
    with np.errstate(all="raise"):
        assert not np.isfinite(impulse_responses([[[1e200]]], 3)[2:]).any()


def test_what_cannot_be_asked() -> None:
    """Each is refused in words."""
    with pytest.raises(RunError, match="0 or more periods"):
        impulse_responses(PAIR, -1)
    with pytest.raises(TooLargeError, match="more than 50,000,000"):
        impulse_responses(PAIR, 20_000_000)
    with pytest.raises(UnknownNameError, match="did you mean 'orthogonal'"):
        shock_matrix(2, "orthogonl", SIGMA)  # type: ignore[arg-type]
    with pytest.raises(RunError, match="need the covariance"):
        impulse_responses(PAIR, 3, "generalized")
    with pytest.raises(RunError, match="must be 2 x 2"):
        impulse_responses(PAIR, 3, "generalized", np.eye(3))
    with pytest.raises(RunError, match="variances above 0"):
        impulse_responses(PAIR, 3, "generalized", np.zeros((2, 2)))
    with pytest.raises(RunError, match="do not exist"):
        impulse_responses(PAIR, 3, "orthogonal", np.ones((2, 2)))
    with pytest.raises(RunError, match="each of the 2 series once"):
        impulse_responses(PAIR, 3, "orthogonal", SIGMA, order=[0, 0])
    with pytest.raises(RunError, match="only orthogonal"):
        impulse_responses(PAIR, 3, "generalized", SIGMA, order=[1, 0])
    with pytest.raises(RunError, match="one covariance, or one for each"):
        impulse_responses(PAIR, 3, "orthogonal", np.stack([SIGMA] * 3))

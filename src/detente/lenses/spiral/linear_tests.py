r"""Sums of coefficients with their errors, and joint tests of several (Wald 1943, *Trans. AMS* 54).

For restrictions R (q x p) on coefficients b with covariance V

.. math:: F = \frac{1}{q} (Rb)' (R V R')^{-1} (Rb)

is referred to F with q and n - m degrees of freedom: in large samples the chi-squared test, in small ones
the more careful of the two. With errors of Newey and West that rejects far too often: as in
:mod:`~detente.lenses.spiral.granger`, V is then multiplied by n/(n - m) and, with a bandwidth L, counted as
resting on :math:`K = 3n / 2(L + 1)` free numbers, n - m at most: F times (K - q + 1)/K has q and K - q + 1
degrees of freedom (Sun 2014, *J. Econometrics* 178).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.regression import Regression
from detente.lenses.spiral.replication_interval import percentile_interval

__all__ = ["Estimate", "WaldTest", "estimate", "finite_or_none", "wald_of", "wald_test"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A sum of coefficients, with how sure it is.

    Attributes
    ----------
    value : float
        In the units of the answering series for one unit of what is answered.
    error : float
        Its robust standard error.
    p_value : float
        Of the two-sided test that it is 0, by that error.
    low, high : float
        Between them lie ``level`` of the replications of the bootstrap.
    level : float
    """

    value: float
    error: float
    p_value: float
    low: float
    high: float
    level: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        keys = ("value", "error", "p_value", "low", "high", "level")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True, kw_only=True)
class WaldTest:
    """A joint test that several sums of coefficients are 0.

    Attributes
    ----------
    statistic : float
        F.
    restrictions : int
        q.
    spare : float
        Degrees of freedom of the denominator.
    p_value : float
    """

    statistic: float
    restrictions: int
    spare: float
    p_value: float

    def to_dict(self) -> dict[str, float | int]:
        """Return the JSON form."""
        return {
            "f": self.statistic,
            "restrictions": self.restrictions,
            "degrees_of_freedom": self.spare,
            "p_value": self.p_value,
        }


def estimate(fit: Regression, draws: Float, weights: Float, level: float = 0.9) -> Estimate:
    """Weigh the coefficients of a regression.

    Parameters
    ----------
    fit : Regression
    draws : float array, shape (B, m, k)
        As :func:`~detente.lenses.spiral.regression.wild_coefficients` gives them.
    weights : float array, shape (m, k)
    level : float
        In (0, 1).

    Raises
    ------
    RunError
        For another level.
    """
    test = wald_test(fit, weights[None])
    value = float((weights * fit.coefficients).sum())
    # By the transpose: the covariance stands target after target.
    flat = weights.T.ravel()
    interval = percentile_interval(np.einsum("bmk,mk->b", draws, weights), level)
    return Estimate(
        value=value,
        error=float(np.sqrt(flat @ fit.joint @ flat)),
        p_value=test.p_value,
        low=float(interval.low),
        high=float(interval.high),
        level=level,
    )


def wald_test(fit: Regression, weights: Float) -> WaldTest:
    """Test that several sums of the coefficients of a regression are all 0.

    Parameters
    ----------
    fit : Regression
    weights : float array, shape (q, m, k)

    Raises
    ------
    RunError
        Where the restrictions follow from each other.
    """
    rows = weights.transpose(0, 2, 1).reshape(len(weights), -1)
    grown, spare = _law(fit, len(weights))
    return wald_of(rows @ fit.coefficients.T.ravel(), grown * (rows @ fit.joint @ rows.T), spare)


def wald_of(values: Float, covariance: Float, spare: float) -> WaldTest:
    """Test that numbers are all 0, given their covariance.

    Parameters
    ----------
    values : float array, shape (q,)
    covariance : float array, shape (q, q)
    spare : float
        Degrees of freedom, at least 1.

    Raises
    ------
    RunError
        For a covariance that is singular.

    Examples
    --------
    >>> found = wald_of(np.array([2.0]), np.array([[1.0]]), 60)
    >>> found.statistic, round(found.p_value, 4)
    (4.0, 0.05)
    """
    from scipy.special import fdtrc

    sizes = np.sqrt(np.maximum(np.diagonal(covariance), 0.0))
    unit = covariance / np.outer(sizes, sizes) if (sizes > 0).all() else np.zeros_like(covariance)
    if np.linalg.matrix_rank(unit, tol=1e-10) < len(values):
        raise RunError(
            "these coefficients cannot be tested together: their errors are 0 or follow from each other; "
            "use fewer lags or more periods"
        )
    scaled = values / sizes
    statistic = float(scaled @ np.linalg.solve(unit, scaled)) / len(values)
    return WaldTest(
        statistic=statistic,
        restrictions=len(values),
        spare=spare,
        p_value=float(fdtrc(len(values), spare, statistic)),
    )


def _law(fit: Regression, q: int) -> tuple[float, float]:
    """Return by what a covariance is multiplied, and the degrees of freedom below F."""
    if fit.bandwidth is None:
        return 1.0, fit.spare
    n = len(fit.design)
    numbers = min(1.5 * n / (fit.bandwidth + 1), fit.spare)
    left = max(numbers - q + 1, 1.0)
    return n / fit.spare * (left + q - 1) / left, left


def finite_or_none(number: float) -> float | None:
    """Return what JSON can hold: None for a number without bound or that does not exist."""
    return float(number) if np.isfinite(number) else None

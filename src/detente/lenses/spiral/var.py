r"""The reciprocity model: a vector autoregression of directed series, fitted by least squares.

.. math:: z_t = c + \sum_{p=1}^{P} B_p z_{t-p} + e_t

Each row is the acts of one party towards another in period t; entry (i, j) of :math:`B_p` says how far
series i answers what series j did p periods before. Every equation has the same right side, so that
least squares equation by equation is as good as jointly (Zellner 1962, *J. American Statistical
Association* 57). For acts between states: Goldstein and Freeman 1990, *Three-Way Street*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.series_checks import check_lags, check_rank, check_series

__all__ = ["VarFit", "fit_many", "fit_var", "lagged_design"]

Float = NDArray[np.float64]
#: Part of the largest value of a series up to which residuals are rounding.
ROUNDING = 1e-13


@dataclass(frozen=True, kw_only=True, eq=False)
class VarFit:
    """A fitted vector autoregression.

    Attributes
    ----------
    names : tuple of str, length k
    lags : int
        0 where nothing is answered.
    intercept : float array, shape (k,)
    coefficients : float array, shape (lags, k, k)
        ``[p, i, j]`` is the effect of series j, p + 1 periods ago, on series i.
    residuals : float array, shape (n_used, k)
        In the units of the series; exactly 0 throughout where a series follows without error.
    covariance : float array, shape (k, k)
        Of the residuals: cross products divided by ``n_used - 1 - k * lags``.
    n_used : int
        Periods explained: all but the first ``lags``.
    design : float array, shape (n_used, 1 + k * lags)
        Ones; then all series one period back, all two periods back, and so on.
    values : float array, shape (T, k)
        The series as given.
    """

    names: tuple[str, ...]
    lags: int
    intercept: Float
    coefficients: Float
    residuals: Float
    covariance: Float
    n_used: int
    design: Float
    values: Float

    def __repr__(self) -> str:
        return f"VarFit({', '.join(self.names)}; {self.lags} lags, {self.n_used} periods)"

    @property
    def n_coefficients(self) -> int:
        """Coefficients of one equation, its intercept counted."""
        return int(self.design.shape[1])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, series by name; ``effects`` lists them lag by lag, from the first."""
        effects = {
            of: {on: self.coefficients[:, i, j].tolist() for j, on in enumerate(self.names)}
            for i, of in enumerate(self.names)
        }
        spread = {
            name: dict(zip(self.names, row.tolist(), strict=True))
            for name, row in zip(self.names, self.covariance, strict=True)
        }
        return {
            "series": list(self.names),
            "lags": self.lags,
            "periods": len(self.values),
            "periods_used": self.n_used,
            "intercept": dict(zip(self.names, self.intercept.tolist(), strict=True)),
            "effects": effects,
            "residual_covariance": spread,
        }


def lagged_design(values: Float, lags: int) -> Float:
    """Return the right side of every equation.

    Parameters
    ----------
    values : float array, shape (T, k)
    lags : int
        From 0 to T.

    Returns
    -------
    float array, shape (T - lags, 1 + k * lags)
        Ones; then all series one period back, all two periods back, and so on.

    Examples
    --------
    >>> lagged_design(np.array([[1.0], [2.0], [3.0], [4.0]]), 2).tolist()
    [[1.0, 2.0, 1.0], [1.0, 3.0, 2.0]]
    """
    n = len(values)
    ones = np.ones((n - lags, 1))
    return np.concatenate([ones, *(values[lags - p : n - p] for p in range(1, lags + 1))], axis=1)


def fit_var(values: ArrayLike, lags: int, names: Sequence[str] | None = None) -> VarFit:
    """Fit a vector autoregression by least squares.

    Parameters
    ----------
    values : array-like of float, shape (T, k)
        One row for each period, in order, none left out; one column for each directed series.
    lags : int
        At least 0, at most :func:`~detente.lenses.spiral.series_checks.largest_lags`.
    names : sequence of str, optional
        One for each series.

    Returns
    -------
    VarFit

    Raises
    ------
    RunError
        For series that are missing, constant or combinations of each other, and too few periods.

    Examples
    --------
    >>> falling = [[8.0, 1.0], [4.0, 2.0], [2.0, 3.0], [1.0, 1.0], [0.5, 5.0], [0.25, 2.0], [0.125, 4.0]]
    >>> fit_var(falling, 1, ["a>b", "b>a"]).coefficients[0, 0].round(6).tolist()
    [0.5, 0.0]
    """
    table, found = check_series(values, names)
    n_periods, k = table.shape
    check_lags(n_periods, k, lags)
    design, target = lagged_design(table, lags), table[lags:]
    check_rank(design, found)
    # Columns of one length keep series of very different units from losing digits to each other.
    scale = np.abs(design).max(axis=0)
    q, r = np.linalg.qr(design / scale)
    solved = np.linalg.solve(r, q.T @ target) / scale[:, None]
    residuals = target - design @ solved
    # What is no more than rounding is no error: a series that follows exactly has none.
    residuals[:, np.abs(residuals).max(axis=0) <= ROUNDING * np.abs(target).max(axis=0)] = 0.0
    return VarFit(
        names=found,
        lags=lags,
        intercept=solved[0],
        coefficients=_by_lag(solved[1:], lags, k),
        residuals=residuals,
        covariance=residuals.T @ residuals / (len(target) - design.shape[1]),
        n_used=len(target),
        design=design,
        values=table,
    )


def fit_many(values: Float, lags: int) -> tuple[Float, Float]:
    """Fit the same vector autoregression to many sets of series at once.

    Means are taken out and columns brought to one length before the normal equations are solved, which
    keeps as many digits as series of a bootstrap need; :func:`fit_var` is the more exact for one set.

    Parameters
    ----------
    values : float array, shape (B, T, k)
        Not checked as those of :func:`fit_var` are.
    lags : int

    Returns
    -------
    intercepts : float array, shape (B, k)
    coefficients : float array, shape (B, lags, k, k)
        As :attr:`VarFit.coefficients`.

    Raises
    ------
    RunError
        For values that are no such array, too few periods, and where the coefficients of a set are
        not determined or pass the range of a float.
    """
    if values.ndim != 3:
        raise RunError(f"sets of series must be an array (sets, periods, series), not {values.shape}")
    sets, n, k = values.shape
    check_lags(n, k, lags)
    target = values[:, lags:]
    middle = target.mean(axis=1)
    if not lags or not sets:
        return middle, np.zeros((sets, lags, k, k))
    past = np.concatenate([values[:, lags - p : n - p] for p in range(1, lags + 1)], axis=2)
    centre = past.mean(axis=1)
    past -= centre[:, None]
    scale = np.abs(past).max(axis=1)
    past /= np.where(scale > 0, scale, 1.0)[:, None]
    across = past.transpose(0, 2, 1)
    solved = _solve(across @ past, across @ (target - middle[:, None])) / scale[:, :, None]
    coefficients = _by_lag(solved, lags, k)
    return middle - np.einsum("bm,bmi->bi", centre, solved), coefficients


def _solve(square: Float, right: Float) -> Float:
    """Solve many systems; an error where one has no single solution."""
    try:
        found = np.asarray(np.linalg.solve(square, right), np.float64)
    except np.linalg.LinAlgError:
        found = np.array([np.nan])
    if not np.isfinite(found).all():
        raise RunError(
            "the coefficients are not determined in at least one set of series: a series never changes, "
            "is a combination of others, or passes the range of a float"
        )
    return found


def _by_lag(rows: Float, lags: int, k: int) -> Float:
    """Turn coefficients (..., k * lags, k), an equation in each column, into (..., lags, k, k)."""
    return np.swapaxes(rows.reshape(*rows.shape[:-2], lags, k, k), -1, -2)

r"""Least squares with any right side, and errors that allow for changing variance and correlation over time.

The special questions of the lens (asymmetry, answers in kind, delayed answers) have terms that are no
plain lags. Several targets may share a right side X (n x m). Errors are those of
:mod:`~detente.lenses.spiral.robust_covariance`; intervals come from the fixed-design wild bootstrap
(Gonçalves and Kilian 2004, *J. Econometrics* 123): each period's residual, divided by one less its
leverage (Davidson and Flachaire 2008, *J. Econometrics* 146), keeps its place and changes its sign at
random, and the coefficients are fitted again to the same right side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, TooLargeError
from detente.lenses.spiral.robust_covariance import Kind, robust_covariance
from detente.lenses.spiral.var import VarFit

__all__ = ["Regression", "regress", "wild_coefficients"]

Float = NDArray[np.float64]
#: Periods for each coefficient that are asked for at least.
PERIODS_EACH = 2
#: Part of a column's length that counts as rounding.
ROUNDING = 1e-10
#: Replications at most, and numbers in all their coefficients.
MOST_REPLICATIONS = 100_000
MOST = 50_000_000
#: Random numbers held at once.
HELD = 2_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Regression:
    """Linear answers of one or several targets to the same terms.

    Attributes
    ----------
    targets : tuple of str, length k
    terms : tuple of str, length m
    coefficients : float array, shape (m, k)
    residuals : float array, shape (n, k)
    design : float array, shape (n, m)
    joint : float array, shape (k * m, k * m)
        Covariance of all coefficients, target after target.
    bandwidth : int or None
        Periods apart that the errors still count; None for errors that are not HAC.
    """

    targets: tuple[str, ...]
    terms: tuple[str, ...]
    coefficients: Float
    residuals: Float
    design: Float
    joint: Float
    bandwidth: int | None

    @property
    def spare(self) -> int:
        """Periods less coefficients of one target: the degrees of freedom of its tests."""
        return len(self.design) - len(self.terms)


def regress(
    target: Float, design: Float, *, targets: Sequence[str], terms: Sequence[str], kind: Kind = "HAC"
) -> Regression:
    """Fit targets to terms by least squares.

    Parameters
    ----------
    target : float array, shape (n, k)
    design : float array, shape (n, m)
        Its first column is 1 throughout.
    targets, terms : sequence of str
        Names of the columns, for messages.
    kind : str
        ``"HAC"`` with the bandwidth of Newey and West (1994), or ``"HC0"`` to ``"HC3"``.

    Returns
    -------
    Regression

    Raises
    ------
    RunError
        For fewer than two periods for each coefficient, a term that is a combination of others, a
        target that is explained to the last digit, and as :func:`robust_covariance`.
    UnknownNameError
        For another kind.
    """
    n, m = design.shape
    if n < PERIODS_EACH * m:
        raise RunError(
            f"{n} periods are too few for {m} coefficients; at least {PERIODS_EACH * m} are needed: use "
            "fewer lags or more periods"
        )
    scale = np.abs(design).max(axis=0)
    _check_terms(design, terms)
    q, r = np.linalg.qr(design / scale)
    coefficients = np.linalg.solve(r, q.T @ target) / scale[:, None]
    residuals = target - design @ coefficients
    _check_errors(target, residuals, targets)
    # A regression has the parts of an autoregression that errors are computed from.
    parts = VarFit(
        names=tuple(targets),
        lags=0,
        intercept=coefficients[0],
        coefficients=np.zeros((0, len(targets), len(targets))),
        residuals=residuals,
        covariance=residuals.T @ residuals / (n - m),
        n_used=n,
        design=design,
        values=target,
    )
    errors = robust_covariance(parts, kind)
    return Regression(
        targets=tuple(targets),
        terms=tuple(terms),
        coefficients=coefficients,
        residuals=residuals,
        design=design,
        joint=errors.joint,
        bandwidth=errors.bandwidth,
    )


def wild_coefficients(fit: Regression, *, replications: int, seed: int) -> Float:
    """Fit again to targets whose errors have changed sign at random, period by period.

    Parameters
    ----------
    fit : Regression
    replications : int
        B, from 1 to 100,000.
    seed : int
        From 0 to 2^64 - 1. All targets of a period change sign together.

    Returns
    -------
    float array, shape (B, m, k)

    Raises
    ------
    RunError
        For numbers out of range, and where a single period decides a coefficient, so that its error
        cannot be known.
    TooLargeError
        For more than 50 million numbers.
    """
    m, k = fit.coefficients.shape
    _check_draws(replications, seed, m * k)
    scale = np.abs(fit.design).max(axis=0)
    q, r = np.linalg.qr(fit.design / scale)
    left = 1 - (q**2).sum(axis=1)
    if left.min() < ROUNDING:
        raise RunError(
            f"period {int(np.argmin(left)) + 1} of those explained alone decides a coefficient; "
            "use fewer lags"
        )
    pulls = (np.linalg.inv(r) / scale[:, None]) @ q.T
    # What a sign in period t does to every coefficient of every target.
    moves = (pulls.T[:, :, None] * (fit.residuals / left[:, None])[:, None, :]).reshape(len(left), m * k)
    rng = np.random.Generator(np.random.Philox(key=np.array([seed, 0], np.uint64)))
    parts = []
    step = max(1, HELD // len(left))
    for start in range(0, replications, step):
        uniform = rng.random((min(step, replications - start), len(left)))
        parts.append(np.where(uniform < 0.5, -1.0, 1.0) @ moves)
    found: Float = fit.coefficients + np.concatenate(parts).reshape(replications, m, k)
    return found


def _check_terms(design: Float, terms: Sequence[str]) -> None:
    lengths = np.linalg.norm(design, axis=0)
    unit = design / np.where(lengths > 0, lengths, 1.0)
    left = np.abs(np.diagonal(np.linalg.qr(unit, mode="r")))
    if left.min() < ROUNDING:
        name = terms[int(np.argmax(left < ROUNDING))]
        raise RunError(
            f"{name} never changes or follows exactly from the other terms, so that what it does cannot be "
            "told; use fewer lags, more periods, or leave it out"
        )


def _check_errors(target: Float, residuals: Float, targets: Sequence[str]) -> None:
    size = np.abs(residuals).max(axis=0)
    whole = np.abs(target).max(axis=0)
    for name, left, of in zip(targets, size, whole, strict=True):
        if left <= ROUNDING * of:
            raise RunError(
                f"{name} is explained to the last digit: there is no error to judge the figures by"
            )


def _check_draws(replications: int, seed: int, numbers: int) -> None:
    if not 1 <= replications <= MOST_REPLICATIONS:
        raise RunError(f"replications must be from 1 to {MOST_REPLICATIONS:,}, not {replications:,}")
    if not 0 <= seed < 2**64:
        raise RunError(f"the seed must be from 0 to 2^64 - 1, not {seed}")
    if replications * numbers > MOST:
        raise TooLargeError(
            f"{replications:,} replications of {numbers} coefficients are too many; "
            f"at most {MOST // numbers:,}"
        )

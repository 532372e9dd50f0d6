r"""Richardson's coefficients from two series: by differences, and by the matrix logarithm.

A fitted pair :math:`z_{t+1} = c + B z_t` is read in two ways:

- *period by period*: :math:`z_{t+1} - z_t = c + (B - I) z_t`, so that k, l are the coefficients on the other,
  a, b one less those on oneself, and g, h the intercepts. Always there. In steps, ab > kl is needed and not
  enough: answers that overshoot can swing ever wider. The exact condition is
  :math:`|\operatorname{tr} B| < 1 + \det B` and :math:`\det B < 1`;
- *in continuous time*: the equations whose exact course over one period is the fitted pair,
  :math:`B = e^A` with the principal logarithm. It exists where no eigenvalue of B is 0 or below; then its
  system is stable exactly where the pair is (Phillips 1973, *J. Econometrics* 1, on where other logarithms
  would fit as well).

Both have the same balance :math:`(I - B)^{-1} c`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.bootstrap import Bootstrap
from detente.lenses.spiral.replication_interval import Interval, Share, percentile_interval, share_of
from detente.lenses.spiral.richardson import Richardson
from detente.lenses.spiral.stability import is_stable_pair

__all__ = ["LETTERS", "RichardsonFit", "by_differences", "in_continuous_time", "richardson_of"]

Float = NDArray[np.float64]
#: Order of the coefficients in intervals.
LETTERS = ("k", "l", "a", "b", "g", "h")


@dataclass(frozen=True, kw_only=True, eq=False)
class RichardsonFit:
    """Richardson's model of a pair of series.

    Attributes
    ----------
    names : (str, str)
        Of the series x and y.
    differences : Richardson
        Read period by period.
    continuous : Richardson or None
        Read in continuous time; None where it does not exist.
    why_none : str
        Why not, else empty.
    stable : bool
        Whether the fitted pair settles, by the condition in steps.
    share_stable : Share
        Share of replications that settle.
    equilibrium : float array, shape (2,), or None
        The balance of the fit; None where there is no single one.
    equilibrium_interval : Interval
        Of replications that settle, shape (2,): it tells their share.
    balances : float array, shape (B, 2)
        The balance of each replication, NaN where it does not settle; not in the JSON form.
    coefficient_interval : Interval
        Of k, l, a, b, g, h period by period, shape (6,).
    meaning, caveat : str
        One line each.
    """

    names: tuple[str, str]
    differences: Richardson
    continuous: Richardson | None
    why_none: str
    stable: bool
    share_stable: Share
    equilibrium: Float | None
    equilibrium_interval: Interval
    balances: Float
    coefficient_interval: Interval
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; the interval of coefficients in the order k, l, a, b, g, h."""
        return {
            "names": list(self.names),
            "differences": self.differences.to_dict(),
            "continuous": None if self.continuous is None else self.continuous.to_dict(),
            "why_no_continuous": self.why_none or None,
            "stable": self.stable,
            "share_stable": self.share_stable.to_dict(),
            "equilibrium": None if self.equilibrium is None else self.equilibrium.tolist(),
            "equilibrium_interval": self.equilibrium_interval.to_dict(),
            "coefficient_interval": {"order": list(LETTERS), **self.coefficient_interval.to_dict()},
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def by_differences(
    matrix: ArrayLike, intercept: ArrayLike, names: tuple[str, str] = ("x", "y")
) -> Richardson:
    """Read a pair with one lag period by period.

    Parameters
    ----------
    matrix : array-like of float, shape (2, 2)
        ``[i, j]`` is the effect of j, one period ago, on i.
    intercept : array-like of float, shape (2,)
    names : (str, str)

    Returns
    -------
    Richardson
        Its :attr:`~detente.lenses.spiral.richardson.Richardson.is_stable` speaks of continuous time and
        is only a necessary condition in steps: ask
        :func:`~detente.lenses.spiral.stability.is_stable_pair` of the matrix.

    Raises
    ------
    RunError
        For other shapes and numbers that are not finite.

    Examples
    --------
    >>> found = by_differences([[0.5, 0.25], [0.125, 0.75]], [1.0, 0.0])
    >>> found.k, found.l, found.a, found.b
    (0.25, 0.125, 0.5, 0.25)
    """
    m, c = _pair(matrix, intercept)
    figures = dict(zip(LETTERS, _letters(m, c).tolist(), strict=True))
    return Richardson(**figures, names=names)


def in_continuous_time(
    matrix: ArrayLike, intercept: ArrayLike, names: tuple[str, str] = ("x", "y")
) -> Richardson | None:
    """Read a pair with one lag as a course in continuous time.

    Parameters
    ----------
    matrix : array-like of float, shape (2, 2)
    intercept : array-like of float, shape (2,)
    names : (str, str)

    Returns
    -------
    Richardson or None
        Per period; None where an eigenvalue of the matrix is 0 or below (up to rounding): no course in
        continuous time of two parties with constant coefficients passes through such a pair.

    Raises
    ------
    RunError
        For other shapes and numbers that are not finite.

    Examples
    --------
    >>> found = in_continuous_time([[0.5, 0.0], [0.0, 0.25]], [0.5, 0.75])
    >>> round(found.a, 6), round(found.b, 6), found.equilibrium.round(6).tolist()
    (0.693147, 1.386294, [1.0, 1.0])
    """
    from scipy.linalg import logm

    m, c = _pair(matrix, intercept)
    roots = np.linalg.eigvals(m)
    size = float(np.abs(m).max())
    # The root of the rounding: as far as the two roots of a matrix with equal ones are known.
    at_or_below = (roots.real <= 1e-12 * size) & (np.abs(roots.imag) <= 1e-8 * size)
    if at_or_below.any() or size == 0:
        return None
    whole = np.eye(3)
    whole[:2, :2], whole[:2, 2] = m, c
    log = np.real(logm(whole))
    figures = (log[0, 1], log[1, 0], -log[0, 0], -log[1, 1], log[0, 2], log[1, 2])
    return Richardson(**dict(zip(LETTERS, map(float, figures), strict=True)), names=names)


def richardson_of(draws: Bootstrap, level: float = 0.9) -> RichardsonFit:
    """Read a bootstrapped pair with one lag as Richardson's model.

    Parameters
    ----------
    draws : Bootstrap
        Of a fit of two series with one lag.
    level : float
        Of the intervals, in (0, 1).

    Returns
    -------
    RichardsonFit
        Figures of the fit itself by least squares; shares and intervals of the replications, from
        which the bias has been taken off where the bootstrap did so.

    Raises
    ------
    RunError
        For other fits, and another level.
    """
    fit = draws.fit
    if fit.coefficients.shape != (1, 2, 2):
        raise RunError(
            f"Richardson's model has two parties and one lag, not {len(fit.names)} series and "
            f"{fit.lags} lag{'' if fit.lags == 1 else 's'}; fit a pair with one lag"
        )
    names = (fit.names[0], fit.names[1])
    matrix, matrices = fit.coefficients[0], draws.coefficients[:, 0]
    settles = is_stable_pair(matrices)
    differences = by_differences(matrix, fit.intercept, names)
    continuous = in_continuous_time(matrix, fit.intercept, names)
    stable, share = bool(is_stable_pair(matrix)), share_of(settles)
    balances = _balances(matrices, draws.intercepts, settles)
    return RichardsonFit(
        names=names,
        differences=differences,
        continuous=continuous,
        why_none=""
        if continuous
        else "a part of the fitted pair turns over or is forgotten within one period",
        stable=stable,
        share_stable=share,
        equilibrium=differences.equilibrium,
        equilibrium_interval=percentile_interval(balances, level),
        balances=balances,
        coefficient_interval=percentile_interval(_letters(matrices, draws.intercepts), level),
        meaning=_meaning(differences, stable, share),
        caveat=(
            "one lag and constant coefficients; months of event data are no level of arms, so that fatigue "
            "is also the forgetting of noise in what is reported"
        ),
    )


def _pair(matrix: ArrayLike, intercept: ArrayLike) -> tuple[Float, Float]:
    m, c = np.asarray(matrix, np.float64), np.asarray(intercept, np.float64)
    if m.shape != (2, 2) or c.shape != (2,) or not (np.isfinite(m).all() and np.isfinite(c).all()):
        raise RunError("a pair needs a 2 x 2 matrix and an intercept of two finite numbers")
    return m, c


def _letters(matrix: Float, intercept: Float) -> Float:
    """Return k, l, a, b, g, h period by period, shape (..., 6)."""
    parts = (
        matrix[..., 0, 1],
        matrix[..., 1, 0],
        1 - matrix[..., 0, 0],
        1 - matrix[..., 1, 1],
        intercept[..., 0],
        intercept[..., 1],
    )
    return np.stack(parts, axis=-1)


def _balances(matrices: Float, intercepts: Float, settles: NDArray[np.bool_]) -> Float:
    """Return the balance of replications that settle, NaN of others, shape (B, 2)."""
    found = np.full(intercepts.shape, np.nan)
    left = np.eye(2) - matrices[settles]
    found[settles] = np.linalg.solve(left, intercepts[settles][..., None])[..., 0]
    return found


def _meaning(model: Richardson, stable: bool, share: Share) -> str:
    defence, fatigue = model.k * model.l, model.a * model.b
    sign = ">" if fatigue > defence else "<" if fatigue < defence else "="
    condition = f"fatigue {fatigue:.3g} {sign} defence {defence:.3g}"
    balance = model.equilibrium
    if stable and balance is not None:
        where = " and ".join(f"{name} {x:.3g}" for name, x in zip(model.names, balance, strict=True))
        what = f"acts and answers settle, at {where} ({condition})"
    elif model.margin > 0:
        what = f"answers overshoot and swing ever wider ({condition}, which in steps is not enough)"
    else:
        what = f"acts and answers feed each other without end ({condition})"
    return f"{what}; {100 * share.value:.0f} in 100 replications settle"

r"""Who answers whom: whether the past of one series helps to foretell another.

Series j causes series i in the sense of Granger (1969, *Econometrica* 37) if the lags of j in the equation
of i are not all zero. With their p coefficients b and the covariance V of these, :math:`b'V^{-1}b / p` is
compared with an F law of p and n - m degrees of freedom, m coefficients in an equation:

- classical: V from errors of one spread (then it is the textbook F-test);
- robust: V of Newey and West (HAC), which allows for wild and quiet times and memory left in the errors.
  As it stands it rejects far too often. It is therefore multiplied by n/(n - m), and with a bandwidth L
  counted as resting on :math:`K = 3n / 2(L + 1)` free numbers: F times (K - p + 1)/K has p and K - p + 1
  degrees of freedom (Sun 2014, *J. Econometrics* 178; 3/2 is one over the squared Bartlett weights).

Several directions are asked at once, so that p-values are also given as Holm (1979, *Scandinavian J.
Statistics* 6) makes them: the chance of any false claim among all directions stays below the level.

With a unit root these laws do not hold. Toda and Yamamoto (1995, *J. Econometrics* 66): fit as many lags
more as the series must be differenced, and leave the additional ones out of the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.holm import holm
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.var import VarFit, fit_var

__all__ = ["GrangerCausality", "GrangerTest", "granger", "toda_yamamoto"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class GrangerTest:
    """Whether the past of one series helps to foretell another.

    Attributes
    ----------
    cause, effect : str
        Names of series.
    statistic, p_value, holm_p_value : float
        Classical: F, its p-value, and that after Holm.
    robust_statistic, robust_p_value, robust_holm_p_value : float
        The same with the covariance of Newey and West.
    degrees : tuple of int
        Of freedom of the classical F.
    robust_degrees : tuple of int and float
        Of freedom of the robust F.
    total : float
        Sum of the coefficients asked about: above 0 where like is answered with like.
    same_period : float
        Correlation of the errors of both equations: what happens within one period, which no test of
        lags sees and which has no direction.
    rejects : bool
        Whether the robust p-value after Holm is below the level.
    meaning : str
    """

    cause: str
    effect: str
    statistic: float
    p_value: float
    holm_p_value: float
    robust_statistic: float
    robust_p_value: float
    robust_holm_p_value: float
    degrees: tuple[int, int]
    robust_degrees: tuple[int, float]
    total: float
    same_period: float
    rejects: bool
    meaning: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "cause": self.cause,
            "effect": self.effect,
            "classical": {
                "f": self.statistic,
                "restrictions": self.degrees[0],
                "degrees_of_freedom": self.degrees[1],
                "p_value": self.p_value,
                "holm_p_value": self.holm_p_value,
            },
            "robust": {
                "f": self.robust_statistic,
                "restrictions": self.robust_degrees[0],
                "degrees_of_freedom": self.robust_degrees[1],
                "p_value": self.robust_p_value,
                "holm_p_value": self.robust_holm_p_value,
            },
            "total": self.total,
            "same_period": self.same_period,
            "rejects": self.rejects,
            "meaning": self.meaning,
        }


@dataclass(frozen=True, kw_only=True)
class GrangerCausality:
    """All directions between the series of a fit.

    Attributes
    ----------
    names : tuple of str
    tests : tuple of GrangerTest
        By effect, then by cause, in the order of the series.
    lags : int
        Lags that are asked about.
    extra_lags : int
        Lags fitted beyond these (Toda and Yamamoto); 0 without.
    bandwidth : int
        Periods apart that the robust covariance counts.
    level : float
    meaning, caveat : str
    """

    names: tuple[str, ...]
    tests: tuple[GrangerTest, ...]
    lags: int
    extra_lags: int
    bandwidth: int
    level: float
    meaning: str
    caveat: str

    def test(self, cause: str, effect: str) -> GrangerTest:
        """Return one direction; UnknownNameError where there is none."""
        for found in self.tests:
            if (found.cause, found.effect) == (cause, effect):
                return found
        valid = [f"{found.cause} -> {found.effect}" for found in self.tests]
        raise UnknownNameError("direction", f"{cause} -> {effect}", valid)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "lags": self.lags,
            "extra_lags": self.extra_lags,
            "bandwidth": self.bandwidth,
            "significance": self.level,
            "tests": [test.to_dict() for test in self.tests],
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def granger(
    fit: VarFit, *, extra_lags: int = 0, bandwidth: int | None = None, level: float = 0.05
) -> GrangerCausality:
    """Test all directions between the series of a fit.

    Parameters
    ----------
    fit : VarFit
        Of two series or more.
    extra_lags : int
        The last lags of the fit that are not asked about; see :func:`toda_yamamoto`.
    bandwidth : int, optional
        As for :func:`~detente.lenses.spiral.robust_covariance.robust_covariance`.
    level : float
        Below this the robust p-value after Holm counts as a rejection.

    Returns
    -------
    GrangerCausality

    Raises
    ------
    RunError
        For a single series, a fit without lags to ask about, and coefficients that the data leave open.

    Notes
    -----
    The classical F equals that of ``grangercausalitytests`` of statsmodels for two series.
    In 600 made pairs without answers (2 lags) the robust test rejected at 5% in 5% (60 periods), 7% (100)
    and 6% (372), against 16%, 11% and 7% with the covariance as it stands. Where the size of one series'
    errors hangs on the other's past, the classical test rejects in a fifth of such pairs, the robust one
    in 7% of them.
    """
    lags = fit.lags - extra_lags
    if len(fit.names) < 2:
        raise RunError("with one series there is nobody to answer; at least two are needed")
    if extra_lags < 0 or lags < 1:
        raise RunError(f"of {fit.lags} lags, {extra_lags} set aside, none is left to ask about")
    if not 0 < level < 1:
        raise RunError(f"a level must be between 0 and 1, not {level:g}")
    robust = robust_covariance(fit, "HAC", bandwidth=bandwidth)
    free = fit.n_used - fit.n_coefficients
    covariances = np.stack([_classical(fit), robust.by_equation * fit.n_used / free])
    k = len(fit.names)
    pairs = [(i, j) for i in range(k) for j in range(k) if i != j]
    shrunk, robust_free = _robust_law(fit, int(robust.bandwidth or 0), lags)
    found = np.array([_walds(fit, covariances, i, j, lags) for i, j in pairs]) * [1.0, shrunk]
    degrees = ((lags, float(free)), (lags, robust_free))
    p = np.stack([_p_values(found[:, at], degrees[at]) for at in range(2)], axis=1)
    adjusted = np.stack([holm(p[:, 0]), holm(p[:, 1])], axis=1)
    tests = tuple(
        _test(fit, pair, lags, degrees, np.stack([found[at], p[at], adjusted[at]]), level)
        for at, pair in enumerate(pairs)
    )
    return GrangerCausality(
        names=fit.names,
        tests=tests,
        lags=lags,
        extra_lags=extra_lags,
        bandwidth=int(robust.bandwidth or 0),
        level=level,
        meaning=_meaning(tests),
        caveat="Foretelling is not causing: a third party, or news that both expect, makes the same picture. "
        "Answers within one period are not seen, and reports are tested, not acts.",
    )


def toda_yamamoto(
    values: ArrayLike,
    lags: int,
    *,
    extra_lags: int = 1,
    names: Sequence[str] | None = None,
    bandwidth: int | None = None,
    level: float = 0.05,
) -> GrangerCausality:
    """Test all directions where a series may have a unit root.

    Parameters
    ----------
    values : array-like of float, shape (T, k)
        In levels.
    lags : int
        As chosen for the levels, at least 1.
    extra_lags : int
        How often a series must be differenced at most until it keeps to a level; nearly always 1.
    names, bandwidth, level
        As for :func:`~detente.lenses.spiral.var.fit_var` and :func:`granger`.

    Returns
    -------
    GrangerCausality
        Of a fit with ``lags + extra_lags``, asked about the first ``lags``.

    Raises
    ------
    RunError
        As :func:`granger` and :func:`~detente.lenses.spiral.var.fit_var`.

    Notes
    -----
    Holds with and without unit roots and long-run ties between the series; where there is no unit root
    it finds a little less than :func:`granger`.
    """
    if lags < 1 or extra_lags < 0:
        raise RunError(f"lags must be 1 or more, and 0 or more set aside, not {lags} and {extra_lags}")
    fit = fit_var(values, lags + extra_lags, names)
    return granger(fit, extra_lags=extra_lags, bandwidth=bandwidth, level=level)


def _classical(fit: VarFit) -> Float:
    """Covariance of the coefficients of each equation under errors of one spread, shape (k, m, m)."""
    scale = np.abs(fit.design).max(axis=0)
    r = np.linalg.inv(np.linalg.qr(fit.design / scale, mode="r"))
    spread = r @ r.T / np.outer(scale, scale)
    return np.diagonal(fit.covariance)[:, None, None] * spread


def _walds(fit: VarFit, covariances: Float, i: int, j: int, lags: int) -> list[float]:
    """Return the F statistic of the lags of j in the equation of i, with each of the covariances."""
    at = 1 + j + len(fit.names) * np.arange(lags)
    # What is smaller than this beside the series itself is rounding, and so would be its errors.
    exact = np.sqrt(fit.covariance[i, i]) <= 1e-10 * fit.values[:, i].std()
    asked = fit.coefficients[:lags, i, j]
    found = []
    for covariance in covariances[:, i]:
        part = covariance[np.ix_(at, at)]
        spread = np.sqrt(np.diagonal(part))
        if exact or not (spread > 0).all() or np.linalg.cond(part / np.outer(spread, spread)) > 1e12:
            raise RunError(
                f"the data leave open how {fit.names[i]} answers {fit.names[j]}: the model explains it "
                "exactly, or there are too few periods for so many lags"
            )
        found.append(float(asked @ np.linalg.solve(part, asked)) / lags)
    return found


def _robust_law(fit: VarFit, bandwidth: int, lags: int) -> tuple[float, float]:
    """Return by what a robust F is multiplied, and the degrees of freedom below it."""
    free = float(fit.n_used - fit.n_coefficients)
    numbers = min(1.5 * fit.n_used / (bandwidth + 1), free)
    left = max(numbers - lags + 1, 1.0)
    return left / (left + lags - 1), left


def _p_values(statistics: Float, degrees: tuple[int, float]) -> Float:
    from scipy.special import fdtrc

    return np.asarray(fdtrc(*degrees, np.maximum(statistics, 0.0)), np.float64)


def _test(
    fit: VarFit,
    pair: tuple[int, int],
    lags: int,
    degrees: tuple[tuple[int, float], tuple[int, float]],
    rows: Float,
    level: float,
) -> GrangerTest:
    """Put together one direction; rows are statistics, p-values and those of Holm, (3, 2)."""
    i, j = pair
    total = float(fit.coefficients[:lags, i, j].sum())
    (f, robust_f), (p, robust_p_value), (adjusted, robust_adjusted) = rows.tolist()
    spread = fit.covariance
    together = float(spread[i, j] / np.sqrt(spread[i, i] * spread[j, j]))
    rejects = robust_adjusted < level
    cause, effect = fit.names[j], fit.names[i]
    how = "with like" if total > 0 else "with the opposite"
    said = f"helps to foretell {effect}, {how}" if rejects else f"is not seen to help foretell {effect}"
    return GrangerTest(
        cause=cause,
        effect=effect,
        statistic=f,
        p_value=p,
        holm_p_value=adjusted,
        robust_statistic=robust_f,
        robust_p_value=robust_p_value,
        robust_holm_p_value=robust_adjusted,
        degrees=(lags, int(degrees[0][1])),
        robust_degrees=degrees[1],
        total=total,
        same_period=together,
        rejects=rejects,
        meaning=f"the past of {cause} {said}{_within(together, fit.n_used)}",
    )


def _within(together: float, n: int) -> str:
    """Say whether surprises of one period go together by more than twice what chance would do."""
    if abs(together) < 2 / np.sqrt(n):
        return ""
    how = "together" if together > 0 else "against each other"
    return f"; surprises of the same period go {how} (correlation {together:.2f})"


def _meaning(tests: tuple[GrangerTest, ...]) -> str:
    seen = [f"{test.effect} answers {test.cause}" for test in tests if test.rejects]
    if not seen:
        return "no answer of one series to another is seen"
    return "; ".join(seen) + (" (both ways)" if len(tests) == 2 == len(seen) else "")

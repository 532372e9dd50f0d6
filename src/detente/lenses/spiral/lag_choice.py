r"""How many lags: information criteria over 0, 1, 2... lags on one common sample.

With T periods explained, m = k (1 + k p) coefficients and :math:`\hat\Sigma` the cross products of the
residuals over T:

- AIC :math:`\ln|\hat\Sigma| + 2m/T` (Akaike 1974, *IEEE Transactions on Automatic Control* 19);
- BIC :math:`\ln|\hat\Sigma| + m \ln T/T` (Schwarz 1978, *Annals of Statistics* 6);
- HQ :math:`\ln|\hat\Sigma| + 2m \ln\ln T/T` (Hannan and Quinn 1979, *J. Royal Statistical Society B* 41);
- FPE :math:`|\hat\Sigma| ((T + 1 + kp)/(T - 1 - kp))^k` (Akaike 1969, *Annals of the Institute of
  Statistical Mathematics* 21).

BIC and HQ find the true number in the long run; AIC and FPE lean to too many, which costs less where
answers are slow. All fits leave out the same first periods, or they could not be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.series_checks import check_lags, check_rank, check_series, largest_lags
from detente.lenses.spiral.var import lagged_design

__all__ = ["CRITERIA", "YEARLONG", "Criterion", "LagChoice", "choose_lags", "default_max_lags"]

Float = NDArray[np.float64]
Criterion = Literal["aic", "bic", "hq", "fpe"]
#: By what lags can be chosen.
CRITERIA: tuple[Criterion, ...] = ("aic", "bic", "hq", "fpe")
#: The most lags tried by default: a year of months or quarters, a quarter of weeks, a month of days.
YEARLONG: Mapping[str, int] = {"day": 30, "week": 13, "month": 12, "quarter": 4, "year": 3}
#: Periods for each coefficient of an equation that the default leaves at least.
PERIODS_EACH = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class LagChoice:
    """The criteria for every number of lags tried, and the number chosen.

    Attributes
    ----------
    names : tuple of str
    lags : int
        Where the chosen criterion is smallest; of equals the fewest lags.
    criterion : str
    best : mapping of str to int
        What each criterion would have chosen from the same numbers of lags.
    tried : tuple of int
        Numbers of lags, rising.
    table : mapping of str to float array, shape (len(tried),)
        The value of each criterion; lower is better.
    n_used : int
        Periods explained by every one of the fits.
    """

    names: tuple[str, ...]
    lags: int
    criterion: Criterion
    best: Mapping[str, int]
    tried: tuple[int, ...]
    table: Mapping[str, Float]
    n_used: int

    def __repr__(self) -> str:
        return f"LagChoice({self.lags} of {self.tried[0]} to {self.tried[-1]} by {self.criterion})"

    @property
    def at_most_tried(self) -> bool:
        """Whether the most lags tried were chosen, so that still more might be better."""
        return self.lags == self.tried[-1] and len(self.tried) > 1

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: the choice, what each criterion says, and a row for each number of lags."""
        rows = [
            {"lags": lags, **{name: float(values[k]) for name, values in self.table.items()}}
            for k, lags in enumerate(self.tried)
        ]
        return {
            "lags": self.lags,
            "criterion": self.criterion,
            "best": dict(self.best),
            "periods_used": self.n_used,
            "table": rows,
        }


def default_max_lags(n_periods: int, k: int, every: str = "month") -> int:
    """Return the most lags that are tried unless something else is asked for.

    Parameters
    ----------
    n_periods : int
    k : int
        Series.
    every : str
        ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.

    Returns
    -------
    int
        12 for months (30 for days, 13 for weeks, 4 for quarters, 3 for years), or as many as leave
        each equation three periods for each of its coefficients if these are fewer; never below 0.

    Raises
    ------
    UnknownNameError
        For another kind of period.

    Examples
    --------
    >>> default_max_lags(372, 2), default_max_lags(31, 2, "year"), default_max_lags(31, 2)
    (12, 3, 4)
    """
    if every not in YEARLONG:
        raise UnknownNameError("period", every, YEARLONG)
    # n - p >= 3 (1 + k p)
    bounded = (n_periods - PERIODS_EACH) // (1 + PERIODS_EACH * k)
    return max(0, min(YEARLONG[every], bounded, largest_lags(n_periods, k)))


def choose_lags(
    values: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    criterion: Criterion = "bic",
    max_lags: int | None = None,
    min_lags: int = 0,
    every: str = "month",
) -> LagChoice:
    """Choose the number of lags by an information criterion.

    Parameters
    ----------
    values : array-like of float, shape (T, k)
        One row for each period.
    names : sequence of str, optional
    criterion : str
        ``"aic"``, ``"bic"``, ``"hq"`` or ``"fpe"``.
    max_lags : int, optional
        The most that is tried; :func:`default_max_lags` if not given. All fits leave
        out so many first periods.
    min_lags : int
        The fewest that is tried.
    every : str
        The kind of period, for the default.

    Returns
    -------
    LagChoice

    Raises
    ------
    UnknownNameError
        For another criterion or kind of period.
    RunError
        For series that cannot be used, too few periods for so many lags (the most possible is told),
        fewer lags at most than at least, and a fit without any error left.
    """
    if criterion not in CRITERIA:
        raise UnknownNameError("criterion", criterion, CRITERIA)
    table, found = check_series(values, names)
    n, k = table.shape
    most = max(default_max_lags(n, k, every), min_lags) if max_lags is None else max_lags
    check_lags(n, k, most)
    if not 0 <= min_lags <= most:
        raise RunError(f"lags from {min_lags} to {most} cannot be tried; the fewest must be from 0 to {most}")
    design = lagged_design(table, most)
    check_rank(design, found)
    spreads = _spreads(design, table[most:], k, range(min_lags, most + 1))
    tried = tuple(range(min_lags, most + 1))
    criteria = _criteria(spreads, np.array(tried), n - most, k)
    best = {name: tried[int(np.argmin(column))] for name, column in criteria.items()}
    return LagChoice(
        names=found,
        lags=best[criterion],
        criterion=criterion,
        best=best,
        tried=tried,
        table=criteria,
        n_used=n - most,
    )


def _spreads(design: Float, target: Float, k: int, tried: Sequence[int]) -> Float:
    """Return the log determinant of the residuals' covariance for each number of lags, shape (tried,)."""
    q, _ = np.linalg.qr(design / np.abs(design).max(axis=0))
    # In one unit for all series, so that the determinant of none of them runs out of digits.
    unit = target.std(axis=0)
    if not unit.all():
        raise RunError("one of the series never changes in the periods that are explained; use fewer lags")
    scaled = target / unit
    found = []
    for lags in tried:
        basis = q[:, : 1 + k * lags]
        left = scaled - basis @ (basis.T @ scaled)
        sign, log = np.linalg.slogdet(left.T @ left / len(left))
        if sign <= 0 or log < np.log(1e-24):
            raise RunError(
                f"with {lags} lags the series follow exactly from their own past: no error is left to "
                "compare fits by"
            )
        found.append(log + 2 * np.log(unit).sum())
    return np.array(found)


def _criteria(spreads: Float, lags: NDArray[np.int64], n: int, k: int) -> dict[str, Float]:
    """Return each criterion for each number of lags."""
    each = 1 + k * lags
    free = k * each
    return {
        "aic": spreads + 2 * free / n,
        "bic": spreads + np.log(n) * free / n,
        "hq": spreads + 2 * np.log(np.log(n)) * free / n,
        "fpe": ((n + each) / (n - each)) ** k * np.exp(spreads),
    }

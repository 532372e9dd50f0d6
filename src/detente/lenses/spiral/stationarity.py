r"""Whether a series keeps to a level: tests of Dickey-Fuller and Kwiatkowski and others, and what follows.

Two tests with opposite null hypotheses are read together:

- ADF: null "shocks stay for good" (a unit root); Said and Dickey 1984, *Biometrika* 71; p-values of
  MacKinnon 1994, *J. Business and Economic Statistics* 12. Lags by AIC.
- KPSS: null "the series keeps to a level (or a trend)"; Kwiatkowski, Phillips, Schmidt and Shin 1992,
  *J. Econometrics* 54; bandwidth of Hobijn, Franses and Ooms 2004, *Statistica Neerlandica* 58. Its table
  ends at 0.01 and 0.1.
- Zivot and Andrews 1992, *J. Business and Economic Statistics* 10: null "shocks stay for good", against a
  level that shifts once, at a date the test looks for itself. A shift looks like a unit root to ADF
  (Perron 1989, *Econometrica* 57).

========================  =====================  ===========================
ADF rejects a unit root   KPSS rejects a level   verdict
========================  =====================  ===========================
yes                       no                     stationary
no                        yes                    has a unit root
yes                       yes                    undecided: breaks, long memory
no                        no                     undecided: too little said
========================  =====================  ===========================

Where the level does not pass but both tests agree once a trend is taken out, the verdict is "trend".
Where it passes, but KPSS rejects a level once a trend is taken out (up and down again, say, which a mere
level and its wide margin can hide), the series is called stationary and shifts are to be looked for.
Where a unit root is found but Zivot and Andrews reject it, the verdict is undecided.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.series_checks import check_series

__all__ = ["LEAST_PERIODS", "StationarityTest", "StationarityVerdict", "Treatment", "stationarity"]

Float = NDArray[np.float64]
StationarityVerdict = Literal["stationary", "trend", "has a unit root", "undecided"]
Treatment = Literal["levels", "detrend", "breaks", "differences", "both ways"]
#: Below this the tables of the tests say nothing.
LEAST_PERIODS = 25
#: Beyond this the search for a shift costs minutes.
MOST_FOR_SHIFT = 3_000

CONSEQUENCES: dict[Treatment, str] = {
    "levels": "model it as it is, in levels; differences would throw away what is left of the past and "
    "make answers look like overreactions",
    "detrend": "put a trend into the model or take it out first; without it two series that drift would "
    "seem to answer each other, and differences would overstate reactions",
    "breaks": "look for shifts of its level and model the time between them; over the whole time a shock "
    "would seem to last longer than it does, and two series that shift at once would seem to "
    "answer each other",
    "differences": "model its changes, or levels with one lag more than needed (Toda and Yamamoto) for "
    "causality; in levels half-lives and long-run figures mean little, and two such series "
    "seem related where they are not",
    "both ways": "model it in levels and in changes and believe what both say; a figure that holds in one "
    "only, above all a half-life, hangs on a choice that the data do not make",
}


@dataclass(frozen=True, kw_only=True)
class StationarityTest:
    """What the tests say of one series.

    Attributes
    ----------
    name : str
    n_periods : int
    adf_statistic, adf_p_value : float
        Around a level.
    adf_lags : int
    kpss_statistic, kpss_p_value : float
        Around a level; a p of 0.01 means at most that, of 0.1 at least that.
    kpss_bandwidth : int
    adf_trend_p_value, kpss_trend_p_value : float
        Around a straight line.
    shift_statistic, shift_p_value : float or None
        Of Zivot and Andrews; None where it cannot be computed (a series of more than 3,000 periods, or
        one that its regressions cannot take).
    shift_at : int or None
        Index of the first period after the shift that it thinks likeliest.
    shift_period : str or None
        Name of that period, where names were given.
    level : float
        Below this a p-value counts as a rejection.
    verdict : str
        ``"stationary"``, ``"trend"``, ``"has a unit root"`` or ``"undecided"``.
    treatment : str
        ``"levels"``, ``"detrend"``, ``"breaks"``, ``"differences"`` or ``"both ways"``.
    consequence : str
        What to do, and what would be misleading.
    meaning, caveat : str
    """

    name: str
    n_periods: int
    adf_statistic: float
    adf_p_value: float
    adf_lags: int
    kpss_statistic: float
    kpss_p_value: float
    kpss_bandwidth: int
    adf_trend_p_value: float
    kpss_trend_p_value: float
    shift_statistic: float | None
    shift_p_value: float | None
    shift_at: int | None
    shift_period: str | None
    level: float
    verdict: StationarityVerdict
    treatment: Treatment
    consequence: str
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "series": self.name,
            "periods": self.n_periods,
            "adf": {"statistic": self.adf_statistic, "p_value": self.adf_p_value, "lags": self.adf_lags},
            "kpss": {
                "statistic": self.kpss_statistic,
                "p_value": self.kpss_p_value,
                "bandwidth": self.kpss_bandwidth,
            },
            "trend": {"adf_p_value": self.adf_trend_p_value, "kpss_p_value": self.kpss_trend_p_value},
            "shift": {
                "statistic": self.shift_statistic,
                "p_value": self.shift_p_value,
                "at": self.shift_at,
                "period": self.shift_period,
            },
            "significance": self.level,
            "verdict": self.verdict,
            "treatment": self.treatment,
            "consequence": self.consequence,
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def stationarity(
    values: ArrayLike,
    *,
    name: str = "series",
    periods: Sequence[str] | None = None,
    level: float = 0.05,
) -> StationarityTest:
    """Test whether a series keeps to a level.

    Parameters
    ----------
    values : array-like of float, shape (T,)
        One value for each period, none left out; at least 25.
    name : str
    periods : sequence of str, optional
        A name for each.
    level : float
        From 0.01 to 0.1, which is as far as the table of KPSS goes.

    Returns
    -------
    StationarityTest

    Raises
    ------
    RunError
        For a series that is too short, constant or has gaps, names that do not fit its periods, and
        without statsmodels.

    Notes
    -----
    With all tests at 5% a stationary series is called so, with no more advice, in about nine cases of
    ten at best: KPSS rejects too often where shocks last (Caner and Kilian 2001, *J. International Money
    and Finance* 20).
    """
    series = _checked(values, name)
    if not 0.01 <= level <= 0.1:
        raise RunError(f"the level of these tests must be from 0.01 to 0.1, not {level:g}")
    if periods is not None and len(periods) != len(series):
        raise RunError(f"{len(periods)} names of periods for {len(series)} periods")
    adf, adf_lags = _adf(series, "c")
    kpss, bandwidth = _kpss(series, "c")
    adf_trend, kpss_trend = _adf(series, "ct")[0], _kpss(series, "ct")[0]
    shift = _shift(series)
    verdict, treatment, why = _verdict(
        (adf[1] < level, kpss[1] < level),
        (adf_trend[1] < level, kpss_trend[1] < level),
        shift is not None and shift[1] < level,
    )
    return StationarityTest(
        name=name,
        n_periods=len(series),
        adf_statistic=adf[0],
        adf_p_value=adf[1],
        adf_lags=adf_lags,
        kpss_statistic=kpss[0],
        kpss_p_value=kpss[1],
        kpss_bandwidth=bandwidth,
        adf_trend_p_value=adf_trend[1],
        kpss_trend_p_value=kpss_trend[1],
        shift_statistic=shift[0] if shift else None,
        shift_p_value=shift[1] if shift else None,
        shift_at=shift[2] if shift else None,
        shift_period=periods[shift[2]] if shift and periods is not None else None,
        level=level,
        verdict=verdict,
        treatment=treatment,
        consequence=CONSEQUENCES[treatment],
        meaning=f"{name}: {why}",
        caveat="Tests of reports, not of acts: more reporting or another source shifts a level as well. None "
        "of these tests tells long memory or several breaks from a unit root.",
    )


def _checked(values: ArrayLike, name: str) -> Float:
    column = np.asarray(values)
    if column.ndim != 1:
        raise RunError(f"{name} must be one value for each period, not a table {column.shape}")
    if len(column) < LEAST_PERIODS:
        raise RunError(
            f"{name} has {len(column)} periods; tests for unit roots need at least {LEAST_PERIODS}, and say "
            "little below a hundred"
        )
    return check_series(column[:, None], [name])[0][:, 0]


def _verdict(
    of_level: tuple[bool, bool], of_trend: tuple[bool, bool], shifts: bool
) -> tuple[StationarityVerdict, Treatment, str]:
    """Read the tests together; pairs are whether ADF and whether KPSS reject."""
    if of_level == (True, False) and of_trend == (True, True):
        return "stationary", "breaks", "it returns to a level, but the level itself seems to have moved"
    if of_level == (True, False):
        return "stationary", "levels", "it returns to one level after each shock"
    if of_trend == (True, False):
        return "trend", "detrend", "it returns to a straight line that rises or falls"
    if of_level == (True, True):
        return (
            "undecided",
            "breaks",
            "shocks pass, but the level is not one and the same: shifts of the level, or long memory",
        )
    if of_level == (False, False):
        return "undecided", "both ways", "the data contradict neither a fixed level nor lasting shocks"
    if shifts:
        return "undecided", "breaks", "shocks seem to last, unless the level shifted once, which fits as well"
    return "has a unit root", "differences", "shocks last: there is no level to return to"


def _tests() -> Any:
    try:
        from statsmodels.tsa import stattools
    except ImportError as error:
        raise RunError(
            "tests for unit roots need statsmodels, which is not installed: pip install 'detente[events]'"
        ) from error
    return stattools


def _quietly(test: Callable[..., Any], *args: Any, **options: Any) -> tuple[Any, ...]:
    """Run a test of statsmodels without its warnings: the end of a table, and a result type to come."""
    # From 0.16 on a tuple has to be asked for; before 0.15 it could not be.
    if "result_object" in inspect.signature(test).parameters:
        options["result_object"] = False
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        found: tuple[Any, ...] = test(*args, **options)
    return found


def _adf(series: Float, regression: str) -> tuple[tuple[float, float], int]:
    found = _quietly(_tests().adfuller, series, regression=regression, autolag="AIC")
    return _pair(found), int(found[2])


def _kpss(series: Float, regression: str) -> tuple[tuple[float, float], int]:
    found = _quietly(_tests().kpss, series, regression=regression, nlags="auto")
    return _pair(found), int(found[2])


def _pair(found: tuple[Any, ...]) -> tuple[float, float]:
    """Return statistic and p-value; an exact fit, whose statistic has no bound, as the largest float."""
    statistic, p = float(found[0]), float(found[1])
    return float(np.nan_to_num(statistic)), p


def _shift(series: Float) -> tuple[float, float, int] | None:
    """Return statistic, p-value and index of the likeliest shift of the level."""
    if len(series) > MOST_FOR_SHIFT:
        return None
    try:
        found = _quietly(_tests().zivot_andrews, series, regression="c")
    except (ValueError, np.linalg.LinAlgError):
        return None
    if not np.isfinite(found[0]):
        return None
    return float(found[0]), float(found[1]), int(found[4]) + 1

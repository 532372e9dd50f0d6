"""The breaks that were found, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Break", "Breaks"]

Float = NDArray[np.float64]
Cuts = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Break:
    """One break.

    Attributes
    ----------
    at : int
        Index of the first period after it.
    period : str or None
        Name of that period.
    statistic : float
        Largest F between the breaks before and after.
    p_value, holm_p_value : float
        For that F, every date in between considered; and adjusted for the number of breaks.
    """

    at: int
    period: str | None
    statistic: float
    p_value: float
    holm_p_value: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "at": self.at,
            "period": self.period,
            "f": self.statistic,
            "p_value": self.p_value,
            "holm_p_value": self.holm_p_value,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Breaks:
    """The breaks of the level of a series, or of all coefficients of a vector autoregression.

    Attributes
    ----------
    names : tuple of str
        The series; one for breaks of a level.
    of : str
        ``"level"`` or ``"answers"``.
    n_periods : int
    breaks : tuple of Break
        Kept, by date.
    levels : float array, shape (len(breaks) + 1, k)
        Mean of each series in each stretch.
    candidates : tuple of tuple of int
        Best cuts for 0, 1, 2... of them, as indices of periods.
    criteria : float array, shape (len(candidates),)
        Lower is better.
    n_by_criterion : int
        Number of breaks by the criterion alone.
    any_break : Break or None
        The test for one break at any date; None where breaks were not looked for (``most`` of 0).
    p_value : float
        Of the hypothesis that there is no break: for levels of both tests together, for answers that of
        ``any_break``. 1 where breaks were not looked for.
    share : float
        Part of the variance that goes back to the shifts: of the level itself, or of what the model
        without breaks leaves unexplained. From 0 to 1, over all series in their own units of spread.
    shortest, lags : int
        Periods in a stretch at least; lags allowed for in the tests.
    level : float
    meaning, caveat : str
    """

    names: tuple[str, ...]
    of: str
    n_periods: int
    breaks: tuple[Break, ...]
    levels: Float
    candidates: tuple[Cuts, ...]
    criteria: Float
    n_by_criterion: int
    any_break: Break | None
    p_value: float
    share: float
    shortest: int
    lags: int
    level: float
    meaning: str
    caveat: str

    def __repr__(self) -> str:
        return f"Breaks({self.of} of {', '.join(self.names)}; {len(self.breaks)} in {self.n_periods} periods)"

    @property
    def cuts(self) -> Cuts:
        """Indices of the first period after each break."""
        return tuple(found.at for found in self.breaks)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; ``levels`` has a row for each stretch."""
        return {
            "series": list(self.names),
            "of": self.of,
            "periods": self.n_periods,
            "breaks": [found.to_dict() for found in self.breaks],
            "levels": [dict(zip(self.names, row.tolist(), strict=True)) for row in self.levels],
            "candidates": [list(cuts) for cuts in self.candidates],
            "criteria": self.criteria.tolist(),
            "n_by_criterion": self.n_by_criterion,
            "any_break": self.any_break.to_dict() if self.any_break else None,
            "p_value": self.p_value,
            "share": self.share,
            "shortest": self.shortest,
            "lags": self.lags,
            "significance": self.level,
            "meaning": self.meaning,
            "caveat": self.caveat,
        }

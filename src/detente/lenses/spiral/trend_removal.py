r"""Series less their straight line, or less the shifts of their level.

Two series that both drift seem to answer each other, because each foretells where the other has got to by
then. Taking out a line (Frisch and Waugh 1933, *Econometrica* 1: the same as putting it into both
equations) or the means between breaks leaves what the drift does not explain. It also takes out what the
sides did to each other over years, so that both readings are worth having.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, UnknownNameError
from detente.events.aligning import Aligned
from detente.lenses.spiral.breaks import mean_breaks

__all__ = ["TRENDS", "Trend", "less_trend"]

Float = NDArray[np.float64]
Trend = Literal["line", "shifts"]
#: What can be taken out.
TRENDS: tuple[Trend, ...] = get_args(Trend)


def less_trend(series: Aligned, trend: str, *, seed: int = 0) -> Aligned:
    """Take a trend out of every series.

    Parameters
    ----------
    series : Aligned
    trend : str
        ``"line"``: a straight line by least squares, so that each is left with a mean of 0.
        ``"shifts"``: the mean of each stretch between the breaks of its level that
        :func:`~detente.lenses.spiral.breaks.mean_breaks` finds; of a series without a break its mean.
    seed : int
        Of the test for breaks.

    Returns
    -------
    Aligned
        Of the same periods; the note says what was taken out.

    Raises
    ------
    UnknownNameError
        For another trend.
    RunError
        For fewer than 3 periods, and for shifts where there are too few to look for breaks.

    Examples
    --------
    >>> import numpy as np
    >>> from detente.events.series import aligned, series_of_values
    >>> rising = series_of_values("a", "b", every="year", measure="sum", first=0, values=np.arange(4.0))
    >>> np.abs(less_trend(aligned([rising]), "line").values).round(9).ravel().tolist()
    [0.0, 0.0, 0.0, 0.0]
    """
    ways: dict[str, Callable[[Aligned, int, int], tuple[Float, str]]] = {
        "line": _line,
        "shifts": _shifts,
    }
    if trend not in ways:
        raise UnknownNameError("trend", trend, TRENDS)
    if len(series.periods) < 3:
        raise RunError(f"{len(series.periods)} periods are too few to take a trend out of")
    found = [ways[trend](series, place, seed) for place in range(len(series.names))]
    return replace(
        series,
        values=np.ascontiguousarray(series.values - np.column_stack([fitted for fitted, _ in found])),
        note="; ".join([series.note, *(said for _, said in found)]),
    )


def _line(series: Aligned, place: int, _seed: int) -> tuple[Float, str]:
    column = series.values[:, place]
    # Counted from the middle, where level and slope do not get into each other's way.
    time = np.arange(len(column), dtype=float) - (len(column) - 1) / 2
    slope, level = np.polyfit(time, column, 1)
    return level + slope * time, f"{series.names[place]} less a line of {slope:+.3g} a {series.every}"


def _shifts(series: Aligned, place: int, seed: int) -> tuple[Float, str]:
    name, column = series.names[place], series.values[:, place]
    cuts = mean_breaks(column, name=name, periods=series.periods, seed=seed).cuts
    edges = (0, *cuts, len(column))
    means = [column[first:last].mean() for first, last in pairwise(edges)]
    when = ", ".join(series.periods[cut] for cut in cuts)
    what = f"means between breaks at {when}" if when else "mean, without breaks"
    return np.repeat(means, np.diff(edges)), f"{name} less its {what}"

"""What is told of the acts of one period: their mean, sum, number, or the share of conflict among them.

==================== =============================================== ==================
measure              of a period                                     a quiet period
==================== =============================================== ==================
mean                 mean of the scores                              missing
sum                  sum of the scores                               0
count                number of acts                                  0
cooperation          sum of the scores above 0                       0
conflict             sum of the scores below 0 (0 or less)           0
share of conflict    acts of conflict among acts of either kind      missing
quad1 .. quad4       number of acts of that quad class               0
==================== =============================================== ==================

An act is conflict when its quad class is 3 or 4 or, without a class, its score below 0; acts with neither
class nor score do not enter the share. Acts without a score do not enter mean and sums; a period that has
such acts alone is missing there, never 0: something happened, and its size is not known.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownNameError
from detente.events.event_list import Events

__all__ = ["MEASURES", "QUIET_IS_MISSING", "Measure", "check_measure", "measured"]

Measure = Literal[
    "mean",
    "sum",
    "count",
    "cooperation",
    "conflict",
    "share of conflict",
    "quad1",
    "quad2",
    "quad3",
    "quad4",
]
#: Every measure there is.
MEASURES: tuple[Measure, ...] = get_args(Measure)
#: Those of which a period without acts has none.
QUIET_IS_MISSING = frozenset({"mean", "share of conflict"})


def check_measure(measure: str) -> Measure:
    """Return the measure, or say which there are."""
    for known in MEASURES:
        if measure == known:
            return known
    raise UnknownNameError("measure", measure, MEASURES)


def measured(events: Events, slots: NDArray[np.int64], n: int, measure: Measure) -> NDArray[np.float64]:
    """Compute a measure for each of ``n`` periods.

    Parameters
    ----------
    events : Events
    slots : int array, shape (len(events),)
        Period of each act, 0 to n - 1.
    n : int
    measure : str

    Returns
    -------
    float array, shape (n,)
        nan where a period with acts has no value; 0 for sums, numbers and shares of quiet periods.
    """
    if measure == "count":
        return np.bincount(slots, minlength=n).astype(float)
    if measure.startswith("quad"):
        of_class = events.quad == int(measure[-1])
        return np.bincount(slots[of_class], minlength=n).astype(float)
    if measure == "share of conflict":
        return _share(events, slots, n)
    return _of_scores(events, slots, n, measure)


def _of_scores(events: Events, slots: NDArray[np.int64], n: int, measure: Measure) -> NDArray[np.float64]:
    scored = ~np.isnan(events.score)
    score, where = events.score[scored], slots[scored]
    if measure == "cooperation":
        score = np.maximum(score, 0.0)
    elif measure == "conflict":
        score = np.minimum(score, 0.0)
    total = np.bincount(where, weights=score, minlength=n)
    number = np.bincount(where, minlength=n)
    unknown = (number == 0) & (np.bincount(slots, minlength=n) > 0)
    values = np.asarray(total / np.maximum(number, 1) if measure == "mean" else total, float)
    values[unknown] = np.nan
    return values


def _share(events: Events, slots: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    unclassed = events.quad == 0
    conflict = (events.quad >= 3) | (unclassed & (events.score < 0))
    told = ~unclassed | ~np.isnan(events.score)
    part = np.bincount(slots[conflict], minlength=n)
    whole = np.bincount(slots[told], minlength=n)
    values = part / np.maximum(whole, 1)
    values[(whole == 0) & (np.bincount(slots, minlength=n) > 0)] = np.nan
    return values

"""Everything a question about two parties, or three, needs of a list of acts.

The two directed series side by side, the numbers of acts by quad class over the same periods, and with a
third party the six directed series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.events.actor_names import actor_among
from detente.events.aligning import Aligned, Gaps
from detente.events.event_list import Events
from detente.events.series import When, aligned, dyad_series

__all__ = ["DyadData", "dyad_data"]

#: Numbers of the quad classes.
QUADS = (1, 2, 3, 4)


@dataclass(frozen=True, kw_only=True, eq=False)
class DyadData:
    """Series of two parties' acts towards each other.

    Attributes
    ----------
    series : Aligned
        ``a>b`` and ``b>a``.
    kinds : mapping of str to float array, shape (n_periods, 4), or None
        Acts by quad class over the periods of ``series``; None where no act has a class.
    three : Aligned or None
        With a third party: the six directed series, over the periods they have in common.
    """

    series: Aligned
    kinds: Mapping[str, NDArray[np.float64]] | None
    three: Aligned | None


def dyad_data(
    events: Events,
    first: str,
    second: str,
    *,
    third: str | None = None,
    every: str = "month",
    measure: str = "mean",
    gaps: Gaps = "longest",
    since: When = None,
    until: When = None,
) -> DyadData:
    """Make the series of two parties, or three.

    Parameters
    ----------
    events : Events
    first, second : str
        Actors as they stand in the list, or codes or English names of states.
    third : str, optional
        A third party, whose acts the two may answer.
    every, measure : str
        Length of a period, and what is told of it: see :func:`~detente.events.series.dyad_series`.
    gaps : str
        What is done about periods without a value: see :func:`~detente.events.series.aligned`.
    since, until : date or str, optional
        First and last day or period.

    Returns
    -------
    DyadData

    Raises
    ------
    UnknownNameError
        For an actor, measure or length of period that there is not.
    RunError
        For the same party twice, an empty list, or no period in which all have a value.
    """
    typed = (first, second, *(() if third is None else (third,)))
    parties = [actor_among(events.actors, name, origin=events.origin) for name in typed]
    if len(set(parties)) < len(parties):
        raise RunError(f"{', '.join(parties)}: the parties must differ")

    def side_by_side(names: list[str]) -> Aligned:
        made = [
            dyad_series(events, a, b, every=every, measure=measure, first=since, last=until)
            for a, b in permutations(names, 2)
        ]
        return aligned(made, gaps=gaps)

    series = side_by_side(parties[:2])
    return DyadData(
        series=series,
        kinds=_kinds(events, parties[:2], series),
        three=None if third is None else side_by_side(parties),
    )


def _kinds(events: Events, parties: list[str], series: Aligned) -> Mapping[str, NDArray[np.float64]] | None:
    """Count acts by quad class over the periods of the series."""
    if not (events.select(parties, parties).quad > 0).any():
        return None
    start, end = series.periods[0], series.periods[-1]
    found = {}
    for name, (a, b) in zip(series.names, permutations(parties, 2), strict=True):
        counts = [
            dyad_series(events, a, b, every=series.every, measure=f"quad{q}", first=start, last=end).values
            for q in QUADS
        ]
        found[name] = np.nan_to_num(np.column_stack(counts))
    return found

"""Series of one side's acts towards another, period by period, and several of them side by side.

A period without a report is not one in which nothing happened, and never one of neutral acts. So three
things are kept apart:

- inside the days that the data tell of, a period without acts of the dyad has no mean and no share; its
  sums and numbers are 0, unless they are asked for as missing too;
- outside those days every measure is missing, and so is the number of acts (-1);
- a period with acts of unknown size has a number, and no mean or sum.

The days the data tell of are those from the first to the last act of the whole list, not of the dyad: a
list of ten dyads says of a quiet one that nothing was reported. Periods that the data begin or end in
the middle of are taken as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, UnknownNameError
from detente.events.aligning import Aligned, Gaps, aligned_columns
from detente.events.event_list import Events
from detente.events.measures import QUIET_IS_MISSING, Measure, check_measure, measured
from detente.events.periods import (
    Every,
    check_every,
    check_length,
    period_number,
    period_numbers,
    period_range,
    period_text,
)

__all__ = ["Aligned", "DyadSeries", "Empty", "Gaps", "aligned", "dyad_series", "series_of_values"]

Empty = Literal["missing", "zero"]
When = dt.date | str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class DyadSeries:
    """Acts of ``source`` towards ``target``, period by period without a break, read-only.

    Attributes
    ----------
    source, target : str
    every : str
        ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.
    measure : str
        One of :data:`~detente.events.measures.MEASURES`.
    periods : tuple of str, length n
        As :mod:`detente.events.periods` writes them.
    values : float array, shape (n,)
        nan where the period is missing.
    counts : int64 array, shape (n,)
        Acts in the period; -1 where the data do not say.
    first : int
        Number of the first period.
    """

    source: str
    target: str
    every: Every
    measure: Measure
    periods: tuple[str, ...]
    values: NDArray[np.float64]
    counts: NDArray[np.int64]
    first: int

    def __post_init__(self) -> None:
        for column in (self.values, self.counts):
            column.flags.writeable = False

    def __repr__(self) -> str:
        span = f", {self.periods[0]} to {self.periods[-1]}" if self.periods else ""
        return f"DyadSeries({self.name}, {self.measure} by {self.every}{span}, {self.n_missing} missing)"

    @property
    def name(self) -> str:
        """``source>target``."""
        return f"{self.source}>{self.target}"

    @property
    def n_missing(self) -> int:
        """Periods without a value."""
        return int(np.isnan(self.values).sum())

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON: None for what is missing."""
        return {
            "source": self.source,
            "target": self.target,
            "every": self.every,
            "measure": self.measure,
            "periods": list(self.periods),
            "values": [None if np.isnan(value) else float(value) for value in self.values],
            "counts": [None if count < 0 else int(count) for count in self.counts],
        }


def dyad_series(
    events: Events,
    source: str,
    target: str,
    *,
    every: str = "month",
    measure: str = "mean",
    first: When = None,
    last: When = None,
    empty: Empty | None = None,
) -> DyadSeries:
    """Make the series of one side's acts towards another.

    Parameters
    ----------
    events : Events
    source, target : str
        As they stand in the list.
    every : str
        Length of a period.
    measure : str
        What is told of a period; :mod:`detente.events.measures` defines each.
    first, last : date or str, optional
        A day in the first and the last period, or a period as written (``"1979-04"``; of ``last`` the
        last day counts); those of the days that the data tell of if not given.
    empty : str, optional
        What a period without acts is, inside the days that the data tell of: ``"missing"`` or
        ``"zero"``. Without it, missing for mean and share of conflict and zero for all others. Outside
        those days a period is always missing.

    Raises
    ------
    UnknownNameError
        If there is no such actor, measure or length of period.
    RunError
        If the list is empty, or ``last`` lies before ``first``.
    TooLargeError
        For more than 200,000 periods.
    """
    step, what = check_every(every), check_measure(measure)
    if empty not in (None, "missing", "zero"):
        raise UnknownNameError("way to take empty periods", str(empty), ("missing", "zero"))
    days = events.coverage
    if days is None:
        raise RunError(f"{events.origin} has no events to make a series of")
    _check_actors(events, source, target)
    told = period_number(days[0], step), period_number(days[1], step)
    start = told[0] if first is None else period_number(_day(first, 0), step)
    end = told[1] if last is None else period_number(_day(last, 1), step)
    if end < start:
        raise RunError(f"the last period, {period_text(end, step)}, is before {period_text(start, step)}")
    check_length(start, end, step)
    acts = events.select([source], [target])
    counts, values = _by_period(acts, start, end - start + 1, step, what)
    quiet = counts == 0
    if empty == "missing" or (empty is None and what in QUIET_IS_MISSING):
        values[quiet] = np.nan
    number = np.arange(start, end + 1)
    outside = (number < told[0]) | (number > told[1])
    values[outside], counts[outside] = np.nan, -1
    return series_of_values(
        source, target, every=step, measure=what, first=start, values=values, counts=counts
    )


def _day(when: dt.date | str, end: int) -> dt.date:
    return period_range(when)[end] if isinstance(when, str) else when


def _check_actors(events: Events, source: str, target: str) -> None:
    for name in (source, target):
        if name not in events.actors:
            raise UnknownNameError(f"actor in {events.origin}", name, events.actors)


def _by_period(
    acts: Events, start: int, n: int, every: Every, measure: Measure
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Count and measure the acts that lie in the periods asked for."""
    slots = period_numbers(acts.date, every) - start
    inside = (slots >= 0) & (slots < n)
    if not inside.all():
        # Days are in order, so what lies inside is one stretch.
        days = acts.date[inside].astype(object)
        acts = acts.between(days[0], days[-1]) if days.size else acts.select([])
        slots = slots[inside]
    counts = np.bincount(slots, minlength=n).astype(np.int64)
    return counts, measured(acts, slots, n, measure)


def series_of_values(
    source: str,
    target: str,
    *,
    every: Every,
    measure: Measure,
    first: int,
    values: NDArray[np.float64],
    counts: NDArray[np.int64] | None = None,
) -> DyadSeries:
    """Make a series of its values, in order and without a break, from period number ``first`` on."""
    if counts is None:
        counts = np.full(len(values), -1, np.int64)
    return DyadSeries(
        source=source,
        target=target,
        every=every,
        measure=measure,
        periods=tuple(period_text(first + place, every) for place in range(len(values))),
        values=values,
        counts=counts,
        first=first,
    )


def aligned(series: Sequence[DyadSeries], *, gaps: Gaps = "longest") -> Aligned:
    """Put series side by side over the periods they have in common, without a missing value.

    Their common periods begin where the last of them has its first value and end where the first of
    them has its last: nothing is filled in before a series begins or after it ends.

    Parameters
    ----------
    series : sequence of DyadSeries
        Of the same length of period and the same measure.
    gaps : str
        ``"longest"``: the longest stretch without a missing value is kept, the first of equally long
        ones. ``"zero"``: what is missing counts as 0, neutral. ``"carry"``: as the last one known.

    Raises
    ------
    UnknownNameError
        If there is no such way to take gaps.
    RunError
        If there is no series, if they differ in period or measure, if one stands there twice, or if
        they have no period in common.
    """
    if not series:
        raise RunError("there is no series to put beside another")
    kinds: Mapping[str, set[str]] = {
        "length of period": {one.every for one in series},
        "measure": {one.measure for one in series},
    }
    for what, found in kinds.items():
        if len(found) > 1:
            raise RunError(f"the series differ in {what}: {', '.join(sorted(found))}")
    names = [one.name for one in series]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise RunError(f"{twice} stands among the series twice")
    return aligned_columns(
        names,
        [one.values for one in series],
        [one.first for one in series],
        every=series[0].every,
        measure=series[0].measure,
        gaps=gaps,
    )

"""Days, ISO weeks, months, quarters and years as whole numbers, and as they are written.

Periods of one length are numbered without gaps, so that the next one is one more:

======= ============= ================================
every   written       number
======= ============= ================================
day     2018-10-05    days since 1970-01-01
week    2018-W40      weeks since the one of 1970-01-01
month   2018-10       months since 1970-01
quarter 2018-Q4       quarters since 1970-Q1
year    2018          years since 1970
======= ============= ================================

Weeks are those of ISO 8601: they begin on Monday and belong to the year that has their Thursday.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, TooLargeError, UnknownNameError

__all__ = [
    "MOST_PERIODS",
    "STEPS",
    "Every",
    "check_every",
    "check_length",
    "days_of",
    "kind_of",
    "period_number",
    "period_numbers",
    "period_range",
    "period_text",
]

Every = Literal["day", "week", "month", "quarter", "year"]
#: Lengths of a period, the shortest first.
STEPS: tuple[Every, ...] = get_args(Every)
#: Periods in a row at most: the days of five centuries.
MOST_PERIODS = 200_000

_PATTERNS: dict[Every, str] = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "week": r"\d{4}-W\d{2}",
    "month": r"\d{4}-\d{2}",
    "quarter": r"\d{4}-?Q[1-4]",
    "year": r"\d{4}",
}
# Day 0 of 1970 is a Thursday: three days after the Monday of its week.
_THURSDAY = 3
_EPOCH = dt.date(1970, 1, 1).toordinal()


def check_every(every: str) -> Every:
    """Return the length of a period, or say which there are."""
    for step in STEPS:
        if every == step:
            return step
    raise UnknownNameError("length of a period", every, STEPS)


def period_numbers(days: NDArray[np.datetime64], every: Every) -> NDArray[np.int64]:
    """Number the periods that days lie in, shape as ``days``."""
    if every in ("day", "week"):
        number = days.astype("datetime64[D]").astype(np.int64)
        return number if every == "day" else (number + _THURSDAY) // 7
    if every == "year":
        return np.asarray(days.astype("datetime64[Y]").astype(np.int64))
    months = days.astype("datetime64[M]").astype(np.int64)
    return months if every == "month" else months // 3


def period_number(day: dt.date, every: Every) -> int:
    """Number the period that a day lies in."""
    return int(period_numbers(np.array([day], "datetime64[D]"), every)[0])


def days_of(number: int, every: Every) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a period."""
    return _start(number, every), _start(number + 1, every) - dt.timedelta(days=1)


def _start(number: int, every: Every) -> dt.date:
    if every in ("day", "week"):
        days = number if every == "day" else number * 7 - _THURSDAY
        return dt.date.fromordinal(_EPOCH + days)
    months = number * {"month": 1, "quarter": 3, "year": 12}[every]
    return dt.date(1970 + months // 12, months % 12 + 1, 1)


def period_text(number: int, every: Every) -> str:
    """Write a period.

    Examples
    --------
    >>> day = dt.date(2018, 10, 5)
    >>> [period_text(period_number(day, every), every) for every in STEPS]
    ['2018-10-05', '2018-W40', '2018-10', '2018-Q4', '2018']
    """
    first = _start(number, every)
    if every == "day":
        return first.isoformat()
    if every == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if every == "month":
        return f"{first:%Y-%m}" if first.year > 999 else f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}-Q{first.month // 3 + 1}" if every == "quarter" else f"{first.year:04d}"


def kind_of(text: str) -> Every | None:
    """Tell which length of period is written, by the shape of the text alone; None for none."""
    return next((every for every, shape in _PATTERNS.items() if re.fullmatch(shape, text)), None)


def period_range(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a period of any length, as written.

    Raises
    ------
    RunError
        If it is none, or there is no such day, week or month.
    """
    every = kind_of(text.strip())
    try:
        if every is None:
            raise ValueError
        return days_of(period_number(_first_day(text.strip(), every), every), every)
    except (ValueError, OverflowError) as error:
        raise RunError(
            f"{text!r} is no day or period; write 2018-10-05, 2018-W40, 2018-10, 2018-Q4 or 2018"
        ) from error


def _first_day(text: str, every: Every) -> dt.date:
    year = int(text[:4])
    if every == "day":
        return dt.date.fromisoformat(text)
    if every == "week":
        return dt.date.fromisocalendar(year, int(text[6:]), 1)
    if every == "month":
        return dt.date(year, int(text[5:]), 1)
    return dt.date(year, 3 * int(text[-1]) - 2 if every == "quarter" else 1, 1)


def check_length(first: int, last: int, every: Every) -> None:
    """Refuse more periods than a series can have."""
    if last - first >= MOST_PERIODS:
        raise TooLargeError(
            f"{last - first + 1} periods of a {every} are more than the {MOST_PERIODS} a series can have; "
            "take longer periods or fewer days"
        )

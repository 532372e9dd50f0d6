"""Periods as numbers and as text."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.events.periods import (
    MOST_PERIODS,
    STEPS,
    Every,
    check_every,
    check_length,
    days_of,
    kind_of,
    period_number,
    period_numbers,
    period_range,
    period_text,
)

DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31))


@given(DAYS, st.sampled_from(STEPS))
@settings(deadline=None, max_examples=40)
def test_a_period_is_read_as_it_is_written(day: dt.date, every: Every) -> None:
    """Its text leads back to its days, the day lies in them, and its neighbours touch it."""
    number = period_number(day, every)
    text = period_text(number, every)
    first, last = days_of(number, every)
    assert first <= day <= last
    assert kind_of(text) == every
    assert period_range(text) == (first, last)
    assert days_of(number + 1, every)[0] == last + dt.timedelta(days=1)


@given(st.lists(DAYS, max_size=20))
@settings(deadline=None, max_examples=40)
def test_weeks_are_those_of_the_calendar(days: list[dt.date]) -> None:
    """Numbers of weeks are written as the ISO calendar writes them."""
    numbers = period_numbers(np.array(days, "datetime64[D]"), "week")
    expected = [f"{day.isocalendar().year}-W{day.isocalendar().week:02d}" for day in days]
    assert [period_text(int(number), "week") for number in numbers] == expected


@pytest.mark.parametrize(
    ("every", "text"),
    [
        ("day", "1969-12-31"),
        ("week", "1970-W01"),
        ("month", "1969-12"),
        ("quarter", "1969-Q4"),
        ("year", "1969"),
    ],
)
def test_before_1970(every: Every, text: str) -> None:
    """Days before the first number count downwards."""
    assert period_text(period_number(dt.date(1969, 12, 31), every), every) == text


@pytest.mark.parametrize(
    "text", ["", "2018-13", "2018-02-30", "2019-W53", "2018-Q5", "18", "2018/10", "9999", "0000"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """A month, day or week that does not exist is refused with what can be written."""
    with pytest.raises(RunError, match="is no day or period; write"):
        period_range(text)


def test_lengths_of_a_period() -> None:
    """A length that does not exist is told with the nearest."""
    assert check_every("week") == "week"
    with pytest.raises(UnknownNameError, match="did you mean 'month'"):
        check_every("months")


def test_too_many_periods() -> None:
    """A series has an end."""
    check_length(0, MOST_PERIODS - 1, "day")
    with pytest.raises(TooLargeError, match="take longer periods"):
        check_length(0, MOST_PERIODS, "day")

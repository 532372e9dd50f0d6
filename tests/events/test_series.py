"""Series of one side's acts towards another."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.events.event_list import Events, event_list
from detente.events.measures import MEASURES
from detente.events.periods import STEPS
from detente.events.series import Gaps, aligned, dyad_series, series_of_values

from .event_samples import EVENTS, sample

NAN = float("nan")
ACTS = sample(
    ("2000-01-10", "A", "B", 2.0, 1),
    ("2000-01-20", "A", "B", -4.0, 3),
    ("2000-03-05", "A", "B", 5.0, 2),
    ("2000-04-01", "B", "A", -1.0, 3),
)


def test_a_quiet_month_has_no_mean_and_no_acts() -> None:
    """February has no report: its mean is missing, its number 0; so is April, when the other acts."""
    series = dyad_series(ACTS, "A", "B")
    assert series.periods == ("2000-01", "2000-02", "2000-03", "2000-04")
    np.testing.assert_equal(series.values, [-1.0, NAN, 5.0, NAN])
    assert series.counts.tolist() == [2, 0, 1, 0]
    assert repr(series) == "DyadSeries(A>B, mean by month, 2000-01 to 2000-04, 2 missing)"


@pytest.mark.parametrize(
    ("measure", "empty", "february"),
    [
        ("mean", None, NAN),
        ("mean", "zero", 0.0),
        ("share of conflict", None, NAN),
        ("sum", None, 0.0),
        ("sum", "missing", NAN),
        ("count", None, 0.0),
        ("quad3", "missing", NAN),
    ],
)
def test_what_an_empty_period_is(measure: str, empty: str | None, february: float) -> None:
    """Means are missing and sums 0 unless the user says otherwise."""
    values = dyad_series(ACTS, "A", "B", measure=measure, empty=empty).values  # type: ignore[arg-type]
    np.testing.assert_equal(values[1], february)


@pytest.mark.parametrize("measure", MEASURES)
def test_outside_the_data_everything_is_missing(measure: str) -> None:
    """Before the first and after the last event nothing is told, not even that there were no acts."""
    series = dyad_series(ACTS, "A", "B", measure=measure, first="1999-12", last="2000-06", empty="zero")
    assert np.isnan(series.values).tolist() == [True, False, False, False, False, True, True]
    assert series.counts.tolist() == [-1, 2, 0, 1, 0, -1, -1]


@pytest.mark.parametrize(
    ("every", "first", "last", "n"),
    [
        ("month", "2000-02", "2000-03", 2),
        ("month", dt.date(2000, 2, 29), dt.date(2000, 3, 1), 2),
        ("month", "2000", "2000", 12),
        ("week", "2000-W01", "2000-Q1", 13),
        ("day", "2000-02-28", "2000-03-01", 3),
    ],
)
def test_from_one_period_to_another(every: str, first: str | dt.date, last: str | dt.date, n: int) -> None:
    """First and last are days, or periods of any length of which the last day counts."""
    assert len(dyad_series(ACTS, "A", "B", every=every, first=first, last=last).periods) == n


def test_a_stretch_without_acts() -> None:
    """Periods asked for may hold no act of the dyad at all."""
    series = dyad_series(ACTS, "B", "A", measure="count", first="2000-02", last="2000-03")
    assert series.values.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"source": "Z"}, UnknownNameError, "there is no actor in acts.csv 'Z'"),
        ({"every": "fortnight"}, UnknownNameError, "length of a period"),
        ({"measure": "median"}, UnknownNameError, "measure"),
        ({"empty": "none"}, UnknownNameError, "empty periods"),
        ({"first": "2001", "last": "2000"}, RunError, "is before"),
        ({"first": "soon"}, RunError, "is no day or period"),
        ({"every": "day", "first": "1000", "last": "2000"}, TooLargeError, "take longer periods"),
    ],
)
def test_what_cannot_be_made(change: dict[str, str], error: type[Exception], told: str) -> None:
    """Bad input is told in words."""
    with pytest.raises(error, match=told):
        dyad_series(ACTS, **{"source": "A", "target": "B", **change})  # type: ignore[arg-type]


def test_no_events() -> None:
    """Of nothing no series is made."""
    with pytest.raises(RunError, match="nothing has no events"):
        dyad_series(event_list(date=[], source=[], target=[], origin="nothing"), "A", "B")


@given(EVENTS, st.sampled_from(STEPS))
@settings(deadline=None, max_examples=40)
def test_series_conserve_events(events: Events, every: str) -> None:
    """The numbers of acts over all dyads and periods add up to the events."""
    total = sum(
        dyad_series(events, a, b, every=every, measure="count").values.sum() for a in "AB" for b in "CD"
    )
    assert total == len(events)


@given(EVENTS, st.sampled_from(["sum", "cooperation", "conflict", "count", "quad4"]))
@settings(deadline=None, max_examples=40)
def test_months_add_up_to_quarters_and_years(events: Events, measure: str) -> None:
    """The sum over all months is that over all quarters and years, where no act lacks a score."""
    known = sample(
        *zip(
            events.date.astype(str),
            events.source,
            events.target,
            np.nan_to_num(events.score),
            events.quad,
            strict=True,
        )
    )
    totals = [
        dyad_series(known, "A", "C", every=e, measure=measure).values.sum()
        for e in ("month", "quarter", "year")
    ]
    np.testing.assert_allclose(totals, totals[0], atol=1e-9)


@given(EVENTS)
@settings(deadline=None, max_examples=40)
def test_missing_is_never_zero(events: Events) -> None:
    """A mean is missing just where no act has a score, and sums are 0 only without acts or of real scores."""
    mean, total = (dyad_series(events, "A", "C", measure=name) for name in ("mean", "sum"))
    scored = [
        sum(not math.isnan(s) for s in events.select(["A"], ["C"]).score[_in(events, period)])
        for period in mean.periods
    ]
    assert np.isnan(mean.values).tolist() == [number == 0 for number in scored]
    assert np.isnan(total.values).tolist() == [
        number == 0 and count > 0 for number, count in zip(scored, total.counts, strict=True)
    ]


def _in(events: Events, month: str) -> np.ndarray:
    return events.select(["A"], ["C"]).date.astype("datetime64[M]").astype(str) == month


def test_json_has_none_for_what_is_missing() -> None:
    """JSON has no nan: a missing value and an unknown number are null."""
    content = dyad_series(ACTS, "A", "B", first="1999-12", last="2000-02").to_dict()
    assert content["values"] == [None, -1.0, None]
    assert content["counts"] == [None, 2, 0]


def _pair(a: list[float], b: list[float], shift: int = 0) -> list:
    return [
        series_of_values("A", "B", every="month", measure="mean", first=360, values=np.array(a)),
        series_of_values("B", "A", every="month", measure="mean", first=360 + shift, values=np.array(b)),
    ]


@pytest.mark.parametrize(
    ("gaps", "periods", "values"),
    [
        ("longest", ("2000-05", "2000-06"), [[5, 50], [6, 60]]),
        ("zero", tuple(f"2000-{m:02d}" for m in range(2, 7)), [[2, 0], [0, 30], [4, 0], [5, 50], [6, 60]]),
        ("carry", tuple(f"2000-{m:02d}" for m in range(2, 7)), [[2, 10], [2, 30], [4, 30], [5, 50], [6, 60]]),
    ],
)
def test_gaps(gaps: Gaps, periods: tuple[str, ...], values: list[list[float]]) -> None:
    """Common periods run from the last first value to the first last one; gaps in them are as asked for."""
    pair = _pair([NAN, 2, NAN, 4, 5, 6], [10, NAN, 30, NAN, 50, 60, 70])
    found = aligned(pair, gaps=gaps)
    assert found.periods == periods
    assert found.values.tolist() == values
    assert (found.names, found.n_missing) == (("A>B", "B>A"), 3)
    assert found.note.startswith("3 of 10 values are missing in 5 months")


def test_series_that_begin_at_different_times() -> None:
    """Nothing is filled in before a series begins or after it ends."""
    found = aligned(_pair([1, 2, 3], [20, 30, 40], shift=1), gaps="zero")
    assert (found.periods, found.n_missing) == (("2000-02", "2000-03"), 0)
    assert found.values.tolist() == [[2, 20], [3, 30]]
    assert found.note == "no value is missing in 2 months"


def test_what_does_not_stand_side_by_side() -> None:
    """Series of other periods or measures, one twice, none, and none in common are refused."""
    one, two = _pair([1, 2], [3, 4])
    yearly = series_of_values("B", "A", every="year", measure="mean", first=30, values=np.array([1.0]))
    summed = series_of_values("B", "A", every="month", measure="sum", first=360, values=np.array([1.0]))
    void = series_of_values("B", "A", every="month", measure="mean", first=360, values=np.array([NAN]))
    for wrong, told in [
        ([], "there is no series"),
        ([one, yearly], "differ in length of period: month, year"),
        ([one, summed], "differ in measure: mean, sum"),
        ([one, one], "A>B stands among the series twice"),
        ([one, void], "B>A has no value in any period"),
        (_pair([1, 2], [3, 4], shift=7), "have no period in common"),
        (_pair([1, NAN, 2, NAN], [NAN, 3, NAN, 4]), "have no period in which all have a value"),
    ]:
        with pytest.raises(RunError, match=told):
            aligned(wrong)
    with pytest.raises(UnknownNameError, match="way to take gaps"):
        aligned([one, two], gaps="drop")  # type: ignore[arg-type]

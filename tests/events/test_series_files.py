"""Series that are ready, out of a table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.errors import ExchangeError, RunError, TooLargeError
from detente.events import series_files
from detente.events.series_files import SeriesColumn, read_series, series_column

NAN = float("nan")
BOTH = (series_column("a2b=A:B"), series_column("b2a=B:A"))


def table(folder: Path, *lines: str) -> Path:
    """Write a table."""
    path = folder / "table.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("text", ["us2ussr=USA:USR", "us2ussr:USA>USR", " us2ussr = USA : USR "])
def test_what_a_user_types(text: str) -> None:
    """Column and sides may be written with either sign."""
    assert series_column(text) == SeriesColumn(column="us2ussr", source="USA", target="USR")


@pytest.mark.parametrize("text", ["", "us2ussr", "us2ussr=USA", "us2ussr=USA:USA", "=USA:USR", "a=:b"])
def test_what_is_no_column_and_dyad(text: str) -> None:
    """A column without two different sides is refused with an example."""
    with pytest.raises(RunError, match=r"us2ussr=USA:RUS|two different sides"):
        series_column(text)


def test_wide_tables(tmp_path: Path) -> None:
    """Rows may be in any order; a month that is not there and an empty cell are missing."""
    path = table(tmp_path, "month,a2b,b2a,x", "1948-04,4,NA,0", "1948-01,1,0,0", "1948-02,,-2.5,0", "")
    first, second = read_series(path, BOTH)
    assert first.periods == second.periods == ("1948-01", "1948-02", "1948-03", "1948-04")
    np.testing.assert_equal(first.values, [1, NAN, NAN, 4])
    np.testing.assert_equal(second.values, [0, -2.5, NAN, NAN])
    assert (first.name, first.every, first.counts.tolist()) == ("A>B", "month", [-1] * 4)
    assert np.isnan(read_series(path, BOTH, zero_is_missing=True)[1].values[0])


@pytest.mark.parametrize(
    "lines",
    [
        ("month,dyad,n_events,score", "2000-01,A>B,3,1.5", "2000-01,B>A,0,", "2000-02,A->B,1,-1"),
        ("month,source,target,count,score", "2000-01,A,B,3,1.5", "2000-01,B,A,0,", "2000-02,A,B,1,-1"),
    ],
)
def test_long_tables(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """The rows of a dyad make its series, with the number of acts where that is told."""
    one, two = read_series(table(tmp_path, *lines), [series_column("score=A:B"), series_column("score=B:A")])
    assert (one.values.tolist(), one.counts.tolist()) == ([1.5, -1.0], [3, 1])
    assert (one.periods, two.periods, two.counts.tolist()) == (("2000-01", "2000-02"), ("2000-01",), [0])
    assert np.isnan(two.values[0])


def test_long_tables_of_several_sources(tmp_path: Path) -> None:
    """A source can be chosen; without that, two rows for a month are an error that says so."""
    path = table(tmp_path, "month,direction,source,mean", "2000-01,A>B,x,1", "2000-01,A>B,y,2")
    column = [series_column("mean=A:B")]
    assert read_series(path, column, where={"source": "y"})[0].values.tolist() == [2]
    with pytest.raises(
        ExchangeError, match=r"table\.csv:3: a second row for 2000-01; say which source is meant"
    ):
        read_series(path, column)


@pytest.mark.parametrize(
    ("every", "texts"),
    [("week", ("2020-W53", "2021-W01")), ("quarter", ("2000-Q4", "2001-Q1")), ("year", ("1999", "2000"))],
)
def test_periods_of_any_length(tmp_path: Path, every: str, texts: tuple[str, str]) -> None:
    """The length of a period is seen from how it is written."""
    path = table(tmp_path, "period,a2b", *(f"{text},1" for text in texts))
    series = read_series(path, BOTH[:1], measure="sum")[0]
    assert (series.every, series.periods, series.measure) == (every, texts, "sum")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("month,a2c", "2000-01,1"), "has no column 'a2b'; did you mean 'a2c'"),
        (("month,a2b", "2000-01,1", "2000,1"), "table.csv:3: '2000' is no month"),
        (("month,a2b", "January,1"), "table.csv:2: 'January' is no period"),
        (("month,a2b", "2000-13,1"), "table.csv:2: '2000-13' is no day or period"),
        (("month,a2b", "2000-01,much"), "table.csv:2: 'much' is no number"),
        (("month,a2b", "2000-01,inf"), "table.csv:2: 'inf' is no number"),
        (("month,a2b", "2000-01,1", "2000-01,1"), "table.csv:3: a second row for 2000-01$"),
        (("month,a2b", "2000-01,1,2"), "table.csv:2: 3 fields, and the header has 2"),
        (("month,a2b",), "has no row for A>B$"),
        (("month,dyad,a2b", "2000-01,A>C,1"), "has no row for A>B; did you mean 'A>C'"),
        (("month;a2b", "2000-01;1"), "has no column 'a2b'; did you mean|it has: month;a2b"),
    ],
)
def test_broken_tables_are_told(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    """What is wrong is told with its line and the nearest right thing."""
    with pytest.raises(ExchangeError, match=told):
        read_series(table(tmp_path, *lines), BOTH[:1])


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table has an end, and so has a series."""
    path = table(tmp_path, "day,a2b", "1000-01-01,1", "2900-01-01,1")
    with pytest.raises(TooLargeError, match="take longer periods"):
        read_series(path, BOTH[:1])
    monkeypatch.setattr(series_files, "MOST_ROWS", 1)
    with pytest.raises(TooLargeError, match="more than 1 rows"):
        read_series(path, BOTH[:1])


def test_no_columns(tmp_path: Path) -> None:
    """Which column holds whose acts has to be said."""
    with pytest.raises(RunError, match="say which columns"):
        read_series(table(tmp_path, "month,a2b"), [])

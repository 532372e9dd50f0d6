"""``detente events series``, asked by its request."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest

from acts_on_disk import acts_table
from detente.commands.event_series import SeriesRequest, series_table, write_series
from detente.errors import RunError, UnknownNameError
from detente.events.series import series_of_values
from detente.events.series_files import read_series, series_column


def ask(source: Path, **typed: Any) -> None:
    """Write the series of two powers."""
    write_series(SeriesRequest(**{"source": str(source), "dyads": ("USA:RUS",), **typed}))


def test_both_directions_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row per period and direction, on standard output."""
    ask(acts_table(tmp_path, months=3))
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(r["period"], r["source"], r["target"]) for r in rows] == [
        (f"1990-0{m}", a, b) for a, b in (("USA", "RUS"), ("RUS", "USA")) for m in (1, 2, 3)
    ]
    assert {r["n_events"] for r in rows} == {"2"}


def test_what_is_written_can_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lens reads the table that this command wrote, to the last digit."""
    path = tmp_path / "usrus.csv"
    ask(acts_table(tmp_path), output=path, every="quarter", measure="sum")
    assert capsys.readouterr().err == f"written to {path}\n"
    (back,) = read_series(path, [series_column("value=RUS:USA")], measure="sum")
    assert len(back.values) == 40
    with path.open(encoding="utf-8", newline="") as file:
        written = [float(r["value"]) for r in csv.DictReader(file) if r["source"] == "RUS"]
    assert back.values.tolist() == written


def test_missing_is_empty() -> None:
    """A period without a value is an empty cell, not 0; so is a number of acts that is not known."""
    series = series_of_values(
        "A", "B", every="year", measure="mean", first=30, values=np.array([0.5, np.nan]), counts=None
    )
    assert series_table([series]).splitlines()[1:] == ["2000,A,B,mean,0.5,", "2001,A,B,mean,,"]


def test_two_pairs_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pair typed twice, either way round, is written once."""
    ask(acts_table(tmp_path, months=2), dyads=("USA:RUS", "RUS:USA"))
    assert len(capsys.readouterr().out.splitlines()) == 1 + 4


def test_what_cannot_be(tmp_path: Path) -> None:
    """A pair that is none, an unknown actor, a table with another ending, a file that is there."""
    path = acts_table(tmp_path, months=2)
    with pytest.raises(click.UsageError, match="a pair is written A:B"):
        ask(path, dyads=("USA",))
    with pytest.raises(UnknownNameError, match="there are: RUS, USA"):
        ask(path, dyads=("USA:FRA",))
    with pytest.raises(RunError, match=r"let the name end in \.csv"):
        ask(path, output=tmp_path / "a.xlsx")
    with pytest.raises(RunError, match="exists already"):
        ask(path, output=path)

"""``detente lens spiral``, asked by its request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from acts_on_disk import acts_table, series_table_on_disk
from detente.commands.spiral import SpiralRequest, ask_spiral, spiral_data
from detente.errors import ExchangeError, RunError, UnknownNameError

READY = ("us2ru=USA:RUS", "ru2us=RUS:USA")


def request(source: Path | str, **typed: Any) -> SpiralRequest:
    """A few replications about the acts of two powers."""
    return SpiralRequest(
        **{"source": str(source), "dyad": "USA:RUS", "replications": 100, "horizon": 6, **typed}
    )


def test_report_and_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report on standard output, the three pictures where they were asked for."""
    pictures = [tmp_path / name for name in ("a.svg", "b.svg", "c.svg")]
    ask_spiral(
        request(acts_table(tmp_path), plot=pictures[0], plot_responses=pictures[1], plot_phase=pictures[2])
    )
    said = capsys.readouterr()
    assert "# Action and reaction: USA>RUS and RUS>USA" in said.out
    assert "Event data measure reports" in said.out
    assert said.err.splitlines() == [f"written to {path}" for path in pictures]
    assert all(path.read_text("utf-8").startswith("<svg") for path in pictures)


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else; the planted answers are found."""
    ask_spiral(request(acts_table(tmp_path), as_json=True, lags=1))
    told = json.loads(capsys.readouterr().out)
    assert (told["lens"], told["lags"], told["replications"]) == ("spiral", 1, 100)
    answers = {(a["of"], a["to"]): a for a in told["answers"]}
    mutual = answers["USA>RUS", "RUS>USA"]
    assert mutual["low"] < 0.4 < mutual["high"]
    assert mutual["low"] > 0


def test_ready_series_are_the_same_question(tmp_path: Path) -> None:
    """Of a table of ready series two columns, cut to the days asked for."""
    data = spiral_data(
        request(
            series_table_on_disk(tmp_path), dyad=None, columns=READY, since="1991-01-01", until="1994-12-31"
        )
    )
    assert data.series.names == ("USA>RUS", "RUS>USA")
    assert (data.series.periods[0], data.series.periods[-1]) == ("1991-01", "1994-12")
    assert data.kinds is None


def test_less_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was taken out is told under gaps, and the series have no mean left."""
    ask_spiral(request(acts_table(tmp_path), less="line", as_json=True))
    told = json.loads(capsys.readouterr().out)["series"]
    assert "USA>RUS less a line of" in told["note"]
    assert abs(sum(told["values"]["USA>RUS"])) < 1e-6


def test_three_powers(tmp_path: Path) -> None:
    """A third power brings all six series."""
    data = spiral_data(request(acts_table(tmp_path, powers=3), third="China"))
    assert data.three is not None
    assert len(data.three.names) == 6


def test_principals_of_a_case() -> None:
    """A case needs no pair."""
    assert spiral_data(request("us-russia", dyad=None, every="year")).series.names == (
        "us>russia",
        "russia>us",
    )


def test_what_cannot_be(tmp_path: Path) -> None:
    """Each mistake is told with what would be right."""
    acts, ready = acts_table(tmp_path), series_table_on_disk(tmp_path)
    with pytest.raises(click.UsageError, match="--dyad USA:RUS"):
        spiral_data(request(acts, dyad=None))
    with pytest.raises(UnknownNameError, match="did you mean 'RUS'"):
        spiral_data(request(acts, dyad="USA:RSU"))
    with pytest.raises(click.UsageError, match="leave out --dyad"):
        spiral_data(request(ready, columns=READY))
    with pytest.raises(RunError, match="both sides"):
        spiral_data(request(ready, dyad=None, columns=READY[:1]))
    with pytest.raises(RunError, match="no period between"):
        spiral_data(request(ready, dyad=None, columns=READY, since="2011-01-01"))
    with pytest.raises(ExchangeError, match="--series"):
        spiral_data(request(ready))
    with pytest.raises(RunError, match="a chart cannot be written as that"):
        ask_spiral(request(acts, plot=tmp_path / "a.bmp"))

"""``detente events import`` and ``detente events show``, asked by their requests."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click
import pytest

from acts_on_disk import acts_table
from detente.commands.events import ImportEventsRequest, day_of, import_event_files, pair_of, show_events
from detente.errors import RunError, UnknownNameError
from detente.events.reading import read_events

LINES = (
    "date,source,target,goldstein,text",
    "2018-01-03,USA,RUS,-2.0,expels",
    "2018-02-30,RUS,USA,-2.0,on a day that is none",
    "2018-02-04,RUS,USA,3.4,talks",
    "2018-02-04,RUS,CHN,3.4,talks",
)


def ask(folder: Path, lines: tuple[str, ...] = LINES, **typed: Any) -> Path:
    """Import a short list and return the table."""
    acts, table = folder / "list.csv", folder / "events.csv"
    acts.write_text("\n".join(lines) + "\n", "utf-8")
    request = {"files": (acts,), "output": table, "columns": "score=goldstein", **typed}
    import_event_files(ImportEventsRequest(**request))
    return table


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tells what was kept and what not, with the reason and an example."""
    table = ask(tmp_path)
    said = capsys.readouterr()
    assert "4 read, 3 kept" in said.out
    assert "2018-02-30" in said.out
    assert said.err == f"written to {table}\n"
    assert len(read_events(table)) == 3


def test_json_and_selection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the pair and days that were asked for, told as JSON."""
    table = ask(tmp_path, dyads=("USA:RUS",), since="2018-02-01", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["kept"]) == (4, 1)
    assert list(read_events(table).target) == ["USA"]


def test_show_a_table_and_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dyads by number of acts, as a report and as JSON."""
    path = acts_table(tmp_path, months=12)
    show_events(str(path), most=1, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["events"] == 48
    assert told["dyads"] == [
        {"source": "RUS", "target": "USA", "events": 24, "first": "1990-01-05", "last": "1990-12-20"}
    ]
    show_events("us-russia", most=20, as_json=False)
    assert "russia" in capsys.readouterr().out


def test_typed_wrongly(tmp_path: Path) -> None:
    """A pair, a day and a column that are none are told before anything is read."""
    with pytest.raises(click.UsageError, match="a pair is written A:B"):
        pair_of("USA-RUS")
    with pytest.raises(click.UsageError, match="a day is written 2018-10-31"):
        day_of("2018/01/01", "--since")
    with pytest.raises(click.UsageError, match="score=goldstein"):
        ask(tmp_path, columns="goldstein")
    with pytest.raises(UnknownNameError, match="did you mean"):
        ask(tmp_path, actors="USA,RUSIA")
    assert not (tmp_path / "events.csv").exists()


def test_a_table_is_not_written_over(tmp_path: Path) -> None:
    """Unless it is asked for."""
    ask(tmp_path)
    with pytest.raises(RunError, match="exists"):
        ask(tmp_path)
    ask(tmp_path, force=True)


def test_days_and_pairs() -> None:
    """Are read as they are written."""
    assert day_of("2018-10-31", "--since") == dt.date(2018, 10, 31)
    assert day_of(None, "--since") is None
    assert pair_of(" USA : RUS ") == ("USA", "RUS")

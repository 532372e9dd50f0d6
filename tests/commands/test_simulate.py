"""``detente simulate``, asked by its request."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import click
import pytest

from climate_dossier import written
from detente.commands.simulate import SimulateRequest, simulate_case
from detente.errors import RunError, UnknownNameError


def ask(folder: Path, **typed: Any) -> None:
    """Simulate the small dossier, a few draws."""
    simulate_case(SimulateRequest(**{"case": str(written(folder)), "draws": 30, "until": "2019-06", **typed}))


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stands on standard output, with every policy."""
    ask(tmp_path, policies=("gesture:by=north",))
    said = capsys.readouterr()
    assert "gesture:by=north" in said.out
    assert "from: 2018-10 to 2019-06" in said.out
    assert said.err == ""


def test_doing_nothing_is_there_anyway(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And once, if it is typed as well."""
    ask(tmp_path, policies=("none", "cbm"), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [policy["policy"] for policy in told["policies"]] == ["none", "cbm"]


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with a row per policy, principal and step, and a picture."""
    table, picture = tmp_path / "t.csv", tmp_path / "fan.svg"
    ask(tmp_path, output=table, plot=picture)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * 9
    assert {row["policy"] for row in rows} == {"none"}
    assert picture.read_text("utf-8").startswith("<svg")
    assert capsys.readouterr().err == f"written to {table}\nwritten to {picture}\n"


def test_all_readings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Side by side, as a report and as JSON."""
    ask(tmp_path, all_readings=True, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert next(iter(told["readings"])) == "base"
    assert "sceptic" in told["readings"]
    ask(tmp_path, all_readings=True)
    assert "sceptic" in capsys.readouterr().out


def test_what_cannot_be(tmp_path: Path) -> None:
    """A policy there is not, a picture of several readings, a case without a climate."""
    with pytest.raises(UnknownNameError, match="did you mean 'gesture'"):
        ask(tmp_path, policies=("gestur",))
    with pytest.raises(click.UsageError, match="one reading"):
        ask(tmp_path, all_readings=True, plot=tmp_path / "f.png")
    with pytest.raises(RunError, match="climate"):
        simulate_case(SimulateRequest(case="two-issues"))

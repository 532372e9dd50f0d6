"""``detente ripeness``, asked by its request."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from climate_dossier import written
from detente.commands.ripeness import RipenessRequest, ask_ripeness
from detente.errors import RunError, UnknownNameError


def ask(folder: Path, **typed: Any) -> None:
    """Ask the small dossier, a few draws."""
    request = {"case": str(written(folder)), "draws": 20, "until": "2019-04", "workers": 1, **typed}
    ask_ripeness(RipenessRequest(**request))


def test_report_and_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report on standard output, the table and the picture where they were asked for."""
    table, picture = tmp_path / "t.csv", tmp_path / "ripe.svg"
    ask(tmp_path, output=table, plot=picture)
    said = capsys.readouterr()
    assert "dates: 2018-10 to 2019-04, 3 of them" in said.out
    assert said.err.splitlines()[-2:] == [f"written to {table}", f"written to {picture}"]
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["at"] for row in csv.DictReader(file)} == {"2018-10", "2019-01", "2019-04"}
    assert picture.read_text("utf-8").startswith("<svg")


def test_json_of_one_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the kind that was asked for."""
    ask(tmp_path, deals=("quiet-for-relief",), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {kind["key"] for kind in told["kinds"]} == {"quiet-for-relief"}


def test_what_cannot_be(tmp_path: Path) -> None:
    """A kind there is not, a table with another ending, a case without a climate."""
    with pytest.raises(UnknownNameError, match="did you mean 'quiet-for-relief'"):
        ask(tmp_path, deals=("quiet-for-relif",))
    with pytest.raises(RunError, match=r"\.csv"):
        ask(tmp_path, output=tmp_path / "t.xlsx")
    with pytest.raises(RunError, match="climate"):
        ask_ripeness(RipenessRequest(case="two-issues"))

"""``detente sweep``, asked by its request."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from detente.commands.sweep import SweepRequest, run_sweep
from detente.errors import RunError, UnknownNameError

OVER = ("trust.keeps_word.south=0..1:3",)


def ask(**typed: Any) -> None:
    """Sweep the two-issues case, a few draws."""
    run_sweep(SweepRequest(**{"case": "two-issues", "over": OVER, "draws": 20, **typed}))


def test_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Stands on standard output."""
    ask()
    said = capsys.readouterr()
    assert "# Sanctions for a ceasefire?" in said.out
    assert "over: trust.keeps_word.south: 0, 0.5, 1" in said.out
    assert said.err == ""


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else."""
    ask(as_json=True, reading="sceptic", deals=("quiet-for-relief",), seed=3)
    told = json.loads(capsys.readouterr().out)
    assert (told["lens"], told["reading"], told["seed"], told["draws"]) == ("sweep", "sceptic", 3, 20)
    assert [kind["deal"] for kind in told["kinds"]] == ["quiet-for-relief"]


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table of all points, and the picture."""
    table, picture = tmp_path / "new" / "points.csv", tmp_path / "map.json"
    ask(over=(*OVER, "stakes.north.border.truce=0,20"), output=table, plot=picture)
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 2 * 3 * 2
    assert float(rows[-1]["low"]) <= float(rows[-1]["share"]) <= float(rows[-1]["high"])
    assert json.loads(picture.read_text(encoding="utf-8"))["title"]
    assert capsys.readouterr().err == f"written to {table}\nwritten to {picture}\n"


def test_a_table_is_not_written_over(tmp_path: Path) -> None:
    """Unless it is said."""
    table = tmp_path / "points.csv"
    table.write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="exists already"):
        ask(output=table)
    assert table.read_text(encoding="utf-8") == "mine"
    ask(output=table, force=True)
    assert table.read_text(encoding="utf-8").startswith("trust.keeps_word.south,deal,")


@pytest.mark.parametrize(
    ("typed", "error", "says"),
    [
        ({"output": Path("points.xlsx")}, RunError, "end in .csv"),
        ({"plot": Path("map.gif")}, RunError, "a chart cannot be written as that"),
        (
            {"over": ("trust.keeps_word.sooth=0..1",)},
            UnknownNameError,
            "did you mean 'trust.keeps_word.south'",
        ),
        ({"over": ()}, RunError, "say what to sweep over"),
        ({"reading": "nobody"}, UnknownNameError, "reading"),
        ({"deals": ("nothing",)}, UnknownNameError, "kind of deal"),
    ],
)
def test_what_is_refused(typed: dict[str, Any], error: type[Exception], says: str) -> None:
    """With what would be right."""
    with pytest.raises(error, match=says):
        ask(**typed)

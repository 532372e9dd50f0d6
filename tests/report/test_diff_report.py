"""Comparisons as reports."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from tests.properties.dossiers import loaded, plain

import detente
from detente.explain.diff import diff
from detente.explain.diff_runs import RunDiff, diff_runs
from detente.report import console as module
from detente.report.diff_report import diff_report, diff_runs_report, movements_part
from detente.report.plain import plain_text
from report.compared import case_diff, compared, sampled


def runs(folder: Path) -> RunDiff:
    """Two stored runs with other seeds."""
    stakes = {**plain()["stakes"], "south": {"aid": {"grant": "0..4"}, "base": {"closed": -2}}}
    for seed in (0, 1):
        run = detente.run(loaded(plain(stakes=stakes)), draws=30, seed=seed, counted=0)
        (folder / f"{seed}.json").write_text(run.to_json(), encoding="utf-8")
    return diff_runs(folder / "0.json", folder / "1.json")


def test_the_bottom_line_comes_first() -> None:
    """How much differs and whether the answer flips; then changes, movements, causes."""
    lines = plain_text(diff_report(compared())).splitlines()
    assert lines[1] == "question: diff"
    assert lines[2].startswith("first: small (")
    assert lines[6:8] == list(compared().sentences[:2])
    assert [line for line in lines if line.startswith("##")] == [
        "## What was changed",
        "## Kinds of deal, before and after",
        "## What moved them",
        "## To keep in mind",
    ]


def test_readings_of_one_file() -> None:
    """Its hash is told once; the readings tell the two apart."""
    lines = plain_text(diff_report(case_diff())).splitlines()
    assert lines[2].startswith("dossier: two-issues (")
    assert lines[2].endswith("both of this one file")
    assert lines[3:5] == ["first: base", "second: sceptic"]


def test_changes_movements_and_causes() -> None:
    """A row for each place; two for each kind of deal; parts that add up below each."""
    lines = plain_text(diff_report(compared())).splitlines()
    assert any(line.split()[-2:] == ["4", "1..5"] and line.startswith("what grant (aid)") for line in lines)
    assert any(line.split()[:2] == ["swap", "described"] and "before" in line for line in lines)
    rows = [line for line in lines if line.endswith("in all")]
    assert len(rows) == len(compared().causes)


def test_nothing_differs() -> None:
    """One sentence and no tables but the count."""
    text = plain_text(diff_report(diff(loaded(plain()), loaded(plain()), draws=3)))
    assert "Nothing differs that a gate asks for" in text
    assert "1 kind of deal does not move at any gate in any draw." in text
    assert "What was changed" not in text
    assert "What moved them" not in text


def test_sampled_causes_have_a_margin() -> None:
    """And it is said what that is; what is not told one by one is told together."""
    text = plain_text(diff_report(sampled()))
    assert "+-" in text
    assert "an interval of 95%" in text
    assert "interval of 95%" not in plain_text(diff_report(case_diff()))


def test_long_lists_of_changes_are_cut() -> None:
    """And it is said how many are left out."""
    found = compared()
    many = type(found)(**{**vars(found), "groups": found.groups * 12})
    assert "more places are left out; --json has them all." in plain_text(diff_report(many))


def test_stored_runs(tmp_path: Path) -> None:
    """What was asked otherwise, what moved, and what may be luck."""
    text = plain_text(diff_runs_report(runs(tmp_path)))
    assert "question: diff of stored runs" in text
    assert "Asked otherwise: seed (0, then 1)." in text
    assert "may be luck" in text
    assert "can only be told from the dossiers" in text


def test_several_readings(tmp_path: Path) -> None:
    """A part for each."""
    found = runs(tmp_path)
    two = type(found)(**{**vars(found), "readings": found.readings * 2})
    text = plain_text(diff_runs_report(two))
    assert text.count("## Reading base") == 2
    assert "### Kinds of deal, before and after" in text


def test_no_movements() -> None:
    """Nothing to show."""
    assert list(movements_part(())) == []


@pytest.mark.parametrize("width", [80, 118])
def test_it_fits_a_terminal(width: int, tmp_path: Path) -> None:
    """No line is longer than the window."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    reports = (diff_report(compared()), diff_report(sampled()), diff_runs_report(runs(tmp_path)))
    for blocks in reports:
        for block in blocks:
            for part in module._parts(block, console):
                console.print(part)
    # The folder of the test is no part of what has to fit.
    lines = [line for line in stream.getvalue().splitlines() if str(tmp_path) not in line]
    assert max(len(line.rstrip()) for line in lines) <= width

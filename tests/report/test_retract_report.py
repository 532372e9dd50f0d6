"""Retractions as reports."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from detente.explain.retract import retract
from detente.report import console as module
from detente.report.plain import plain_text
from detente.report.retract_report import retract_each_report, retract_report
from explain.sourced import sourced_together
from report.compared import hanging, withdrawn


def test_the_bottom_line_comes_first() -> None:
    """Whether the answer flips, then what moved, what rests on it, what stands in its place."""
    found = withdrawn()
    lines = plain_text(retract_report(found)).splitlines()
    assert lines[0] == "# A small bargain"
    assert lines[1:3] == ["question: retract", "withdrawn: alpha"]
    assert lines[6] == found.sentences[0]
    assert [line for line in lines if line.startswith("##")] == [
        "## Kinds of deal, before and after",
        "## What rests on it",
        "## What stands in its place",
        "## To keep in mind",
    ]


def test_tables() -> None:
    """Counts by kind; what gives way to what, the record first."""
    text = plain_text(retract_report(withdrawn()))
    rows = [line.split() for line in text.splitlines()]
    assert ["numbers", "1", "1", "5"] in rows
    assert ["kinds", "of", "deal", "1", "0", "2"] in rows
    at = next(k for k, line in enumerate(text.splitlines()) if line == "## What stands in its place")
    after = text.splitlines()[at + 2 : at + 6]
    assert after[0].startswith("the chance that south keeps its word")
    assert after[1].endswith("left out")
    assert after[2].split()[-2:] == ["5..7", "-4..4"]


def test_nothing_rests_on_it() -> None:
    """Only sentences, and that nothing moves."""
    text = plain_text(retract_report(withdrawn("gamma")))
    assert "What rests on it" not in text
    assert "What stands in its place" not in text
    assert "3 kinds of deal do not move at any gate in any draw." in text


def test_ranking() -> None:
    """A row for each source, the one that matters most first, with what it moves."""
    text = plain_text(retract_each_report(hanging()))
    lines = text.splitlines()
    head = next(k for k, line in enumerate(lines) if line.startswith("without"))
    assert [line.split()[0] for line in lines[head + 1 : head + 4]] == ["alpha", "beta", "gamma"]
    assert lines[head + 1].split() == ["alpha", "1", "22%", "1", "1", "swap", "enforc", "100%", "0%"]
    assert "nothing" in lines[head + 3]
    assert lines[6] == hanging().sentences[0]


def test_no_sources() -> None:
    """The sentence says so, and there is no table."""
    empty = type(hanging())(**{**vars(hanging()), "retractions": ()})
    text = plain_text(retract_each_report(empty))
    assert "The dossier names no sources" in text
    assert "Sources, the one that matters most first" not in text


def test_long_tables_are_cut() -> None:
    """And it is said how many rows are left out."""
    one = withdrawn()
    many = type(one)(**{**vars(one), "replaced": one.replaced * 6})
    assert "4 more parts are left out; --json has them all." in plain_text(retract_report(many))
    ranking = hanging()
    long = type(ranking)(**{**vars(ranking), "retractions": ranking.retractions * 7})
    assert "1 more source is left out; --json has it." in plain_text(retract_each_report(long))


@pytest.mark.parametrize("width", [80, 118])
def test_it_fits_a_terminal(width: int) -> None:
    """No line is longer than the window."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    for blocks in (retract_report(withdrawn()), retract_each_report(hanging())):
        for block in blocks:
            for part in module._parts(block, console):
                console.print(part)
    assert max(len(line.rstrip()) for line in stream.getvalue().splitlines()) <= width


def test_judgements_that_went_together() -> None:
    """They are counted among what rests on the source, and told among what is replaced."""
    text = plain_text(retract_report(retract(sourced_together("alpha"), "alpha", draws=20)))
    assert any(line.split() == ["correlations", "1", "0", "1"] for line in text.splitlines())
    assert "rank -0.6" in text
    assert "independent" in text

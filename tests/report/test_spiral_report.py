"""The spiral lens as a report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from detente.lenses.spiral.spiral_result import CAVEATS, Spiral
from detente.report.plain import plain_text
from detente.report.spiral_report import spiral_report
from report import spirals
from report.terminals import terminal_lines


def text(found: Spiral) -> str:
    """Write a report as plain lines."""
    return plain_text(spiral_report(found))


def test_the_head_says_of_what_it_is() -> None:
    """Series, periods, gaps, lags and replications."""
    told = text(spirals.shifted())
    assert told.startswith("# Action and reaction: us>russia and russia>us\n")
    assert "periods: 1990-01 to 2002-06, 150 months\n" in told
    assert "gaps: 1 of 300 values is missing in 150 months; missing counts as 0\n" in told
    assert "lags: 1, as asked\n" in told
    assert "bootstrap: 100 replications, seed 1\n" in told
    assert "lags: 1, by bic\n" in text(spirals.answering())


def test_names_of_series_are_left_as_they_are() -> None:
    """A sentence may begin with one; all others begin with a capital."""
    told = text(spirals.answering())
    assert "Us>russia" not in told
    assert "- us>russia answers russia>us in kind:" in told
    assert "- Shocks die down:" in told


def test_findings_come_first_and_caveats_last() -> None:
    """Every sentence of the result is there."""
    found = spirals.answering()
    told = text(found)
    for sentence in found.sentences:
        assert sentence[1:].rstrip(".") in told.split("##")[0]
    assert [line[2:] for line in told.splitlines()[-len(CAVEATS) :]] == list(CAVEATS)


def test_each_question_has_its_caveat_once() -> None:
    """Below its findings."""
    found = spirals.everything()
    lines = [line.rstrip(".") for line in text(found).splitlines()]
    for caveat in (found.granger.caveat, found.asymmetry[0].caveat, found.in_kind[0].caveat):
        assert lines.count(caveat[0].upper() + caveat[1:].rstrip(".")) == 1


def test_three_powers_have_a_table() -> None:
    """A row for each of the 24 answers, with its kind and interval."""
    found = spirals.everything()
    assert found.triangle is not None
    told = text(found)
    assert "## Three powers: us, russia, china" in told
    rows = [line.split() for line in told.splitlines() if line.split()[2:3] == ["linked"]]
    linked = found.triangle.of_kind("linked")
    assert len(rows) == len(linked) == 6
    assert rows[0][:3] == [linked[0].of, linked[0].to, "linked"]
    assert float(rows[0][3]) == pytest.approx(linked[0].answer.value, abs=0.005)
    assert float(rows[0][4]) == pytest.approx(linked[0].answer.low, abs=0.005)


def test_what_cannot_be_told_is_told() -> None:
    """Each question with its reason; without any there is no such part."""
    found = spirals.short()
    told = text(found)
    assert set(found.not_told) >= {"breaks in the answers", "in kind", "delay of us>russia"}
    for why in found.not_told.values():
        assert why.rstrip(".") in told
    assert "## Late answers" in told
    assert "## What these series cannot tell" not in text(spirals.everything())


def test_nothing_further() -> None:
    """Parts without a finding are not there, and nobody misses them."""
    empty = replace(spirals.answering(), asymmetry=(), delay=(), memory=(), in_kind=(), triangle=None)
    told = text(replace(empty, richardson=None, stationarity=(), breaks=()))
    for title in ("## Conflict and", "## Late answers", "## In kind", "Three powers", "Richardson"):
        assert title not in told
    assert "## To keep in mind" in told


def test_no_answer_is_seen() -> None:
    """Nothing rejected is told as such, not as an answer of nothing."""
    told = text(spirals.shifted())
    assert "- No answer of one series to another is seen." in told
    assert "Whether us>russia answers russia>us cannot be told" in told


def test_classes_that_are_too_rare_are_named() -> None:
    """Below the answers in kind, each once."""
    found = spirals.everything()
    rare = replace(found.in_kind[0], left_out=("material conflict of us>russia: seen in 3 of 150 periods",))
    told = text(replace(found, in_kind=(rare, rare)))
    assert told.count("Left out, too rare: material conflict of us>russia: seen in 3 of 150 periods.") == 1


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_a_terminal(width: int) -> None:
    """No line is longer, and no figure is broken."""
    for found in (spirals.everything(), spirals.short()):
        lines = terminal_lines(spiral_report(found), width)
        assert max(map(cell_len, lines)) <= width
        answer = found.answers[0]
        assert any(f"{answer.sum:+.2f} ({answer.low:+.2f} to {answer.high:+.2f})" in line for line in lines)

"""Sensitivity as a report."""

from __future__ import annotations

import io
from dataclasses import replace

from detente.explain.sensitivity import sensitivity
from detente.report import console
from detente.report.plain import plain_text
from detente.report.sensitivity_report import sensitivity_report
from explain.driven import certain, never, trust_dossier


def test_the_bottom_line_comes_first() -> None:
    """Then a table of what moves it, with shares in the lowest and highest fifth."""
    found = sensitivity(trust_dossier(), deal="swap", draws=400)
    lines = plain_text(sensitivity_report(found)).splitlines()
    assert lines[0] == "# A small bargain"
    assert "deal in: 46% of draws" in lines
    first = next(k for k, line in enumerate(lines) if line.startswith("There is a deal in"))
    assert lines[first + 1].startswith("Of all judgements the chance that south keeps its word")
    row = next(line for line in lines if line.startswith("1  "))
    assert row.split()[:3] == ["1", "The", "chance"]
    assert row.rstrip().endswith("0% (0-5%)  100% (95-100%)")
    assert lines[1] == "question: which judgements drive the verdict"
    assert any("judgements without any reach" in line for line in lines)
    noise = [line.split("  above  ")[0] != line for line in lines if line[:3] in ("1  ", "2  ", "3  ")]
    assert noise == [True, False, False]
    assert sum("  within  " in line for line in lines) == 2
    assert lines[-4] == "## To keep in mind"


def test_long_tables_are_cut() -> None:
    """A line says how many more there are."""
    found = sensitivity(trust_dossier(), deal="swap", draws=100)
    long = replace(found, leading=found.leading * 5)
    assert "3 more judgements are left out; --json has them all." in plain_text(sensitivity_report(long))


def test_margins_are_in_points() -> None:
    """Where a margin was compared."""
    text = plain_text(sensitivity_report(sensitivity(never(), deal="swap", draws=100)))
    assert "compared: margin of a condition" in text
    row = next(line for line in text.splitlines() if line.startswith("1  "))
    assert "points" in row.split("(")[-1]


def test_nothing_to_tell() -> None:
    """No table, but what to keep in mind."""
    text = plain_text(sensitivity_report(sensitivity(certain(), deal="swap", draws=20)))
    assert "has a range, so nothing can move it." in text
    assert "What moves it" not in text
    assert "To keep in mind" in text
    assert "reading: base" in text


def test_it_fits_a_terminal() -> None:
    """Of 80 columns."""
    stream = io.StringIO()
    found = sensitivity(trust_dossier(), deal="swap", draws=100)
    console.show(sensitivity_report(found), stream, width=80)
    assert stream.getvalue()
    assert all(len(line) <= 110 for line in stream.getvalue().splitlines() if line.startswith(" 1"))

"""A sweep as a report."""

from __future__ import annotations

import io
from dataclasses import replace

from detente.explain.sweep_result import Sweep
from detente.report.console import show
from detente.report.plain import plain_text
from detente.report.sweep_report import sweep_report
from explain.swept import TRUST, by_reading, grid, line, one_at_a_time, still


def text(found: Sweep) -> str:
    """Write a report as plain lines."""
    return plain_text(sweep_report(found))


def test_a_line_is_a_table() -> None:
    """A row for each value, with whose range it is in; what stays is listed."""
    told = text(line())
    assert f"over: {TRUST}: 0 to 1 in 6 values (The chance that Southland keeps its word; elicited" in told
    rows = [row.split() for row in told.splitlines() if row.strip().startswith(("0 ", "0.2 ", "1 "))]
    assert [row[0] for row in rows] == ["0", "0.2", "1"]
    assert rows[0][1:] == ["0%", "0-6%", "credibility", "-"]
    assert rows[1][-2:] == ["base,", "sceptic"]
    assert "## The same at every point" in told
    assert "- Sanctions lifted for a militia disarmed (full-swap): a deal in 0%, dies at delivery" in told


def test_a_grid_is_a_map() -> None:
    """One for each kind of deal that moves."""
    told = text(grid())
    assert told.count("down: ") == 1
    assert "## Eased sanctions for a truce (quiet-for-relief)" in told


def test_several_lines() -> None:
    """Each says over what it is."""
    told = text(one_at_a_time())
    assert f"## Eased sanctions for a truce (quiet-for-relief), over {TRUST}" in told
    assert "(full-swap), over reading: a deal in 0%" in told


def test_readings_have_no_range() -> None:
    """And are listed by name."""
    told = text(by_reading())
    assert "over: reading: base, sceptic" in told
    assert "in the range of" not in told


def test_nothing_moves() -> None:
    """Then there are no tables."""
    told = text(still())
    assert "deal in  " not in told
    assert "Nothing flips anywhere" in told


def test_what_is_left_out_is_counted() -> None:
    """Tables beyond the sixth, and kinds that stay beyond the twentieth."""
    moving, rest = line().kinds
    assert "2 more tables are left out" in text(replace(line(), kinds=(moving,) * 8))
    assert "5 more kinds of deal are left out" in text(replace(line(), kinds=(rest,) * 25))


def test_in_a_terminal() -> None:
    """It has bars and shades."""
    for found in (line(), grid()):
        stream = io.StringIO()
        stream.isatty = lambda: True  # type: ignore[method-assign]
        show(sweep_report(found), stream, width=100)
        assert "█" in stream.getvalue() or "▓" in stream.getvalue()

"""Why a package does not pass, or does, as a report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from detente.explain.why_not import WhyNot
from detente.report.console import show
from detente.report.plain import plain_text
from detente.report.why_not_report import why_not_report, why_report
from report.why_nots import failing, passing, told


def headings(text: str) -> list[str]:
    """Those of the second level."""
    return [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]


def test_why_not_of_one_that_fails() -> None:
    """The bottom line first; then what fails, why, who stops it and what would mend it."""
    text = plain_text(why_not_report(failing()))
    lines = text.splitlines()
    assert lines[0] == "# Sanctions for a ceasefire?"
    assert "question: why-not" in lines
    first = next(k for k, line in enumerate(lines) if line.startswith("The package"))
    assert "fails at delivery with every judgement at its median" in lines[first]
    assert headings(text) == [
        "What the package changes",
        "Gate by gate",
        "What fails",
        "What causes it",
        "Who stops it",
        "Whose turning would let it pass",
        "The smallest repair: other terms",
        "The smallest repair: other judgements",
        "What holds",
        "What the keys stand for",
        "To keep in mind",
    ]


def test_why_of_one_that_passes() -> None:
    """What carries it and what it hangs on; nothing is told as failing, and nothing is mended."""
    text = plain_text(why_report(passing()))
    assert "It passes all five gates with every judgement at its median" in text
    assert headings(text) == [
        "What the package changes",
        "Gate by gate",
        "What carries it",
        "What it hangs on",
        "What holds",
        "Who stops it",
        "Whose turning would let it pass",
        "The packages asked about",
        "What the keys stand for",
        "To keep in mind",
    ]


def test_asked_the_wrong_way_round() -> None:
    """Why-not of one that passes says that nothing fails; why of one that fails says what does."""
    assert "No condition fails at the medians." in plain_text(why_not_report(passing()))
    text = plain_text(why_report(failing()))
    assert headings(text)[2:5] == ["What fails", "What causes it", "What carries it"]


def test_certain_to_pass() -> None:
    """Nobody stops it, and no judgement alone would."""
    text = plain_text(why_report(told()))
    assert "Nobody, at the medians or in any draw." in text
    assert "No judgement alone, at either end of its range, makes it fail." in text


@pytest.mark.parametrize("width", [80, 118])
@pytest.mark.parametrize("ask", [passing, failing])
def test_it_fits_a_terminal(monkeypatch: pytest.MonkeyPatch, width: int, ask: Callable[[], WhyNot]) -> None:
    """No line is wider, whichever way it is told."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = io.StringIO()
    show((*why_not_report(ask()), *why_report(ask())), stream, width=width)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()
    assert len(lines) > 50
    assert max(map(cell_len, lines)) <= width

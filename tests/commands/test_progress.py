"""Bars on a terminal, silence elsewhere."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from detente.commands.progress import RateColumn, progress_bars


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Claim to be one."""
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error a terminal of eighty columns."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def test_a_bar_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and draws stand on the screen, and afterwards the cursor comes back."""
    screen = terminal(monkeypatch)
    with progress_bars() as begin:
        report = begin("talks")
        assert report is not None
        report(3, 8)
    shown = screen.getvalue()
    assert "talks" in shown
    assert "3/8" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


@pytest.mark.parametrize("force", [None, "1"])
def test_a_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch, force: str | None) -> None:
    """Where standard error is no terminal nothing is written, though colours be forced."""
    if force is not None:
        monkeypatch.setenv("FORCE_COLOR", force)
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    with progress_bars() as begin:
        assert begin("talks") is None
    assert quiet.getvalue() == ""


def test_a_dumb_terminal_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that cannot move its cursor is spared."""
    screen = terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    with progress_bars() as begin:
        assert begin("talks") is None
    assert screen.getvalue() == ""


@pytest.mark.parametrize(("rate", "text"), [(None, ""), (3.26, "3.3/s"), (41.7, "42/s")])
def test_the_rate(rate: float | None, text: str) -> None:
    """Told once it is known, without decimals where they say nothing."""
    task = SimpleNamespace(finished_speed=None, speed=rate)
    assert RateColumn().render(task).plain == text  # type: ignore[arg-type]

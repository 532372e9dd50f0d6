"""What is typed after ``detente sweep`` reaches the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_sweep import sweep_command
from detente.commands.sweep import SweepRequest


def test_what_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request; commas inside an axis are left alone."""
    seen: list[SweepRequest] = []
    monkeypatch.setattr("detente.commands.sweep.run_sweep", seen.append)
    words = [
        *("talks", "--over", "a.b=0..1:3", "--over", "reading=x,y", "--one-at-a-time", "--deal", "d"),
        *("--form", "with sweeteners", "--reading", "r", "--draws", "7", "--seed", "3", "--workers", "2"),
        *("--json", "-o", "t.csv", "--force", "--plot", "p.png"),
    ]
    result = CliRunner().invoke(sweep_command, words)
    assert result.exit_code == 0, result.output
    assert seen == [
        SweepRequest(
            case="talks",
            over=("a.b=0..1:3", "reading=x,y"),
            one_at_a_time=True,
            deals=("d",),
            form="with sweeteners",
            reading="r",
            draws=7,
            seed=3,
            workers=2,
            as_json=True,
            output=Path("t.csv"),
            force=True,
            plot=Path("p.png"),
        )
    ]


def test_an_axis_is_needed() -> None:
    """Without --over there is nothing to sweep."""
    result = CliRunner().invoke(sweep_command, ["two-issues"])
    assert result.exit_code == 2
    assert "--over" in result.stderr

"""What is typed after ``detente simulate`` and ``detente ripeness`` reaches the commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_climate import ripeness_command, simulate_command
from detente.commands.ripeness import RipenessRequest
from detente.commands.simulate import SimulateRequest


def test_simulate_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request; the settings of a policy stay together."""
    seen: list[SimulateRequest] = []
    monkeypatch.setattr("detente.commands.simulate.simulate_case", seen.append)
    words = (
        "talks --policy cbm --policy ramp-up:by=us,size=2 --until 2020-06 --below 1.5 --reading r "
        "--draws 50 --seed 3 --json -o t.csv --force --plot f.png"
    )
    result = CliRunner().invoke(simulate_command, words.split())
    assert result.exit_code == 0, result.output
    assert seen == [
        SimulateRequest(
            case="talks",
            policies=("cbm", "ramp-up:by=us,size=2"),
            until="2020-06",
            below=1.5,
            reading="r",
            all_readings=False,
            draws=50,
            seed=3,
            as_json=True,
            output=Path("t.csv"),
            force=True,
            plot=Path("f.png"),
        )
    ]


def test_one_reading_or_all() -> None:
    """Not both."""
    result = CliRunner().invoke(simulate_command, ["talks", "--reading", "r", "--all-readings"])
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


def test_ripeness_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request."""
    seen: list[RipenessRequest] = []
    monkeypatch.setattr("detente.commands.ripeness.ask_ripeness", seen.append)
    words = (
        "talks --policy cbm --until 2020-06 --every 2 --deal a --deal b --reading r --draws 50 --seed 3 "
        "--workers 2 --json -o t.csv --force --plot f.png"
    )
    result = CliRunner().invoke(ripeness_command, words.split())
    assert result.exit_code == 0, result.output
    assert seen == [
        RipenessRequest(
            case="talks",
            policies=("cbm",),
            until="2020-06",
            every=2,
            deals=("a", "b"),
            reading="r",
            draws=50,
            seed=3,
            workers=2,
            as_json=True,
            output=Path("t.csv"),
            force=True,
            plot=Path("f.png"),
        )
    ]

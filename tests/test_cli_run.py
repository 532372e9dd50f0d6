"""What is typed after ``detente run`` reaches the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_run import run_command
from detente.commands.run import RunRequest


def asked(monkeypatch: pytest.MonkeyPatch, *words: str) -> RunRequest:
    """Type it, and return the request."""
    seen: list[RunRequest] = []
    monkeypatch.setattr("detente.commands.run.run_case", seen.append)
    result = CliRunner().invoke(run_command, list(words))
    assert result.exit_code == 0, result.output
    return seen[0]


def test_everything_that_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request."""
    words = (
        "talks --reading r --draws 7 --seed 3 --scheme lhs --precision 0.1 --condition status-quo:0.3 "
        "--workers 2 --executor processes --timeout 9 --keep --runs shelf --resume --json -o out --plot p.png"
    )
    assert asked(monkeypatch, *words.split()) == RunRequest(
        case="talks",
        reading="r",
        draws=7,
        seed=3,
        scheme="latin hypercube",
        precision=0.1,
        condition=(0.3,),
        workers=2,
        executor="processes",
        timeout=9.0,
        keep=True,
        runs=Path("shelf"),
        resume=True,
        as_json=True,
        output=Path("out"),
        plot=Path("p.png"),
    )


def test_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the case gives what a request is without anything else."""
    assert asked(monkeypatch, "talks") == RunRequest(case="talks")
    assert asked(monkeypatch, "--resume") == RunRequest(case=None, resume=True)


def test_a_cluster_is_an_executor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address stands where the word for other workers would."""
    assert asked(monkeypatch, "talks", "--cluster", "tcp://h:1").executor == "tcp://h:1"


def test_the_usual_inertia(monkeypatch: pytest.MonkeyPatch) -> None:
    """A condition without a number has the usual one, which is told by the request."""
    request = asked(monkeypatch, "talks", "--condition", "status-quo")
    assert request.condition == (None,)
    assert request.inertia == 0.5
    assert asked(monkeypatch, "talks").inertia is None


def test_a_case_is_needed() -> None:
    """Only --resume goes without one."""
    result = CliRunner().invoke(run_command, [])
    assert result.exit_code == 2
    assert "only --resume goes without" in result.stderr

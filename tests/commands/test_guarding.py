"""Each kind of failure has its exit code and one message on standard error."""

from __future__ import annotations

import errno

import click
import pytest
from click.testing import CliRunner, Result

from detente.commands.guarding import BROKEN_PIPE, FAILED, INTERNAL, INTERRUPTED, USAGE, GuardedGroup
from detente.errors import DetenteError, DossierError, Problem, RunError, TooLargeError, UnknownNameError


def ends(error: BaseException, **environment: str | None) -> Result:
    """Run a command that fails in this way."""

    @click.group(cls=GuardedGroup)
    def group() -> None:
        """Do nothing."""

    @group.command()
    def fail() -> None:
        """Fail."""
        click.echo("begun")
        raise error

    return CliRunner().invoke(group, ["fail"], env={"DETENTE_DEBUG": None, **environment})


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), INTERRUPTED, "\ninterrupted; nothing was written\n"),
        (UnknownNameError("case", "us-rusia", ["us-russia"]), USAGE, "did you mean 'us-russia'?\n"),
        (RunError("it cannot be written"), FAILED, "Error: it cannot be written\n"),
        (TooLargeError("too many"), FAILED, "Error: too many\n"),
        (DetenteError("something"), FAILED, "Error: something\n"),
        (MemoryError(), FAILED, "not enough memory for this; try --workers 1\n"),
        (OSError(errno.ENOSPC, "x"), FAILED, "the output cannot be written: No space left on device\n"),
        (OSError(errno.EPIPE, "x"), BROKEN_PIPE, ""),
        (OSError(errno.ENOENT, "gone"), INTERNAL, "detente itself failed"),
        (ZeroDivisionError("oops"), INTERNAL, "ZeroDivisionError: oops"),
        (click.UsageError("no such thing"), USAGE, "Error: no such thing\n"),
    ],
)
def test_code_and_message(error: BaseException, code: int, message: str) -> None:
    """Nobody sees a traceback, and standard output holds only what was written before."""
    result = ends(error)
    assert result.exit_code == code
    assert result.stdout == "begun\n"
    assert message in result.stderr
    assert (result.stderr == "") == (message == "")
    assert "Traceback" not in result.stderr


def test_every_problem_of_a_dossier_is_told() -> None:
    """One line for each, and no word before them."""
    problems = [Problem(code=f"D00{n}", message="m", file="d.yaml", line=n) for n in (1, 2)]
    result = ends(DossierError(problems))
    assert result.exit_code == FAILED
    assert result.stderr == "d.yaml:1: D001: m\nd.yaml:2: D002: m\n"


@pytest.mark.parametrize(("value", "shown"), [("1", True), ("0", False), ("", False)])
def test_the_traceback_is_shown_on_request_only(value: str, shown: bool) -> None:
    """DETENTE_DEBUG must be 1."""
    assert ("Traceback" in ends(ValueError("x"), DETENTE_DEBUG=value).stderr) is shown


def test_an_exit_asked_for_is_left_alone() -> None:
    """A command's own exit code goes through."""
    assert ends(click.exceptions.Exit(7)).exit_code == 7


def test_the_codes_differ() -> None:
    """Scripts can tell the failures apart."""
    assert len({0, FAILED, USAGE, INTERNAL, INTERRUPTED, BROKEN_PIPE}) == 6

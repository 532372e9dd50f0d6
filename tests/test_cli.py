"""The command line as a whole: help, usage, exit codes, streams."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli import cli
from detente.cli_options import MAX_DRAWS
from detente.verdict import draw_limits
from detente.version import __version__

DETENTE = (sys.executable, "-m", "detente")


def _environment(**more: str) -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}, **more}


@pytest.mark.parametrize("command", [(), *((name,) for name in sorted(cli.commands))])
def test_help_starts_with_examples(command: tuple[str, ...]) -> None:
    """Examples stand before the text and the options."""
    result = CliRunner().invoke(cli, [*command, "--help"], prog_name="detente")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[2] == "Examples:"
    assert lines[3].startswith("  $ detente ")


def test_the_version() -> None:
    """It is that of the package."""
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"detente {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("rum", "two-issues"),
        ("run",),
        ("run", "two-issues", "--draws", "0"),
        ("run", "two-issues", "--draws", "many"),
        ("run", "two-issues", "--seed", "-1"),
        ("run", "two-issues", "--fast"),
        ("run", "two-isues"),
        ("run", "two-issues", "--reading", "skeptic"),
    ],
)
def test_wrong_usage_gives_two(words: tuple[str, ...]) -> None:
    """A message on stderr, nothing on stdout."""
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_the_bound_on_draws_is_that_of_a_run() -> None:
    """The command line repeats the number so that it need not import the kernels."""
    assert MAX_DRAWS == draw_limits.MAX_DRAWS


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A command line in which ``cases`` fails."""

    def fail() -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("detente.commands.cases.list_cases", fail)
    return CliRunner()


def test_a_fault_of_detente_gives_three(faulty: CliRunner) -> None:
    """A short message asks for a report; there is no traceback."""
    result = faulty.invoke(cli, ["cases"], env={"DETENTE_DEBUG": None})
    assert result.exit_code == 3
    assert "a bug" in result.stderr
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_traceback_is_there_for_those_who_ask(faulty: CliRunner) -> None:
    """DETENTE_DEBUG=1 shows it."""
    assert "Traceback" in faulty.invoke(cli, ["cases"], env={"DETENTE_DEBUG": "1"}).stderr


def test_help_does_not_wait_for_the_numerical_libraries() -> None:
    """Neither the command line nor the package imports them before they are needed."""
    heavy = ("numba", "scipy", "pandas", "numpy", "pydantic", "rich")
    code = f"import sys, detente, detente.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_package_names_what_it_has() -> None:
    """Names that are imported late are listed, found and spelled right."""
    code = (
        "import detente\n"
        "assert set(detente.__all__) <= set(dir(detente))\n"
        "assert all(getattr(detente, name) is not None for name in detente.__all__)\n"
        "try:\n    detente.laod\nexcept AttributeError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "module 'detente' has no attribute 'laod'\n"


def test_nobody_reading_is_quiet() -> None:
    """A reader that leaves early, as ``head`` does, causes no message."""
    process = subprocess.Popen([*DETENTE, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told() -> None:
    """Output that cannot be written is an error, not a traceback."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*DETENTE, "cases"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == "Error: the output cannot be written: No space left on device\n"


def test_a_terminal_that_knows_ascii_only() -> None:
    """Characters it cannot show are replaced; a long way from the first line nothing breaks."""
    environment = _environment(PYTHONIOENCODING="ascii", FORCE_COLOR="1", COLUMNS="80")
    done = subprocess.run(
        [*DETENTE, "run", "two-issues", "--draws", "10"], capture_output=True, env=environment, check=True
    )
    assert done.stdout.decode("ascii")
    assert done.stderr == b""


def test_no_colour_where_none_is_wanted() -> None:
    """NO_COLOR takes the colours out of a terminal's output."""
    coloured = "\x1b[36m"
    shown = [
        subprocess.run(
            [*DETENTE, "show", "two-issues"], capture_output=True, text=True, env=env, check=True
        ).stdout
        for env in (_environment(FORCE_COLOR="1"), _environment(FORCE_COLOR="1", NO_COLOR="1"))
    ]
    assert [coloured in text or "\x1b[1;36m" in text for text in shown] == [True, False]


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_an_interrupted_run_ends_with_130(tmp_path: Path) -> None:
    """A real interrupt in the middle of a long run leaves a message and no file."""
    words = [*DETENTE, "run", "us-russia", "--draws", "1000", "-o", str(tmp_path / "out")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert (out, err.strip()) == ("", "interrupted; nothing was written")
    assert list(tmp_path.iterdir()) == []


def test_cases_and_schema_answer() -> None:
    """The list names every shipped case; the schema is JSON Schema."""
    runner = CliRunner()
    assert "us-russia" in runner.invoke(cli, ["cases"]).stdout
    assert '"$schema": "http://json-schema.org/draft-07/schema#"' in runner.invoke(cli, ["schema"]).stdout


def test_shell_completion_knows_the_cases() -> None:
    """What begins like a case is completed to it, anything else as a file."""
    case = cli.commands["run"].params[0]
    context = click.Context(cli.commands["run"])
    assert [item.value for item in case.shell_complete(context, "us")] == ["us-russia"]
    assert [item.type for item in case.shell_complete(context, "talks.y")] == ["file"]

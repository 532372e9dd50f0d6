"""What is typed after ``detente runs`` reaches the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detente.cli_runs import runs_group
from detente.commands.replaying import ReplayAgain
from detente.commands.runs import CompareRequest, ExportRequest, GcRequest, ListRequest, ShowRequest

SHELF = Path("shelf")


@pytest.mark.parametrize(
    ("words", "function", "request_made"),
    [
        ("list --runs shelf --json", "runs.list_runs", ListRequest(runs=SHELF, as_json=True)),
        ("show 3f --json", "runs.show_run", ShowRequest(run="3f", as_json=True)),
        (
            "compare 3f 91 --runs shelf",
            "runs.compare_runs",
            CompareRequest(before="3f", after="91", runs=SHELF),
        ),
        (
            "replay latest --sample 5 --workers 2 --executor threads",
            "replaying.replay_again",
            ReplayAgain(run="latest", every=5, workers=2, executor="threads"),
        ),
        (
            "gc --keep 3 --older-than 7 --unfinished --dry-run",
            "runs.collect_runs",
            GcRequest(keep=3, older_than=7.0, unfinished=True, dry_run=True),
        ),
        (
            "export 3f -o tables --force",
            "runs.export_run",
            ExportRequest(run="3f", output=Path("tables"), force=True),
        ),
    ],
)
def test_what_can_be_typed(
    words: str, function: str, request_made: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every option of every command has its place in the request."""
    seen: list[Any] = []
    monkeypatch.setattr(f"detente.commands.{function}", seen.append)
    result = CliRunner().invoke(runs_group, words.split())
    assert result.exit_code == 0, result.output
    assert seen == [request_made]


@pytest.mark.parametrize("name", sorted(runs_group.commands))
def test_help_starts_with_examples(name: str) -> None:
    """Examples stand before the text and the options."""
    result = CliRunner().invoke(runs_group, [name, "--help"], prog_name="detente runs")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2] == "Examples:"

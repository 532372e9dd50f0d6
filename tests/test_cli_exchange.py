"""What is typed after ``detente import`` and ``detente export`` reaches the commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_exchange import export_command, import_command
from detente.commands.exporting import ExportRequest
from detente.commands.importing import ImportRequest


def test_everything_typed_is_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each option has its place in the request."""
    seen: list[ImportRequest] = []
    monkeypatch.setattr("detente.commands.importing.import_files", seen.append)
    file = tmp_path / "a.csv"
    file.write_text("x", encoding="utf-8")
    words = f"{file} -o d.yaml --format csv --steps 5 --status-quo a=b --status-quo c=d --title T --force"
    assert CliRunner().invoke(import_command, words.split()).exit_code == 0
    assert seen == [
        ImportRequest(
            files=(file,),
            output=Path("d.yaml"),
            format="csv",
            steps=5,
            status_quo=("a=b", "c=d"),
            title="T",
            force=True,
        )
    ]


def test_everything_typed_is_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option has its place in the request."""
    seen: list[ExportRequest] = []
    monkeypatch.setattr("detente.commands.exporting.export_case", seen.append)
    words = "case --format genius -o out --reading r --parties a,b --steps 2 --force"
    assert CliRunner().invoke(export_command, words.split()).exit_code == 0
    assert seen == [
        ExportRequest(
            sources=("case",),
            format="genius",
            output=Path("out"),
            reading="r",
            parties=("a", "b"),
            steps=2,
            force=True,
        )
    ]

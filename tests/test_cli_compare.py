"""What is typed after ``detente readings``, ``crux``, ``retract`` and ``diff`` reaches the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detente.cli_compare import COMPARISONS
from detente.commands.compare import CruxRequest, DiffRequest, ReadingsRequest, RetractRequest

COMMANDS = {str(command.name): command for command in COMPARISONS}
COMMON = "--sweetened --draws 7 --seed 3 --workers 2 --json --plot f.png"
REQUEST: dict[str, Any] = {
    "sweetened": True,
    "draws": 7,
    "seed": 3,
    "workers": 2,
    "as_json": True,
    "plot": Path("f.png"),
}
TELLS = {
    "readings": "tell_readings",
    "crux": "tell_crux",
    "retract": "tell_retraction",
    "diff": "tell_difference",
}


def asked(monkeypatch: pytest.MonkeyPatch, name: str, words: str) -> Any:
    """Type it, and return the request."""
    seen: list[Any] = []
    monkeypatch.setattr(f"detente.commands.compare.{TELLS[name]}", seen.append)
    result = CliRunner().invoke(COMMANDS[name], words.split())
    assert result.exit_code == 0, result.output
    return seen[0]


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        (
            "readings",
            "case --deal d --deal e --weights a=1,b=2 --weights c=3",
            ReadingsRequest(case="case", deals=("d", "e"), weights=("a=1,b=2", "c=3"), **REQUEST),
        ),
        ("crux", "case r s --deal d", CruxRequest(case="case", before="r", after="s", deal="d", **REQUEST)),
        (
            "retract",
            "case essay#2 --reading r",
            RetractRequest(case="case", source="essay#2", reading="r", **REQUEST),
        ),
        ("retract", "case --each", RetractRequest(case="case", **REQUEST)),
        (
            "diff",
            "a b --reading-before r --reading-after s",
            DiffRequest(before="a", after="b", reading_before="r", reading_after="s", **REQUEST),
        ),
    ],
)
def test_everything_typed_is_asked(
    monkeypatch: pytest.MonkeyPatch, name: str, words: str, expected: object
) -> None:
    """Each option has its place in the request."""
    assert asked(monkeypatch, name, f"{words} {COMMON}") == expected


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("readings", "case", ReadingsRequest(case="case")),
        ("crux", "case r s", CruxRequest(case="case", before="r", after="s")),
        ("retract", "case essay", RetractRequest(case="case", source="essay")),
        ("diff", "a b", DiffRequest(before="a", after="b")),
    ],
)
def test_what_is_not_typed_is_as_the_request_has_it(
    monkeypatch: pytest.MonkeyPatch, name: str, words: str, expected: object
) -> None:
    """The command line has no defaults of its own."""
    assert asked(monkeypatch, name, words) == expected


@pytest.mark.parametrize("words", ["case", "case essay --each"])
def test_a_source_or_each(words: str) -> None:
    """Neither nothing nor both can be withdrawn."""
    result = CliRunner().invoke(COMMANDS["retract"], words.split())
    assert result.exit_code == 2
    assert "--each" in result.output

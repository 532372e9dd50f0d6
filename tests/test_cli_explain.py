"""What is typed after ``detente why-not``, ``flip`` and the other explanations reaches the command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli_explain import EXPLANATIONS
from detente.commands.explain import ExplainRequest

COMMANDS = {str(command.name): command for command in EXPLANATIONS}
COMMON = "case --reading r --draws 7 --seed 3 --workers 2 --json"
REQUEST = {"case": "case", "reading": "r", "draws": 7, "seed": 3, "workers": 2, "as_json": True}


def asked(monkeypatch: pytest.MonkeyPatch, command: click.Command, *words: str) -> ExplainRequest:
    """Type it, and return the request."""
    seen: list[ExplainRequest] = []
    monkeypatch.setattr("detente.commands.explain.explain_case", seen.append)
    result = CliRunner().invoke(command, list(words))
    assert result.exit_code == 0, result.output
    return seen[0]


@pytest.mark.parametrize(
    ("question", "more", "expected"),
    [
        (
            "why-not",
            "--package p --no-repairs --plot f.png",
            {"package": "p", "no_repairs": True, "plot": Path("f.png")},
        ),
        ("why", "--package a=b --plot f.svg", {"package": "a=b", "plot": Path("f.svg")}),
        (
            "flip",
            "--deal d --sweetened --to no-deal --sizes 2 --plot f.png",
            {"deal": "d", "sweetened": True, "to": "no-deal", "sizes": 2, "plot": Path("f.png")},
        ),
        ("flip", "--package a=b", {"package": "a=b"}),
        ("blockers", "--deal d --sweetened", {"deal": "d", "sweetened": True}),
        ("sensitivity", "--package a=b", {"package": "a=b"}),
        ("tornado", "--package a=b --plot f.html", {"package": "a=b", "plot": Path("f.html")}),
        ("scenarios", "--deal d --sweetened", {"deal": "d", "sweetened": True}),
        ("funnel", "--deal d --shift 0.2 --sweetened", {"deal": "d", "shift": 0.2, "sweetened": True}),
        ("assumptions", "--deal d --markdown", {"deal": "d", "markdown": True}),
    ],
)
def test_everything_typed_is_asked(
    monkeypatch: pytest.MonkeyPatch, question: str, more: str, expected: dict[str, object]
) -> None:
    """Each option has its place in the request."""
    request = asked(monkeypatch, COMMANDS[question], *COMMON.split(), *more.split())
    assert request == ExplainRequest(question=question, **{**REQUEST, **expected})  # type: ignore[arg-type]


@pytest.mark.parametrize("question", COMMANDS)
def test_what_is_not_typed_is_as_the_request_has_it(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    """The command line has no defaults of its own."""
    assert asked(monkeypatch, COMMANDS[question], "case") == ExplainRequest(question=question, case="case")


@pytest.mark.parametrize(
    ("question", "words", "message"),
    [
        ("flip", "--to peace", "no-deal"),
        ("flip", "--sizes 4", "1<=x<=3"),
        ("funnel", "--shift 2", "0<=x<=1"),
        ("why-not", "--draws 0", "1<=x<=100000"),
    ],
)
def test_what_cannot_be_is_refused(question: str, words: str, message: str) -> None:
    """A wrong value is answered with what would do."""
    result = CliRunner().invoke(COMMANDS[question], ["case", *words.split()])
    assert result.exit_code == 2
    assert message in result.output

"""``detente why-not``, ``flip`` and the other explanations as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli

DOSSIER = str(Path(__file__).resolve().parents[1] / "data" / "bargain.yaml")
#: A question to each, about a case that ships.
QUESTIONS = {
    "why-not": ("two-issues", "--package", "sanctions=lift"),
    "why": ("two-issues", "--package", "sanctions=ease,border=disarm"),
    "flip": ("two-issues", "--package", "sanctions=lift", "--sizes", "2"),
    "blockers": ("two-issues", "--package", "sanctions=lift"),
    "sensitivity": ("two-issues", "--package", "sanctions=ease,border=disarm"),
    "tornado": ("two-issues", "--package", "sanctions=ease,border=disarm"),
    "scenarios": ("two-issues", "--package", "sanctions=ease,border=disarm"),
    "funnel": ("two-issues",),
    "assumptions": ("two-issues",),
}


def typed(*words: str) -> Result:
    """Run a command with few draws."""
    return CliRunner().invoke(cli, [*words, "--draws", "40"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_explanation_is_told(question: str) -> None:
    """The title, under which reading, and what to keep in mind."""
    told = typed(question, *QUESTIONS[question])
    assert told.exit_code == 0, told.output
    assert "Sanctions for a ceasefire?" in told.stdout
    assert "reading: base" in told.stdout
    assert "To keep in mind" in told.stdout


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_explanation_as_json(question: str) -> None:
    """Everything, with the head that all results share."""
    told = typed(question, *QUESTIONS[question], "--json")
    assert told.exit_code == 0, told.output
    content = json.loads(told.stdout)
    assert (content["dossier"], content["draws"], content["seed"]) == ("two-issues", 40, 0)


def test_assumptions_to_paste() -> None:
    """The list as Markdown, and nothing else."""
    told = typed("assumptions", "two-issues", "--markdown")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("## Key assumptions")


@pytest.mark.parametrize(
    ("question", "suffix"), [("why-not", "svg"), ("tornado", "json"), ("blockers", "svg"), ("flip", "svg")]
)
def test_pictures_are_written(question: str, suffix: str, tmp_path: Path) -> None:
    """A picture stands where it was asked for, and is mentioned."""
    pytest.importorskip("altair")
    picture = tmp_path / f"picture.{suffix}"
    told = typed(question, *QUESTIONS[question], "--plot", str(picture))
    assert told.exit_code == 0, told.output
    assert picture.stat().st_size > 1000
    assert "written to" in told.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("why", "two-issues"), 2, "name a package with --package"),
        (("why-not", "two-issues", "--plot", "x.svg"), 2, "name it with --package"),
        (("why-not", "two-issues", "--package", "sanctions=lifted"), 2, "lift"),
        (("why-not", "two-issues", "--package", "anyy"), 2, "any"),
        (("flip", "two-issues", "--deal", "nothing"), 2, "kind of deal"),
        (("flip", "two-issues", "--deal", "any", "--package", "sanctions=lift"), 2, "give one of them"),
        (("scenarios", "two-issues"), 2, "name a kind of deal"),
        (("blockers", "two-issues", "--reading", "nobody"), 2, "reading"),
        (("why-not", "two-issues", "--package", "sanctions=lift", "--plot", "x.bmp"), 1, "png"),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], code: int, message: str) -> None:
    """A typical mistake is answered with what is wrong and what would do."""
    told = typed(*words)
    assert told.exit_code == code, told.output
    assert message in told.stderr
    assert "Traceback" not in told.output

"""``detente readings``, ``crux``, ``retract`` and ``diff`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli

BARGAIN = Path(__file__).resolve().parents[1] / "data" / "bargain.yaml"
CASE = """
detente: 1
title: A small bargain
sources: {essay: {title: An essay}, letter: {title: A letter}}
parties: {north: {role: principal}, south: {role: principal}}
issues:
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}
  base: {options: {kept: {status_quo: true}, closed: {performers: [south]}}}
stakes:
  north: {aid: {grant: {points: -2, cite: [essay]}}, base: {closed: {points: 1..7, cite: [letter]}}}
  south: {aid: {grant: 4}, base: {closed: {points: -2, cite: [essay, letter]}}}
deals: {swap: {all: {aid: [grant], base: [closed]}}, any: null}
readings:
  dove: {set: {stakes.north.base.closed: 9}}
  hawk: {set: {stakes.north.base.closed: 0, stakes.south.aid.grant: 3}}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    """A dossier with two readings and two sources."""
    file = tmp_path / "small.yaml"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def typed(*words: str) -> Result:
    """Run a command with few draws."""
    return CliRunner().invoke(cli, [*words, "--draws", "40"])


def questions(case: str) -> dict[str, tuple[str, ...]]:
    """One question to each command."""
    return {
        "readings": ("readings", case, "--weights", "dove=1,hawk=3"),
        "crux": ("crux", case, "dove", "hawk"),
        "retract": ("retract", case, "letter"),
        "each": ("retract", case, "--each"),
        "diff": ("diff", case, case, "--reading-after", "hawk"),
    }


@pytest.mark.parametrize("question", ["readings", "crux", "retract", "each", "diff"])
def test_each_comparison_is_told_and_as_json(case: str, question: str) -> None:
    """In words with the title, and as JSON with the draws."""
    words = questions(case)[question]
    told = typed(*words)
    assert told.exit_code == 0, told.output
    assert "A small bargain" in told.stdout
    content = json.loads(typed(*words, "--json").stdout)
    assert content["draws"] == 40


def test_crux_names_the_difference(case: str) -> None:
    """Of two differences the one that carries the verdict is told."""
    told = typed("crux", case, "dove", "hawk", "--deal", "swap").stdout
    assert "stakes.north.base" in told
    assert typed("crux", case, "base", "base").exit_code == 0


def test_two_stored_runs(case: str, tmp_path: Path) -> None:
    """What detente run wrote can be compared; a run and a dossier cannot."""
    runs = [str(tmp_path / name) for name in ("may", "june")]
    for folder, reading in zip(runs, ("dove", "hawk"), strict=True):
        assert typed("run", case, "--reading", reading, "-o", folder).exit_code == 0
    told = CliRunner().invoke(cli, ["diff", *runs])
    assert told.exit_code == 0, told.output
    assert "swap" in told.stdout
    mixed = CliRunner().invoke(cli, ["diff", runs[0], case])
    assert mixed.exit_code == 2
    assert "two of a kind" in mixed.stderr
    plotted = CliRunner().invoke(cli, ["diff", *runs, "--plot", "x.png"])
    assert plotted.exit_code == 2


def test_pictures(case: str, tmp_path: Path) -> None:
    """Each picture stands where it was asked for."""
    pytest.importorskip("altair")
    for name, words in questions(case).items():
        picture = tmp_path / f"{name}.svg"
        told = typed(*words, "--plot", str(picture))
        if name == "retract":
            assert told.exit_code == 2
            assert "--each" in told.stderr
        else:
            assert told.exit_code == 0, told.output
            assert picture.stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("crux", "CASE", "dove", "hawks"), "hawk"),
        (("crux", "CASE", "dove", "hawk", "--deal", "swop"), "swap"),
        (("readings", "CASE", "--weights", "dove=much"), "is no number"),
        (("readings", "CASE", "--weights", "owl=1"), "owl"),
        (("readings", "CASE", "--deal", "swop"), "swap"),
        (("retract", "CASE", "leter"), "letter"),
        (("retract", "CASE", "essay#99"), "essay"),
        (("diff", "CASE", "nowhere.yaml"), "nowhere"),
    ],
)
def test_what_cannot_be_is_refused(case: str, words: tuple[str, ...], message: str) -> None:
    """A typical mistake is answered with what is wrong, and never with a traceback."""
    told = typed(*(case if word == "CASE" else word for word in words))
    assert told.exit_code in (1, 2), told.output
    assert message in told.stderr
    assert "Traceback" not in told.output

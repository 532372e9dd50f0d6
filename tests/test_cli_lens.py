"""What is typed after ``detente lens`` and ``detente plan`` reaches the command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli_lens import lens_group, plan_command
from detente.commands.lens import LensRequest


def asked(monkeypatch: pytest.MonkeyPatch, command: click.Command, *words: str) -> LensRequest:
    """Type it, and return the request."""
    seen: list[LensRequest] = []
    monkeypatch.setattr("detente.commands.lens.ask_lens", seen.append)
    result = CliRunner().invoke(command, list(words))
    assert result.exit_code == 0, result.output
    return seen[0]


COMMON = "case --all-readings --package p=q --package n:p=r --deal d --draws 7 --seed 3 --workers 2 --json"
REQUEST = {
    "case": "case",
    "all_readings": True,
    "packages": ("p=q", "n:p=r"),
    "deals": ("d",),
    "draws": 7,
    "seed": 3,
    "workers": 2,
    "as_json": True,
}


@pytest.mark.parametrize(
    ("lens", "more", "expected"),
    [
        ("leverage", "--plot f.png", {"plot": Path("f.png")}),
        (
            "ratification",
            "--plot f.png --plot-constraint g.svg",
            {"plot": Path("f.png"), "plot_constraint": Path("g.svg")},
        ),
        ("trust", "--price a=1 --price b=2,c=3", {"prices": ("a=1", "b=2,c=3")}),
        ("third-parties", "--plot f.png", {"plot": Path("f.png")}),
    ],
)
def test_everything_typed_is_asked(
    monkeypatch: pytest.MonkeyPatch, lens: str, more: str, expected: dict[str, object]
) -> None:
    """Each option has its place in the request."""
    request = asked(monkeypatch, lens_group, lens, *COMMON.split(), *more.split())
    assert request == LensRequest(lens=lens, **{**REQUEST, **expected})  # type: ignore[arg-type]


def test_a_plan_has_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on stages is passed on."""
    request = asked(monkeypatch, plan_command, "case", "--stages", "3", "--reading", "r")
    assert request == LensRequest(lens="plan", case="case", stages=3, reading="r")


@pytest.mark.parametrize("lens", ["leverage", "ratification", "trust", "third-parties"])
def test_what_is_not_typed_is_as_the_request_has_it(monkeypatch: pytest.MonkeyPatch, lens: str) -> None:
    """The command line has no defaults of its own."""
    assert asked(monkeypatch, lens_group, lens, "case") == LensRequest(lens=lens, case="case")


def test_one_reading_or_all_of_them() -> None:
    """Both at once is refused with what to do."""
    result = CliRunner().invoke(lens_group, ["trust", "case", "--reading", "r", "--all-readings"])
    assert result.exit_code == 2
    assert "give one of them" in result.output

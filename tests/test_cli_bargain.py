"""What is typed after ``detente bargain`` reaches the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_bargain import bargain_command
from detente.commands.bargain import BargainRequest


def asked(monkeypatch: pytest.MonkeyPatch, *words: str) -> BargainRequest:
    """Type it, and return the request."""
    seen: list[BargainRequest] = []
    monkeypatch.setattr("detente.commands.bargain.bargain_case", seen.append)
    result = CliRunner().invoke(bargain_command, list(words))
    assert result.exit_code == 0, result.output
    return seen[0]


def test_everything_typed_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option has its place in the request."""
    words = (
        "a.xml b.xml --reading r --gates credible --parties x,y --power x=2 --package p=q --weak"
        " --count-exactly --resolution 2.5 --divide --draws 7 --seed 3 --workers 2 --steps 4 --plot f.png"
        " --plot-movement m.svg --json"
    )
    assert asked(monkeypatch, *words.split()) == BargainRequest(
        case=("a.xml", "b.xml"),
        reading="r",
        gates=("credible",),
        parties=("x", "y"),
        power=("x=2",),
        packages=("p=q",),
        weak=True,
        count_exactly=True,
        resolution=2.5,
        divide=True,
        draws=7,
        seed=3,
        workers=2,
        steps=4,
        plot=Path("f.png"),
        plot_movement=Path("m.svg"),
        as_json=True,
    )


def test_what_is_not_typed_is_as_the_request_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line has no defaults of its own."""
    assert asked(monkeypatch, "case") == BargainRequest(case=("case",))

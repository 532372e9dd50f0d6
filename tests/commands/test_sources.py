"""What a case on the command line is."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from detente.commands.sources import case_or_game
from detente.dossier.dossier import Dossier
from detente.errors import UnknownNameError
from detente.model.scored_game import ScoredGame


def test_a_case_and_a_dossier_are_dossiers(tmp_path: Path) -> None:
    """By name, by file and by folder."""
    (tmp_path / "dossier.yaml").write_text(
        (Path(__file__).parents[1] / "data" / "bargain.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for source in ("two-issues", str(tmp_path / "dossier.yaml"), str(tmp_path)):
        assert isinstance(case_or_game([source]), Dossier)


def test_other_files_are_games(tmp_path: Path) -> None:
    """A plain domain is read as one."""
    path = tmp_path / "game.json"
    domain = {"issues": {"i": ["a", "b"]}, "parties": [{"name": n, "values": {"i": {"a": 1}}} for n in "xy"]}
    path.write_text(json.dumps(domain), encoding="utf-8")
    assert isinstance(case_or_game([str(path)]), ScoredGame)
    with pytest.raises(click.UsageError, match="--reading"):
        case_or_game([str(path)], reading="x")


def test_a_typing_error_is_that_of_a_case() -> None:
    """The nearest case is named."""
    with pytest.raises(UnknownNameError, match="us-russia"):
        case_or_game(["us-rusia"])

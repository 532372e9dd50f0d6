"""A small valid dossier and ways to break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from breaking import Breaking, place_of

from detente.dossier import load_text
from detente.errors import DossierError, Problem

BARGAIN = Path(__file__).parents[1] / "data" / "bargain.yaml"


@pytest.fixture(scope="session")
def bargain() -> str:
    """Text of a dossier that uses every section."""
    return BARGAIN.read_text(encoding="utf-8")


@pytest.fixture
def problems_after(bargain: str) -> Breaking:
    """Replace a part of the valid dossier and return the problems that arise.

    With ``at``, the first problem must stand where that text does.
    """

    def broken(old: str, new: str, *, at: str | None = None) -> tuple[Problem, ...]:
        assert old in bargain
        text = bargain.replace(old, new, 1)
        with pytest.raises(DossierError) as caught:
            load_text(text, file="d.yaml")
        problems = caught.value.problems
        if at is not None:
            assert (problems[0].line, problems[0].column) == place_of(text, at)
        assert all(problem.file == "d.yaml" for problem in problems)
        return problems

    return broken

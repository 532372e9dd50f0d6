"""A kept run once more."""

from __future__ import annotations

import json

import pytest

from .conftest import Typed

QUICK = ("two-issues", "--draws", "100", "--keep")


@pytest.mark.parametrize("more", [(), ("--all-readings",), ("--scheme", "lhs", "--condition", "status-quo")])
def test_the_same_bytes(typed: Typed, more: tuple[str, ...]) -> None:
    """Every block and every result file of a run comes out again as it was."""
    typed("run", *QUICK, *more)
    result = typed("runs", "replay", "latest", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["same"]


def test_a_difference_is_told(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whole numbers come out otherwise the command ends with 1 and names the blocks."""
    typed("run", *QUICK)
    monkeypatch.setattr("detente.ensemble.cells.BINS", 8)
    result = typed("runs", "replay", "latest")
    assert result.exit_code == 1
    assert "base.judge.00000000-0064" in result.stdout

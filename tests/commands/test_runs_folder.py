"""Where run bundles are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.commands.runs_folder import runs_folder


def test_given_named_or_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is given, else that of the environment, else runs."""
    monkeypatch.setenv("DETENTE_RUNS", "shelf")
    assert runs_folder(Path("mine")) == Path("mine")
    assert runs_folder(None) == Path("shelf")
    monkeypatch.setenv("DETENTE_RUNS", "")
    assert runs_folder(None) == Path("runs")

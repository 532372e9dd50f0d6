"""``detente new``."""

import os
from pathlib import Path

import pytest

from detente.dossier import load

from .conftest import Typed


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("talks", "talks.yaml"),
        ("talks.yml", "talks.yml"),
        ("talks/", "talks/dossier.yaml"),
        ("a/b", "a/b.yaml"),
        ("v1.2", "v1.2.yaml"),
    ],
)
def test_a_name_becomes_a_file_that_loads(typed: Typed, name: str, path: str) -> None:
    """The path is the result; what to do next is said on stderr; nothing else is left behind."""
    result = typed("new", name)
    assert result.exit_code == 0
    assert result.stdout == f"{path}\n"
    assert f"detente run {path if not name.endswith('/') else name}" in result.stderr
    assert load(path).issues
    assert len(list(Path(path).parent.iterdir())) == 1


def test_a_file_is_written_over_only_by_force(typed: Typed) -> None:
    """Without --force the file stays as it is."""
    Path("talks.yaml").write_text("mine", encoding="utf-8")
    refused = typed("new", "talks")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert Path("talks.yaml").read_text(encoding="utf-8") == "mine"
    assert typed("new", "talks", "--force").exit_code == 0
    assert load("talks.yaml").issues


def test_a_place_that_cannot_be_written(typed: Typed) -> None:
    """A file where a folder would have to be gives a plain error."""
    Path("talks").write_text("mine", encoding="utf-8")
    result = typed("new", "talks/")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_failure_leaves_nothing_behind(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full no half-written file stays."""

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("detente.commands.new.os.replace", full)
    result = typed("new", "talks")
    assert result.exit_code == 1
    assert "no space left on device" in result.stderr
    assert list(Path().iterdir()) == []

"""The manifest of a bundle."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.bundles.kept_runs import IDENTITY

from detente.bundles.manifest import DamagedManifestError, Manifest, begin, read_manifest
from detente.errors import RunError


@pytest.fixture
def manifest() -> Manifest:
    """A manifest of a run begun now."""
    return begin(IDENTITY, "detente run x", {"x.yaml": "00"})


@pytest.fixture
def folder(tmp_path: Path, manifest: Manifest) -> Path:
    """A folder of the right name with it."""
    found = tmp_path / manifest.hash[:12]
    found.mkdir()
    manifest.write(found)
    return found


def test_there_and_back(folder: Path, manifest: Manifest) -> None:
    """While it runs and when it is complete."""
    assert read_manifest(folder) == manifest
    complete = replace(manifest, state="complete", finished="2026-01-01", files={"a": "11"})
    complete.write(folder)
    assert read_manifest(folder) == complete
    assert complete.is_complete


def test_the_identity_keeps_its_order(folder: Path) -> None:
    """People read it, though its hash does not depend on the order."""
    assert list(read_manifest(folder).identity) == list(IDENTITY)


def test_versions(manifest: Manifest) -> None:
    """Python and what numbers depend on."""
    assert list(manifest.versions) == ["python", "numpy", "numba", "scipy", "pandas"]


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Write the manifest with something else in it."""

    def write(file: Path) -> None:
        data = json.loads(file.read_text("utf-8"))
        change(data)
        file.write_text(json.dumps(data), "utf-8")

    return write


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda file: file.unlink(), "it is lost"),
        (lambda file: file.write_bytes(b""), "it is no JSON"),
        (lambda file: file.write_bytes(file.read_bytes()[:50]), "it is no JSON"),
        (lambda file: file.write_bytes(b"[" * 100_000), "it is no JSON"),
        (lambda file: file.write_bytes(b"\xff\xfe"), "it is no JSON"),
        (lambda file: file.write_bytes(b"[]"), "an object was expected"),
        (changed(lambda d: d.pop("format")), "its format is not known"),
        (changed(lambda d: d["identity"].update(seed=4)), "its identity does not fit its hash"),
        (changed(lambda d: d.update(identity=3)), "`identity` is missing or no object"),
        (changed(lambda d: d.update(state="odd")), "`state` is neither"),
        (changed(lambda d: d.update(command=None)), "`command` is missing or no text"),
        (changed(lambda d: d.update(files=[])), "`files` is missing or no table"),
        (changed(lambda d: d.update(versions={"a": 1})), "`versions` is missing or no table"),
    ],
)
def test_damage(folder: Path, damage: Callable[[Path], object], told: str) -> None:
    """It is told where and what, and what to do."""
    damage(folder / "manifest.json")
    with pytest.raises(DamagedManifestError, match=told) as found:
        read_manifest(folder)
    assert "keeps what was finished" in str(found.value)


def test_of_a_later_version(folder: Path) -> None:
    """It is not called damaged."""
    changed(lambda d: d.update(format=9))(folder / "manifest.json")
    with pytest.raises(RunError, match="later version of detente") as found:
        read_manifest(folder)
    assert not isinstance(found.value, DamagedManifestError)

"""What a list tells of a bundle."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.bundles.kept_runs import finished, opened

from detente.bundles.info import info_of, size_of
from detente.bundles.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path)


def test_a_whole_one(store: Store) -> None:
    """State, cells, draws, time, bytes."""
    bundle = finished(store)
    info = info_of(bundle.folder)
    assert (info.short, info.state, info.wrong, info.in_use) == (bundle.short, "complete", None, True)
    assert (info.cells, info.draws, info.seconds) == (4, 256, 2.0)
    assert info.size == sum(path.stat().st_size for path in bundle.folder.rglob("*") if path.is_file())
    bundle.close()
    assert info_of(bundle.folder).in_use is False
    assert info.to_dict()["identity"]["seed"] == 3


def test_damaged_ones(store: Store) -> None:
    """What is wrong is told, never raised."""
    first, second = opened(store).folder, opened(store, seed=4).folder
    (first / "manifest.json").write_bytes(b"\0")
    (second / "ledger.sqlite").write_bytes(b"x" * 100)
    infos = {info.folder: info for info in store.list()}
    assert {info.state for info in infos.values()} == {"damaged"}
    assert "is no JSON" in (infos[first].wrong or "")
    assert "detente run --resume makes it anew from the blocks" in (infos[second].wrong or "")
    assert infos[first].to_dict()["hash"] is None


def test_one_that_vanishes(store: Store) -> None:
    """It is damaged, too."""
    folder = opened(store).folder
    shutil.rmtree(folder)
    assert (info_of(folder).state, size_of(folder)) == ("damaged", 0)

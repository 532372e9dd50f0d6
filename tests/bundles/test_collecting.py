"""Removing bundles."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.bundles.kept_runs import finished, opened

from detente.bundles import collecting
from detente.bundles.store import Store
from detente.errors import RunError


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three bundles that nobody uses: complete, unfinished, complete; the last begun last."""
    found = Store(tmp_path / "runs")
    for make, seed in ((finished, 0), (opened, 1), (finished, 2)):
        make(found, seed=seed).close()
    return found


def seeds(store: Store) -> list[int]:
    """Seeds of the bundles that are left, the latest first."""
    return [info.manifest.identity["seed"] for info in store.list() if info.manifest]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({}, [2, 1, 0]),
        ({"keep": 0}, []),
        ({"keep": 1}, [2]),
        ({"keep": 9}, [2, 1, 0]),
        ({"unfinished": True}, [2, 0]),
        ({"keep": 2, "unfinished": True}, [2, 1, 0]),
        ({"older_than": timedelta(0)}, []),
        ({"older_than": timedelta(days=1)}, [2, 1, 0]),
        ({"older_than": timedelta(0), "keep": 2}, [2, 1]),
    ],
)
def test_what_goes(store: Store, asked: dict[str, Any], left: list[int]) -> None:
    """Every condition that is given has to say so, and a dry run does nothing."""
    told = store.gc(**asked, dry_run=True)
    assert seeds(store) == [2, 1, 0]
    done = store.gc(**asked)
    assert seeds(store) == left
    assert [info.short for info in told.removed] == [info.short for info in done.removed]
    assert (told.freed, done.freed) == (sum(info.size for info in done.removed),) * 2
    assert done.kept == len(left)


@pytest.mark.parametrize("asked", [{"keep": -1}, {"older_than": timedelta(-1)}])
def test_bad_bounds(store: Store, asked: dict[str, Any]) -> None:
    """They are refused before anything is removed."""
    with pytest.raises(RunError, match="0 or more"):
        store.gc(**asked)
    assert len(seeds(store)) == 3


def test_strays(store: Store) -> None:
    """What killed processes left behind goes once it is old; half-removed bundles go at once."""
    (info, *_) = store.list()
    old = [info.folder / "blocks" / ".writing-x-1.tmp", store.root / ".new-x"]
    young = [info.folder / "blocks" / ".writing-x-2.tmp", store.root / ".new-y"]
    for file, folder in (old, young):
        file.write_bytes(b"123")
        folder.mkdir()
    for path in old:
        os.utime(path, (0, 0))
    removed = store.root / ".removed-x"
    removed.mkdir()
    assert set(store.gc(dry_run=True).strays) == {*old, removed}
    assert store.gc().freed >= 3
    assert not any(path.exists() for path in (*old, removed))
    assert all(path.exists() for path in young)


def test_refusals(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system does not let go stays, whole, and is told."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(collecting.os, "rename", refuse)
    found = store.gc(keep=0)
    assert len(found.failed) == found.kept == 3
    assert "permission denied" in found.to_dict()["failed"][0]["why"]
    assert seeds(store) == [2, 1, 0]


def test_killed_half_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle that is being removed is out of the list at once, and the next gc ends it."""
    with monkeypatch.context() as patch:
        patch.setattr(collecting.shutil, "rmtree", lambda *_, **__: None)
        store.gc(keep=0)
    assert (store.list(), len(os.listdir(store.root))) == ((), 3)
    store.gc()
    assert os.listdir(store.root) == []


def test_a_complete_run_with_a_lost_ledger(store: Store) -> None:
    """It is damaged and complete all the same, and does not go with the unfinished ones."""
    for info in store.list():
        (info.folder / "ledger.sqlite").unlink()
    store.gc(unfinished=True)
    assert seeds(store) == [2, 0]


def test_nothing_there(tmp_path: Path) -> None:
    """A folder that is not there has nothing to remove."""
    assert Store(tmp_path / "none").gc(keep=0).removed == ()

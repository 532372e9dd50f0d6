"""The folder that holds run bundles."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.bundles.kept_runs import COMMAND, DOSSIER, IDENTITY, finished, opened

from detente.bundles import store as module
from detente.bundles.store import Store
from detente.errors import RunError, UnknownNameError


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store whose folder is not there yet."""
    return Store(tmp_path / "a" / "runs")


def test_a_new_bundle(store: Store) -> None:
    """It lies in a folder named by its hash, with everything in it."""
    bundle = store.open(IDENTITY, DOSSIER, COMMAND)
    assert bundle.folder == store.root / bundle.hash[:12]
    assert (bundle.identity, bundle.manifest.command) == (IDENTITY, COMMAND)
    names = ["blocks", "dossier", "in-use.lock", "ledger.sqlite", "manifest.json"]
    assert sorted(os.listdir(bundle.folder)) == names
    assert os.listdir(store.root) == [bundle.short]
    assert (bundle.dossier_files(), bundle.done(), bundle.warnings) == (DOSSIER, {}, [])


def test_the_same_run_again(store: Store) -> None:
    """It has the same bundle, whatever the command; another run has another."""
    first = opened(store)
    again = store.open({**dict(reversed(IDENTITY.items()))}, DOSSIER, "other")
    assert (again.folder, again.done(), again.manifest) == (first.folder, first.done(), first.manifest)
    other = store.open({**IDENTITY, "detente": "0.2.0"}, DOSSIER, COMMAND)
    assert other.folder != first.folder
    assert other.done() == {}


def test_a_damaged_manifest(store: Store) -> None:
    """Running the same again mends it and keeps what was finished."""
    bundle = finished(store)
    (bundle.folder / "manifest.json").write_bytes(b"{")
    with pytest.raises(RunError, match="is damaged: it is no JSON"):
        store.find(bundle.short)
    again = store.open(IDENTITY, DOSSIER, COMMAND)
    assert (len(again.done()), again.is_complete) == (4, False)
    assert "was written anew" in again.warnings[0]
    assert (bundle.folder / "manifest.json.damaged").read_bytes() == b"{"


def test_a_damaged_dossier(store: Store) -> None:
    """Running the same again puts it back."""
    bundle = opened(store)
    (bundle.folder / "dossier" / "talks.yaml").write_bytes(b"x")
    (bundle.folder / "dossier" / "sources.yaml").unlink()
    again = store.open(IDENTITY, DOSSIER, COMMAND)
    assert again.dossier_files() == DOSSIER
    assert [warning.split("dossier/")[1] for warning in again.warnings] == [
        "sources.yaml is lost: it was put back",
        "talks.yaml is not as it was written: it was put back",
    ]


def test_an_empty_folder_in_its_place(store: Store) -> None:
    """It becomes the bundle."""
    bundle = opened(store)
    folder = bundle.folder
    bundle.close()
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    again = opened(store)
    assert (again.folder, len(again.done()), again.dossier_files()) == (folder, 4, DOSSIER)


def test_finding(store: Store) -> None:
    """By the first digits, the whole hash, the folder, or as the latest."""
    first, second = opened(store), finished(store, seed=4)
    for name in (
        first.short,
        first.hash,
        first.short[:6],
        first.short.upper(),
        str(first.folder),
        f"{first.folder}/",
    ):
        assert store.find(name).folder == first.folder
    assert store.find("latest").folder == second.folder
    assert store.find("latest", unfinished=True).folder == first.folder
    assert [info.short for info in store.list()] == [second.short, first.short]


def test_the_latest_may_have_lost_its_ledger(store: Store) -> None:
    """It is still the latest; one without a manifest is not."""
    first, second = opened(store), opened(store, seed=4)
    (second.folder / "ledger.sqlite").unlink()
    assert store.find("latest", unfinished=True).folder == second.folder
    (second.folder / "manifest.json").unlink()
    assert store.find("latest", unfinished=True).folder == first.folder


def test_not_finding(store: Store) -> None:
    """What there is is named."""
    with pytest.raises(RunError, match=r"there are no runs in .*; detente run CASE --keep makes one"):
        store.find("latest")
    bundle = finished(store)
    for name in ("0" * 12, "", bundle.short + "0" * 8, "x"):
        with pytest.raises(UnknownNameError) as found:
            store.find(name)
        assert bundle.short in found.value.valid
    with pytest.raises(RunError, match="there are no unfinished runs"):
        store.find("latest", unfinished=True)


def test_several_alike(store: Store) -> None:
    """More digits are asked for."""
    runs = [store.open({**IDENTITY, "seed": k}, DOSSIER, COMMAND) for k in range(17)]
    firsts = [run.short[0] for run in runs]
    twice = next(digit for digit in firsts if firsts.count(digit) > 1)
    with pytest.raises(RunError, match=f"several runs begin with {twice}: .*; give more digits"):
        store.find(twice)


def test_resuming(store: Store) -> None:
    """Another version is refused, and lets go of the bundle."""
    bundle = opened(store)
    bundle.close()
    assert store.resume("latest", {"detente": "0.1.0"}, unfinished=True).done() == bundle.done()
    with pytest.raises(RunError, match=r"begun with detente 0\.1\.0, and this is detente 9"):
        store.resume(bundle.short, {"detente": "9"})


def test_other_libraries(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going on with others is warned about."""
    bundle = opened(store)
    here = {**bundle.manifest.versions, "numpy": "9.9"}
    monkeypatch.setattr(module, "versions", lambda: here)
    for again in (store.open(IDENTITY, DOSSIER, COMMAND), store.resume("latest", {})):
        assert "(here 9.9)" in again.warnings[0]


@pytest.mark.parametrize("below", [True, False])
def test_a_file_in_its_way(tmp_path: Path, below: bool) -> None:
    """The root is a file, or lies below one."""
    (tmp_path / "runs").write_bytes(b"")
    store = Store(tmp_path / "runs" / "x" if below else tmp_path / "runs")
    with pytest.raises(RunError, match="a part of this path is a file"):
        store.open(IDENTITY, DOSSIER, COMMAND)
    with pytest.raises(RunError, match="cannot be read"):
        store.list()


@pytest.mark.parametrize("name", ["write", "rename"])
def test_a_disk_that_refuses(store: Store, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Nothing is left of a bundle that could not be made."""

    def refuse(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module.os, name, refuse)
        with pytest.raises(RunError, match="the disk is full"):
            store.open(IDENTITY, DOSSIER, COMMAND)
    assert os.listdir(store.root) == []


def test_names_that_none_can_bear(store: Store) -> None:
    """They are refused before anything is made."""
    with pytest.raises(RunError, match="no name of a folder"):
        Store("a\0b")
    with pytest.raises(RunError, match="plain file name"):
        store.open(IDENTITY, {"../x": b""}, COMMAND)
    assert not store.root.exists()


def test_removed_just_now(store: Store) -> None:
    """A bundle removed between two runs is simply made again."""
    bundle = opened(store)
    bundle.close()
    assert len(store.gc(older_than=timedelta(0)).removed) == 1
    assert opened(store, 0).done() == {}


def test_not_removed_while_open(store: Store) -> None:
    """Neither a bundle being written nor one that was found."""
    opened(store).close()
    with store.find("latest"):
        assert len(store.gc(keep=0).in_use) == 1
    assert len(store.gc(keep=0).removed) == 1


@pytest.mark.parametrize("times", [1, 99])
def test_removed_between_making_and_holding(
    store: Store, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """It is made once more; where that never ends, the other program is blamed."""
    real, left = module.Hold, times

    def hold(folder: Path) -> Any:
        nonlocal left
        left -= 1
        if left >= 0:
            shutil.rmtree(folder)
            raise FileNotFoundError(folder)
        return real(folder)

    monkeypatch.setattr(module, "Hold", hold)
    if times == 1:
        assert opened(store).dossier_files() == DOSSIER
    else:
        with pytest.raises(RunError, match="removed again and again"):
            opened(store)


def test_what_is_no_bundle(store: Store) -> None:
    """Other files and folders are neither listed nor touched."""
    opened(store)
    (store.root / "notes").mkdir()
    (store.root / "0123456789ab").write_bytes(b"a file")
    assert len(store.list()) == 1
    store.gc(keep=0)
    assert {"notes", "0123456789ab"} <= set(os.listdir(store.root))

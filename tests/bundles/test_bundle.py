"""Run bundles: what was finished stays finished, and nothing half-written is believed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bundles.kept_runs import DOSSIER, VERDICT, arrays_of, finished, name_of, opened, save

from detente.bundles import atomic
from detente.bundles.blocks import digest_of
from detente.bundles.bundle import Bundle
from detente.bundles.store import Store
from detente.errors import RunError

NAMES = [name_of(k) for k in range(4)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "runs")


@pytest.fixture
def bundle(store: Store) -> Bundle:
    """An unfinished bundle with four cells."""
    return opened(store)


def block(bundle: Bundle, k: int) -> Path:
    """The block file of the k-th cell."""
    return bundle.folder / "blocks" / f"{name_of(k)}.npz"


def is_whole(bundle: Bundle, k: int) -> bool:
    """Whether a cell comes back as it was saved."""
    found = bundle.load(name_of(k))
    return found is not None and digest_of(found) == digest_of(arrays_of(64 * k))


def test_cells(bundle: Bundle) -> None:
    """They are done, with their digests, and come back to the byte."""
    assert bundle.done() == {name_of(k): digest_of(arrays_of(64 * k)) for k in range(4)}
    assert all(is_whole(bundle, k) for k in range(4))
    assert bundle.load("other") is None
    row = bundle.cells()[1]
    assert (row.name, row.stage, row.job, row.start, row.count, row.seconds) == (
        NAMES[1],
        "judge",
        "base",
        64,
        64,
        0.5,
    )
    assert bundle.warnings == []


def test_saving_twice(bundle: Bundle) -> None:
    """The same cell again changes nothing, not even a byte of its block."""
    before = (bundle.cells(), block(bundle, 0).read_bytes())
    save(bundle, 0)
    assert (bundle.cells(), block(bundle, 0).read_bytes()) == before
    assert bundle.warnings == []


def test_a_cell_that_comes_out_otherwise(bundle: Bundle) -> None:
    """It is warned about, and what is kept fits its row."""
    save(bundle, 0, scalar=np.asarray(99))
    assert "came out otherwise than before" in bundle.warnings[0]
    found = bundle.load(NAMES[0])
    assert found is not None
    assert found["scalar"] == 99


def test_any_name(bundle: Bundle) -> None:
    """Cells of any name are kept, in the folder and nowhere else."""
    for name in ("../../escape", "ü b", "x" * 300, "a/b"):
        bundle.save(name, {"a": np.ones(2)}, stage="s", job="j", start=0, count=1, seconds=0.0)
        found = bundle.load(name)
        assert found is not None
        assert found["a"].sum() == 2
    assert len(list((bundle.folder / "blocks").iterdir())) == 8


def cut(file: Path) -> None:
    """Cut a file short."""
    file.write_bytes(file.read_bytes()[:-40])


def flip(file: Path) -> None:
    """Flip one bit in the arrays of a file."""
    content = bytearray(file.read_bytes())
    content[content.index(b"NUMPY") + 140] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    """Empty a file."""
    file.write_bytes(b"")


def another(file: Path) -> None:
    """Put an undamaged block of another cell there."""
    shutil.copy(file.with_name(f"{NAMES[3]}.npz"), file)


@pytest.mark.parametrize("damage", [cut, flip, empty, another])
def test_a_damaged_block(bundle: Bundle, damage: Callable[[Path], None]) -> None:
    """It alone is forgotten, moved aside and told of, and may be saved again."""
    damage(block(bundle, 1))
    assert bundle.load(NAMES[1]) is None
    assert block(bundle, 1).with_name(f"{NAMES[1]}.npz.damaged").exists()
    assert sorted(bundle.done()) == [NAMES[0], NAMES[2], NAMES[3]]
    assert f"the block of cell {NAMES[1]} is damaged" in bundle.warnings[0]
    save(bundle, 1)
    assert all(is_whole(bundle, k) for k in range(4))
    assert len(bundle.warnings) == 1


def test_a_lost_block(bundle: Bundle) -> None:
    """A row without its block is not done."""
    block(bundle, 2).unlink()
    assert NAMES[2] not in bundle.done()
    assert bundle.load(NAMES[2]) is None
    assert len(bundle.cells()) == 3


def test_a_block_without_a_row(bundle: Bundle) -> None:
    """A process that died between the two has not finished the cell."""
    with sqlite3.connect(bundle.folder / "ledger.sqlite") as connection:
        connection.execute("DELETE FROM cells WHERE name = ?", (NAMES[0],))
    assert bundle.load(NAMES[0]) is None
    assert NAMES[0] not in bundle.done()


@pytest.mark.parametrize("damage", [Path.unlink, empty, lambda file: file.write_bytes(b"x" * 9000)])
def test_a_lost_or_damaged_ledger(bundle: Bundle, damage: Callable[[Path], object]) -> None:
    """It is made anew from the blocks; a damaged one of them is left out."""
    cut(block(bundle, 3))
    damage(bundle.folder / "ledger.sqlite")
    assert sorted(bundle.done()) == NAMES[:3]
    assert "made anew from 3 undamaged blocks" in bundle.warnings[0]
    save(bundle, 3)
    assert all(is_whole(bundle, k) for k in range(4))


def test_a_ledger_lost_while_saving(bundle: Bundle) -> None:
    """Saving makes it anew as well."""
    (bundle.folder / "ledger.sqlite").unlink()
    save(bundle, 4)
    assert len(bundle.done()) == 5


def test_a_ledger_that_cannot_be_made_anew(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a read-only folder the cells are told from the blocks each time."""
    (bundle.folder / "ledger.sqlite").unlink()

    def refuse(*_: object) -> None:
        raise RunError("read-only")

    monkeypatch.setattr("detente.bundles.ledger.Ledger.replace", refuse)
    assert sorted(bundle.done()) == NAMES
    with pytest.raises(RunError, match="read-only"):
        save(bundle, 5)


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only file system")]
)
def test_a_disk_that_refuses(bundle: Bundle, monkeypatch: pytest.MonkeyPatch, number: int, told: str) -> None:
    """What was done stays done, the cell does not count, and afterwards all goes on."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    for name in ("write", "open"):
        with monkeypatch.context() as patch:
            patch.setattr(atomic.os, name, refuse)
            with pytest.raises(RunError, match=told) as found:
                save(bundle, 4)
            with pytest.raises(RunError, match=told):
                bundle.finish({"verdict.json": b"{}"})
        assert "what was finished is kept" in str(found.value)
    assert (sorted(bundle.done()), bundle.is_complete) == (NAMES, False)
    save(bundle, 4)
    assert is_whole(bundle, 4)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder(bundle: Bundle) -> None:
    """It is told, and what is there can still be read."""
    folders = (bundle.folder, bundle.folder / "blocks")
    for folder in folders:
        folder.chmod(0o555)
    try:
        with pytest.raises(RunError, match="make its folder writable"):
            save(bundle, 4)
        assert is_whole(bundle, 1)
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_finishing(bundle: Bundle) -> None:
    """The results are kept; a manifest among them is passed over."""
    assert (bundle.is_complete, bundle.results()) == (False, {})
    bundle.finish({"verdict.json": VERDICT, "manifest.json": b"other"})
    assert (bundle.is_complete, bundle.results()) == (True, {"verdict.json": VERDICT})
    assert repr(bundle) == f"<Bundle {bundle.short}: complete>"


def test_finishing_again(store: Store) -> None:
    """The same results change nothing; others are warned about."""
    bundle = finished(store)
    bundle.finish({"verdict.json": VERDICT, "report.txt": b"talks\n"})
    assert bundle.warnings == []
    bundle.finish({"verdict.json": b"{}", "report.txt": b"talks\n"})
    assert bundle.warnings[0].startswith("verdict.json came out otherwise than before")


@pytest.mark.parametrize("name", ["ledger.sqlite", "blocks", "../x"])
def test_names_of_results(bundle: Bundle, name: str) -> None:
    """Nothing of the bundle's own is written over."""
    with pytest.raises(RunError, match="cannot be kept in a bundle"):
        bundle.finish({name: b""})


def test_damaged_results(store: Store) -> None:
    """They are not handed out."""
    bundle = finished(store)
    (bundle.folder / "verdict.json").write_bytes(b"{}")
    with pytest.raises(RunError, match=f"detente run --resume {bundle.short} writes it again"):
        bundle.results()


def test_the_dossier(bundle: Bundle) -> None:
    """It is kept to the byte."""
    assert bundle.dossier_files() == DOSSIER
    (bundle.folder / "dossier" / "talks.yaml").unlink()
    with pytest.raises(RunError, match="is lost; the command that began this run puts it back"):
        bundle.dossier_files()


def test_another_version(bundle: Bundle) -> None:
    """It is refused, with both versions."""
    bundle.check_same({"detente": "0.1.0", "method": 1})
    with pytest.raises(
        RunError, match=r"begun with detente 0\.1\.0, method 1, and this is detente 0\.1\.0, method 2"
    ):
        bundle.check_same({"detente": "0.1.0", "method": 2})


def test_threads(bundle: Bundle) -> None:
    """Several may save and load at a time."""
    threads = [threading.Thread(target=save, args=(bundle, k)) for k in range(4, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bundle.done()) == 20
    assert all(is_whole(bundle, k) for k in range(20))


WORK = """
import sys
from tests.bundles.kept_runs import finished, opened, save, VERDICT
from detente.bundles.store import Store
bundle = opened(Store(sys.argv[1]), 0)
print("begun", flush=True)
sys.stdin.readline()
for k in map(int, sys.argv[2].split(",")):
    save(bundle, k)
bundle.finish({"verdict.json": VERDICT})
assert not bundle.warnings, bundle.warnings
"""


def worker(store: Store, cells: list[int]) -> subprocess.Popen[bytes]:
    """Another process that does these cells, once it is told to."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(store.root), ",".join(map(str, cells))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


@pytest.mark.slow
def test_two_processes_at_once(store: Store) -> None:
    """Both do all cells, in opposite orders, and finish: the same bytes, and nothing damaged."""
    cells = list(range(40))
    both = [worker(store, cells), worker(store, cells[::-1])]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in both:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    (info,) = store.list()
    bundle = store.find("latest")
    assert (info.state, info.cells) == ("complete", 40)
    assert all(is_whole(bundle, k) for k in cells)
    assert bundle.results() == {"verdict.json": VERDICT}
    alone = opened(Store(store.root.with_name("alone")), 40)
    for k in cells:
        assert block(bundle, k).read_bytes() == block(alone, k).read_bytes()
    assert not [path for path in bundle.folder.rglob("*") if path.name.startswith(".writing")]


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.03])
def test_killed_while_writing(store: Store, wait: float) -> None:
    """Whatever was done when it was killed is whole, and the rest can be done."""
    process = worker(store, list(range(300)))
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    bundle = opened(store, 0)
    done = bundle.done()
    assert len(done) < 300
    assert all(is_whole(bundle, k) for k in range(len(done)))
    for k in range(len(done), len(done) + 3):
        save(bundle, k)
    assert len(bundle.done()) == len(done) + 3
    assert bundle.warnings == []


class Killed(BaseException):
    """Stands for the end of a process."""


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(st.integers(0, 40))
def test_stopped_at_any_step(tmp_path_factory: pytest.TempPathFactory, steps: int) -> None:
    """Stopped after any number of calls of the system, a bundle believes only what is whole."""
    store = Store(tmp_path_factory.mktemp("runs"))
    left = steps

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "write", "fsync", "replace"):
            real = getattr(os, name)

            def slow(*args: object, _real: Callable[..., object] = real, **named: object) -> object:
                count()
                return _real(*args, **named)

            patch.setattr(atomic.os, name, slow)
        with contextlib.suppress(Killed):
            finished(store)
    infos = store.list()
    assert all(info.state in ("running", "complete") for info in infos)
    bundle = finished(store)
    assert all(is_whole(bundle, k) for k in range(4))
    assert (bundle.is_complete, bundle.warnings) == (True, [])

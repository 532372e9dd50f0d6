"""Holds on a bundle."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detente.bundles.locking import Hold, alone, is_in_use

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file does it there")


def test_several_may_use_it(tmp_path: Path) -> None:
    """It is in use until the last lets go, and nobody has it alone before."""
    first, second = Hold(tmp_path), Hold(tmp_path)
    first.release()
    with alone(tmp_path) as is_mine:
        assert (is_mine, is_in_use(tmp_path)) == (False, True)
    second.release()
    second.release()
    with alone(tmp_path) as is_mine:
        assert is_mine
    assert not is_in_use(tmp_path)


def test_forgotten_holds(tmp_path: Path) -> None:
    """A hold that nobody refers to any more is none."""
    hold = Hold(tmp_path)
    assert is_in_use(tmp_path)
    del hold
    assert not is_in_use(tmp_path)


def test_a_process_that_was_killed(tmp_path: Path) -> None:
    """It holds nothing any more."""
    code = (
        "import sys, time; from pathlib import Path; from detente.bundles.locking import Hold; "
        "hold = Hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert is_in_use(tmp_path)
        other.kill()
        other.wait()
    assert not is_in_use(tmp_path)


def test_a_removed_bundle(tmp_path: Path) -> None:
    """It cannot be held."""
    with pytest.raises(FileNotFoundError):
        Hold(tmp_path / "gone")


def test_moved_while_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who opened the lock of a bundle that was removed and made anew does not hold the new one."""
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "in-use.lock").touch()

    def removed(_: int) -> None:
        shutil.move(folder, tmp_path / "aside")
        folder.mkdir()
        (folder / "in-use.lock").touch()

    monkeypatch.setattr("detente.bundles.locking._wait_for", removed)
    with pytest.raises(FileNotFoundError):
        Hold(folder)

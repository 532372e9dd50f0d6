"""Whole files or none."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from detente.bundles import atomic
from detente.bundles.atomic import STRAY_AFTER, is_stray, read_bytes, write_atomic
from detente.errors import RunError


def test_written(tmp_path: Path) -> None:
    """A new file, then another in its place, and nothing beside it."""
    for content in (b"", b"one", b"x" * 100_000):
        write_atomic(tmp_path / "a", content)
        assert (tmp_path / "a").read_bytes() == content
    assert os.listdir(tmp_path) == ["a"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the new one was written; the old one is whole, and nothing is left behind."""
    write_atomic(tmp_path / "a", b"old")
    real = os.write

    def full(handle: int, content: memoryview) -> int:
        real(handle, content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "write", full)
    with pytest.raises(RunError, match="the disk is full"):
        write_atomic(tmp_path / "a", b"newer")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_writing_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may take fewer bytes at a time than it is given."""
    real = os.write
    monkeypatch.setattr(atomic.os, "write", lambda handle, content: real(handle, content[:3]))
    write_atomic(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_a_failing_flush_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not flushed is not called written."""

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic.os, "fsync", broken)
    with pytest.raises(RunError, match="input/output error"):
        write_atomic(tmp_path / "a", b"x")
    assert os.listdir(tmp_path) == []


def test_strays(tmp_path: Path) -> None:
    """Only old temporary files are left behind."""
    young, old, other = (tmp_path / n for n in (".writing-a-1.tmp", ".writing-a-2.tmp", "a.npz"))
    for file in (young, old, other):
        file.touch()
    for file in (old, other):
        os.utime(file, (0, file.stat().st_mtime - STRAY_AFTER - 10))
    assert [is_stray(file) for file in (young, old, other, tmp_path / ".writing-b-1.tmp")] == [
        False,
        True,
        False,
        False,
    ]


def test_reading_no_more_than_wanted(tmp_path: Path) -> None:
    """A file that is too large is not read."""
    (tmp_path / "a").write_bytes(b"abc")
    assert (read_bytes(tmp_path / "a", 3), read_bytes(tmp_path / "a", 2)) == (b"abc", None)

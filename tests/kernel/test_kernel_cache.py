"""Where compiled kernels are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente import kernel


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which only the temporary folder may be written to."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(kernel, "_writable", lambda _: False)
    monkeypatch.setattr(kernel.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(kernel.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(kernel, "sys", type("sys", (), {"modules": {}}))
    return tmp_path


def test_the_usual_folders_are_left_to_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of them can be written to nothing is set."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(kernel, "_writable", lambda _: True)
    kernel.use_writable_cache()
    assert "NUMBA_CACHE_DIR" not in os.environ


def test_a_private_folder_is_used_again(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same each time, and nobody else may enter it."""
    monkeypatch.setattr(kernel, "_usual_folders", lambda: [nowhere])
    kernel.use_writable_cache()
    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    kernel.use_writable_cache()
    assert Path(os.environ["NUMBA_CACHE_DIR"]) == folder
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no such permissions there")
def test_a_folder_that_others_may_write_to_is_not_trusted(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cached kernels are code, so a prepared folder is passed over."""
    monkeypatch.setattr(kernel, "_usual_folders", lambda: [nowhere])
    prepared = nowhere / f"detente-kernels-{os.getuid()}"
    prepared.mkdir()
    prepared.chmod(0o777)
    kernel.use_writable_cache()
    assert Path(os.environ["NUMBA_CACHE_DIR"]) != prepared


def test_the_nearest_folder_that_exists_decides(tmp_path: Path) -> None:
    """A folder that can be made counts as writable; one below a file does not."""
    (tmp_path / "file").write_text("")
    assert kernel._writable(tmp_path / "a" / "b")
    assert not kernel._writable(tmp_path / "file" / "b")

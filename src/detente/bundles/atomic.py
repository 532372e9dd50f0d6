"""Files written whole or not at all, even where the process is killed while it writes."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from detente.bundles.failing import told_writing

__all__ = ["STRAY_AFTER", "is_stray", "read_bytes", "write_atomic"]

PREFIX, SUFFIX = ".writing-", ".tmp"
#: Seconds after which a temporary file is taken for left behind: no file takes this long to write.
STRAY_AFTER = 3600.0
NAME_KEPT = 60


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and survives a loss of power once it is.

    The content goes to a temporary file in the same folder, is flushed to the disk, and takes its
    place by renaming; two processes that write the same path at the same time do not mix.

    Parameters
    ----------
    path : Path
        In a folder that is there; an existing file is replaced.
    content : bytes

    Raises
    ------
    RunError
        If it cannot be written; an existing file is then as it was.
    """
    scratch = path.with_name(f"{PREFIX}{path.name[:NAME_KEPT]}-{secrets.token_hex(6)}{SUFFIX}")
    with told_writing(path):
        try:
            _write_through(scratch, content)
            os.replace(scratch, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(scratch)
            raise
    _flush_folder(path.parent)


def _write_through(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    """Make a renaming outlast a loss of power, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_stray(path: Path, *, now: float | None = None) -> bool:
    """Tell whether a file is a temporary one that was left behind by a process that was killed.

    Parameters
    ----------
    path : Path
    now : float, optional
        Seconds since the epoch; the clock's if not given.

    Returns
    -------
    bool
        True for a temporary file last changed more than :data:`STRAY_AFTER` seconds ago.
    """
    if not (path.name.startswith(PREFIX) and path.name.endswith(SUFFIX)):
        return False
    try:
        return (time.time() if now is None else now) - path.stat().st_mtime > STRAY_AFTER
    except OSError:
        return False


def read_bytes(path: Path, most: int) -> bytes | None:
    """Read a file of at most ``most`` bytes; None where it is larger.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    return content if len(content) <= most else None

"""Who works on a bundle: a shared hold for those who use it, an exclusive one to remove it.

The system drops a hold when the process ends, however it ends. On Windows an open file already
keeps its folder from being moved, which is all that is needed.
"""

from __future__ import annotations

import os
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

__all__ = ["LOCK", "Hold", "alone", "is_in_use"]

LOCK = "in-use.lock"
#: Removing holds a bundle for the time of a renaming only.
PATIENCE, PAUSE = 10.0, 0.02


class Hold:
    """A shared hold on a bundle, until :meth:`release`, or until nobody refers to it any more.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    FileNotFoundError
        If the bundle was removed meanwhile.
    OSError
        If the system lets nobody hold it, on a read-only disk for instance.
    """

    def __init__(self, folder: Path) -> None:
        handle = _opened(folder)
        self._close = weakref.finalize(self, os.close, handle)
        try:
            _wait_for(handle)
            _check_same(handle, folder)
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._close()


def _opened(folder: Path) -> int:
    """Open the lock file; only for reading where writing is not allowed."""
    try:
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError:
        return os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        if not folder.is_dir():
            raise FileNotFoundError(folder) from None
        return os.open(folder / LOCK, os.O_RDONLY)


def _wait_for(handle: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _locked(handle, exclusive=False):
        if time.monotonic() > deadline:
            raise TimeoutError("somebody is removing it")
        time.sleep(PAUSE)


def _check_same(handle: int, folder: Path) -> None:
    """The folder may have been moved away between opening the lock and holding it."""
    held, there = os.fstat(handle), os.stat(folder / LOCK)
    if (held.st_dev, held.st_ino) != (there.st_dev, there.st_ino):
        raise FileNotFoundError(folder)


def _locked(handle: int, *, exclusive: bool) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Try to hold a bundle alone; tells whether that worked.

    False where another process, or this one, uses it, and where it cannot be told.
    """
    if sys.platform == "win32":
        yield True
        return
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        # A folder in which nothing can be made has nobody who writes to it either.
        yield not os.access(folder, os.W_OK)
        return
    try:
        yield _tried(handle)
    finally:
        os.close(handle)


def _tried(handle: int) -> bool:
    try:
        return _locked(handle, exclusive=True)
    except OSError:
        return False


def is_in_use(folder: Path) -> bool:
    """Tell whether some process uses a bundle; False where that cannot be told."""
    if sys.platform == "win32":
        return False
    try:
        handle = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _locked(handle, exclusive=True)
    except OSError:
        return False
    finally:
        os.close(handle)

"""What the system refuses, told as what happened, where, and what to do about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import RunError

__all__ = [
    "GO_ON",
    "disk_full",
    "read_refused",
    "remove_refused",
    "told_reading",
    "told_writing",
    "write_refused",
]

GO_ON = "what was finished is kept, and detente run --resume goes on from there"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
NO_FOLDER = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)


def disk_full(path: Path) -> RunError:
    """Return the error for a disk, or a quota, with no room left."""
    return RunError(f"{path} cannot be written: the disk is full; free some space, {GO_ON}")


def write_refused(path: Path, error: OSError) -> RunError:
    """Return the error for a file or folder that could not be written.

    Parameters
    ----------
    path : Path
        What was to be written.
    error : OSError
        What the system said.
    """
    if error.errno in FULL:
        return disk_full(path)
    reason = _reason(error)
    if error.errno in FORBIDDEN:
        return RunError(
            f"{path} cannot be written: {reason}; make its folder writable, or keep runs elsewhere "
            f"(--runs, or DETENTE_RUNS); {GO_ON}"
        )
    if error.errno in NO_FOLDER:
        return RunError(
            f"{path} cannot be written: {reason}; a part of this path is a file where a folder is needed: "
            "move it away, or keep runs elsewhere (--runs, or DETENTE_RUNS)"
        )
    return RunError(f"{path} cannot be written: {reason}; {GO_ON}")


def read_refused(path: Path, error: OSError) -> RunError:
    """Return the error for a file or folder that could not be read."""
    return RunError(f"{path} cannot be read: {_reason(error)}; see that it is there and may be read")


def remove_refused(path: Path, error: OSError) -> RunError:
    """Return the error for a folder that could not be removed."""
    return RunError(f"{path} cannot be removed: {_reason(error)}; see that its folder may be written")


def _reason(error: OSError) -> str:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return f"{reason[:1].lower()}{reason[1:]}"


@contextmanager
def told_writing(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the block into a ``RunError`` about writing ``path``."""
    try:
        yield
    except OSError as error:
        raise write_refused(path, error) from error


@contextmanager
def told_reading(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the block into a ``RunError`` about reading ``path``."""
    try:
        yield
    except OSError as error:
        raise read_refused(path, error) from error

"""Refusals of the system, in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from detente.bundles.failing import told_reading, told_writing
from detente.errors import RunError


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "the disk is full; free some space, what was finished is kept"),
        (errno.EROFS, "read-only file system; make its folder writable, or keep runs elsewhere"),
        (errno.EACCES, "permission denied; make its folder writable"),
        (errno.ENOTDIR, "a part of this path is a file where a folder is needed"),
        (errno.EIO, "input/output error; what was finished is kept"),
    ],
)
def test_writing(number: int, told: str) -> None:
    """What, where and what to do."""
    with pytest.raises(RunError) as found, told_writing(Path("runs/x")):
        raise OSError(number, "said by the system")
    assert str(found.value).startswith("runs/x cannot be written: ")
    assert told in str(found.value)


def test_reading() -> None:
    """An error of reading says so."""
    with (
        pytest.raises(RunError, match=r"runs/x cannot be read: permission denied; see"),
        told_reading(Path("runs/x")),
    ):
        raise OSError(errno.EACCES, "")


def test_what_has_no_number() -> None:
    """An error that a library made has words only."""
    with pytest.raises(RunError, match="cannot be written: it broke"), told_writing(Path("x")):
        raise OSError("It broke")

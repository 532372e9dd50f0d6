"""Whole files in a bundle: a dossier's, and the results; each known by its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from detente.bundles.atomic import read_bytes
from detente.bundles.failing import read_refused
from detente.errors import RunError

__all__ = ["check_names", "file_fault", "hashes", "read_kept"]

#: No file of a dossier and no result is larger.
MAX_BYTES = 512 * 2**20


def check_names(names: Collection[str], taken: Collection[str] = ()) -> None:
    """Refuse names that are no plain file name, or that are taken.

    Raises
    ------
    RunError
        For a name with a folder in it, a hidden or an empty one, or one of ``taken``.
    """
    for name in names:
        if not name or name.startswith(".") or any(char in name for char in "/\\:\0"):
            raise RunError(f"{name!r} cannot be kept in a bundle: give a plain file name without a folder")
        if name in taken:
            raise RunError(f"{name!r} cannot be kept in a bundle: it has one of that name of its own")


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file, by name in order."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def file_fault(file: Path, sha256: str) -> str | None:
    """Tell what is wrong with a kept file, or None.

    Raises
    ------
    RunError
        If it is there and may not be read.
    """
    content = _content(file)
    if content is None:
        return "is lost"
    return None if hashlib.sha256(content).hexdigest() == sha256 else "is not as it was written"


def _content(file: Path) -> bytes | None:
    try:
        return read_bytes(file, MAX_BYTES) or b""
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise read_refused(file, error) from error


def read_kept(folder: Path, known: Mapping[str, str], again: str) -> dict[str, bytes]:
    """Read files back and compare each with its SHA-256.

    Parameters
    ----------
    folder : Path
    known : mapping of str to str
        Name and SHA-256.
    again : str
        What to do about a damaged one, for the error.

    Raises
    ------
    RunError
        If one is lost or changed, or bears a name that none does.
    """
    check_names(known)
    files = {}
    for name, sha256 in known.items():
        content = _content(folder / name)
        if content is None:
            raise RunError(f"{folder / name} is lost; {again}")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RunError(f"{folder / name} is not as it was written; {again}")
        files[name] = content
    return files

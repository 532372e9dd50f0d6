"""Writing to disk: a whole file or a whole folder, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.errors import RunError

__all__ = ["FILES", "MANIFEST", "check_file", "check_folder", "write_file", "write_folder"]

MANIFEST = "manifest.json"
#: Files of a run, the only ones that a folder may hold to be written over.
FILES = ("verdict.json", "verdict.csv", "funnel.csv", "report.txt", MANIFEST)


def check_file(path: Path, *, force: bool) -> None:
    """Make sure that a file may be written: it is new, or may be written over.

    Raises
    ------
    RunError
        If it exists and ``force`` is False.
    """
    if os.path.lexists(path) and not force:
        raise RunError(f"{path} exists already; choose another name, or write over it with --force")


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write one file, and the folders above it where they are missing.

    It is written beside its place first, so that no half-written file is ever there.

    Parameters
    ----------
    path : Path
    content : bytes
    force : bool
        Write over an existing file.

    Raises
    ------
    RunError
        If the file exists, or cannot be written.
    """
    check_file(path, force=force)
    # A name with a NUL in it is a ValueError.
    try:
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, content)
    except ValueError as error:
        raise RunError(f"{path} cannot be written: {error}") from error


def _replace(path: Path, content: bytes) -> None:
    handle, scratch = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(scratch)
        raise


def check_folder(folder: Path) -> None:
    """Make sure, before a long run, that its folder can be written afterwards.

    Raises
    ------
    RunError
        If the path is a file, holds anything but an earlier run, or may not be written.
    """
    with _told(folder):
        if folder.is_dir():
            _check_content(folder)
        elif folder.exists() or folder.is_symlink():
            raise RunError(f"{folder} is a file; give a folder that is new or holds an earlier run")
        nearest = folder.absolute().parent
        while not nearest.exists():
            nearest = nearest.parent
        if not nearest.is_dir():
            raise RunError(f"{nearest} is a file, so {folder} cannot be made in it")
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise RunError(f"{folder} cannot be written: {nearest} is read-only")


def _check_content(folder: Path) -> None:
    found = sorted(path.name for path in folder.iterdir())
    if found and MANIFEST not in found:
        raise RunError(f"{folder} is not empty and holds no earlier run ({MANIFEST}); give another folder")
    foreign = [name for name in found if name not in FILES]
    if foreign:
        raise RunError(
            f"{folder} holds more than an earlier run ({', '.join(foreign[:3])}); move that away first"
        )


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a run, or none.

    They are written into a temporary folder beside ``folder``, which then takes its place; an
    earlier run is put back if that fails.

    Parameters
    ----------
    folder : Path
        New, empty, or an earlier run, which is replaced.
    files : mapping of file name to content
        Names are among :data:`FILES`.

    Raises
    ------
    RunError
        If the folder cannot be written; it is then as it was before.
    """
    check_folder(folder)
    target = folder.resolve()
    with _told(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _scratch(target) as scratch:
            made = scratch / "new"
            made.mkdir()
            for name, content in files.items():
                (made / name).write_bytes(content)
            _take_its_place(target, made, scratch / "old")


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Give a temporary folder on the same disk, gone afterwards."""
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _take_its_place(target: Path, made: Path, old: Path) -> None:
    if target.exists():
        os.replace(target, old)
    try:
        os.replace(made, target)
    except OSError:
        with suppress(OSError):
            os.replace(old, target)
        raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's refusals into errors a user can act on."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise RunError(f"{path} cannot be written: {reason[:1].lower()}{reason[1:]}") from error

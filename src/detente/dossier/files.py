"""Reading a dossier's bytes: one file, or a folder of parts, within bounds."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from detente.errors import Problem, nearest

__all__ = ["MAX_BYTES", "PARTS", "DossierFile", "digest", "read_files"]

MAX_BYTES = 8 * 2**20
MAIN = "dossier.yaml"
PARTS: dict[str, tuple[str, ...]] = {
    "sources.yaml": ("sources",),
    "claims.yaml": ("claims",),
    "ledger.yaml": ("trust", "ledger"),
    "events.yaml": ("events",),
    "climate.yaml": ("climate",),
}
"""Files that may stand beside ``dossier.yaml``, and the section each of them holds."""


@dataclass(frozen=True)
class DossierFile:
    """One file of a dossier; ``section`` is where its content belongs, () for the main file."""

    name: str
    section: tuple[str, ...]
    content: bytes


def read_files(path: str | os.PathLike[str]) -> tuple[list[DossierFile], list[Problem]]:
    """Read the files of a dossier, the main one first.

    A folder, or the ``dossier.yaml`` in it, brings the parts that stand beside it.

    Returns
    -------
    files, problems
        ``files`` is empty if the main file cannot be read.
    """
    main = Path(path)
    name = os.fspath(path)
    if _is_folder(main):
        main, name = main / MAIN, os.path.join(name, MAIN)
        if not os.path.lexists(main):
            hint = f"a dossier is one YAML file, or a folder with a {MAIN}"
            return [], [
                Problem(code="D003", message=f"the folder has no {MAIN}", file=os.fspath(path), hint=hint)
            ]
    wanted: list[tuple[Path, str, tuple[str, ...]]] = [(main, name, ())]
    if main.name == MAIN:
        folder = os.path.dirname(name)
        wanted += [
            (main.with_name(part), os.path.join(folder, part), section)
            for part, section in PARTS.items()
            if os.path.lexists(main.with_name(part))
        ]
    return _read_all(wanted)


def _read_all(wanted: list[tuple[Path, str, tuple[str, ...]]]) -> tuple[list[DossierFile], list[Problem]]:
    files: list[DossierFile] = []
    problems: list[Problem] = []
    for path, name, section in wanted:
        content = _read(path, name)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            files.append(DossierFile(name, section, content))
    return files, problems


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _read(path: Path, name: str) -> bytes | Problem:
    """Read one file, asking for its size before its content."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            hint = "give a YAML file, or a folder with a dossier.yaml"
            return Problem(code="D005", message="this is no ordinary file", file=name, hint=hint)
        if status.st_size > MAX_BYTES:
            return _too_large(name, status.st_size)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return _unreadable(error, path, name)
    return _too_large(name, len(content)) if len(content) > MAX_BYTES else content


def _too_large(name: str, size: int) -> Problem:
    message = f"the file has {size / 2**20:.1f} MB; a dossier file may have {MAX_BYTES // 2**20}"
    return Problem(code="D004", message=message, file=name, hint="is this the right file?")


def _unreadable(error: OSError | ValueError, path: Path, name: str) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(code="D001", message="there is no such file", file=name, hint=_neighbour(path))
    if isinstance(error, PermissionError):
        hint = "ask its owner for permission to read it"
        return Problem(code="D002", message="this file may not be read", file=name, hint=hint)
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        reason = "the name is too long"
    return Problem(
        code="D005", message=f"the file cannot be read: {reason}", file=name, hint="check the path"
    )


def _neighbour(path: Path) -> str:
    """Name a file beside it that was perhaps meant."""
    try:
        close = nearest(path.name, sorted(p.name for p in path.parent.iterdir())[:1000])
    except OSError:
        close = None
    return f"did you mean {close!r}?" if close else "check the path"


def digest(files: list[DossierFile]) -> str:
    """Return the SHA-256 of all bytes read, in the order of the file names."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda f: os.path.basename(f.name)):
        total.update(file.content)
    return total.hexdigest()

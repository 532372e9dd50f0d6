"""``detente new``: a commented dossier to start from."""

from __future__ import annotations

import os
import shlex
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from detente.dossier.template import starter
from detente.errors import RunError

__all__ = ["new_dossier"]


def new_dossier(name: str, *, force: bool) -> None:
    """Write a starter dossier and tell what to type next.

    Parameters
    ----------
    name : str
        ``talks`` makes talks.yaml, ``talks/`` makes talks/dossier.yaml.
    force : bool
        Write over an existing file.

    Raises
    ------
    RunError
        If the file exists, or cannot be written.
    """
    path, title = _place(name)
    if os.path.lexists(path) and not force:
        raise RunError(f"{path} exists already; choose another name, or write over it with --force")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, starter(title).encode("utf-8", errors="replace"))
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise RunError(f"{path} cannot be written: {reason[:1].lower()}{reason[1:]}") from error
    _tell(path, name)


def _tell(path: Path, name: str) -> None:
    typed = shlex.quote(name if name.endswith(("/", os.sep)) else str(path))
    click.echo(str(path))
    click.echo(f"Written. Edit {path}, then:\n  detente check {typed}\n  detente run {typed}", err=True)


def _place(name: str) -> tuple[Path, str]:
    """Return the file meant by a name, and the title of what will be in it."""
    if name.endswith(("/", os.sep)):
        folder = Path(name)
        return folder / "dossier.yaml", folder.name
    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml") if path.name else path / "dossier.yaml"
    return path, path.stem


def _write(path: Path, content: bytes) -> None:
    """Write beside the place first, so that no half-written file is ever there."""
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

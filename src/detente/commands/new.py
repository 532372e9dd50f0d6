"""``detente new``: a commented dossier to start from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from detente.dossier.template import starter
from detente.report.writing import write_file

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
    write_file(path, starter(title).encode("utf-8", errors="replace"), force=force)
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

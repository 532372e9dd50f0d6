"""The cases that ship with detente, found by name."""

from __future__ import annotations

import os
from pathlib import Path

from detente.errors import UnknownNameError

__all__ = ["case_names", "find_dossier"]

_HERE = Path(__file__).parent


def case_names() -> tuple[str, ...]:
    """Names of the shipped cases, sorted."""
    return tuple(sorted(p.parent.name for p in _HERE.glob("*/dossier.yaml")))


def find_dossier(name: str | os.PathLike[str]) -> Path:
    """Return the path a user means by a case name, a file or a folder.

    A name with a separator or a suffix, or one that exists here, is a path; anything else must
    be a shipped case.

    Raises
    ------
    UnknownNameError
        For a bare name that is neither, with the nearest case.
    """
    text = os.fspath(name)
    path = Path(text)
    if text in case_names():
        return _HERE / text
    # os.path.exists, unlike Path.exists, takes a folder one may not enter for absence.
    if os.path.exists(path) or path.suffix or os.sep in text or "/" in text:
        return path
    raise UnknownNameError("case or file", text, case_names())

"""A remark on a dossier, and its place."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dossier.dossier import Dossier

__all__ = ["Note", "Remark", "note_of"]

Remark = tuple[str, str, str]
"""Code, dotted path and message of a note that has no place yet."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark.

    Parameters
    ----------
    code : str
        Short stable code such as ``"N002"``.
    message : str
        A sentence without a full stop.
    path : str
        Dotted path inside the dossier.
    file : str or None
        The file it stands in, where known.
    line : int or None
        1-based line in that file, where known.
    """

    code: str
    message: str
    path: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line is not None else ""
        return f"{place}{self.code} at {self.path}: {self.message}"


def note_of(dossier: Dossier, remark: Remark) -> Note:
    """Give a remark the place of the key it is about, or of the nearest one around it."""
    code, path, message = remark
    key = path
    while key and key not in dossier.places:
        key = key.rpartition(".")[0]
    file, line = dossier.places.get(key, (None, None))
    return Note(code=code, message=message, path=path, file=file, line=line)

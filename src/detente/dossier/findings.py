"""The list of problems of one dossier under one reading, each tied to its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from detente.dossier.marks import Marks, Path, dotted
from detente.errors import Problem, nearest

__all__ = ["Findings", "shown", "suggestion"]

_MANY = 8


def shown(value: Any) -> str:
    """Return the offending text, short enough for one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return f"{text[:57]}..." if len(text) > 60 else repr(text) if isinstance(value, str) else text


def suggestion(name: str, valid: Collection[str]) -> str | None:
    """Name the nearest valid name, or list what there is."""
    close = nearest(name, valid)
    if close is not None:
        return f"did you mean {close!r}?"
    if not valid:
        return None
    listed = list(valid)
    return f"there are: {', '.join(listed[:_MANY])}{', ...' if len(listed) > _MANY else ''}"


class Findings:
    """Collects problems.

    Parameters
    ----------
    file : str
        The file to name where no mark is known.
    marks : Marks
        Where things stand.
    under : str or None
        What changes the dossier that is looked at, such as ``"the reading 'kramer'"``.
    targets : mapping of path to path
        For each path that was changed, the path as the reading or successor wrote it.

    Attributes
    ----------
    problems : list of Problem
    paths : list of path
        What each problem is about, by its path in the dossier as it then stands.
    """

    def __init__(
        self,
        file: str,
        marks: Marks,
        *,
        under: str | None = None,
        targets: Mapping[Path, Path] | None = None,
    ) -> None:
        self.file = file
        self.marks = marks
        self.under = under
        self.targets = targets or {}
        self.problems: list[Problem] = []
        self.paths: list[Path] = []

    def add(
        self,
        code: str,
        path: Path,
        message: str,
        *,
        found: Any = None,
        hint: str | None = None,
        key: bool = False,
    ) -> None:
        """Note one problem.

        Parameters
        ----------
        code, message, hint
            As in :class:`~detente.errors.Problem`.
        path : tuple
            What it is about.
        found : object
            The offending value; left out of the message if None.
        key : bool
            Point at the key rather than at the value.
        """
        self.paths.append(path)
        mark = self.marks.key(path) if key else self.marks.value(path)
        if self.under is not None:
            message = f"{message}, under {self.under}"
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=mark.file if mark else self.file,
                line=mark.line if mark else None,
                column=mark.column if mark else None,
                path=dotted(self.written(path)),
                found=None if found is None else shown(found),
                hint=hint,
            )
        )

    def written(self, path: Path) -> Path:
        """Return the path under which the analyst wrote it: the reading's own, if it set it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.targets:
                return self.targets[path[:end]] + path[end:]
        return path

    def known(
        self, kind: str, name: str, valid: Collection[str], path: Path, *, code: str, key: bool = False
    ) -> bool:
        """Tell whether a name is valid; note a problem where it is not."""
        if name in valid:
            return True
        hint = suggestion(name, valid) or f"the dossier names no {kind} at all"
        self.add(code, path, f"there is no such {kind}", found=name, hint=hint, key=key)
        return False

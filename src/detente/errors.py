"""Every error detente raises on purpose, each with a code that the reference explains.

    DetenteError
    +-- DossierError          problems in a dossier; carries a list of Problem
    +-- UnknownNameError      a case, reading, deal class or party that does not exist
    +-- TooLargeError         a question past what the chosen route can answer
    +-- RunError              a run that cannot start, continue or be written
    +-- ExchangeError         a file of another program that cannot be read or written

A :class:`Problem` is one thing wrong with a dossier: where it stands, what is wrong and
the nearest thing that would be right.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "DetenteError",
    "DossierError",
    "ExchangeError",
    "Problem",
    "RunError",
    "TooLargeError",
    "UnknownNameError",
    "nearest",
]


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to ``name``, or None when nothing comes close."""
    found = difflib.get_close_matches(name, list(valid), n=1, cutoff=0.5)
    return found[0] if found else None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with a dossier.

    Parameters
    ----------
    code : str
        Short stable code such as ``"D012"``; ``docs/reference/errors.md`` explains each.
    message : str
        What is wrong, in a sentence without a full stop.
    file : str
        The file as the user named it.
    line, column : int or None
        1-based place in the file; None where the whole file is meant.
    path : str
        Dotted path inside the dossier (``stakes.russia.sanctions``), possibly empty.
    found : str or None
        The offending text, shortened.
    hint : str or None
        The nearest right thing, or what to do.
    """

    code: str
    message: str
    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""
    found: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        where = f" at {self.path}" if self.path else ""
        text = f"{place}: {self.code}{where}: {self.message}"
        if self.found is not None:
            text += f" (found {self.found})"
        if self.hint:
            text += f"; {self.hint}"
        return text


class DetenteError(Exception):
    """Root of all errors that detente raises on purpose."""

    code = "E000"


class DossierError(DetenteError):
    """A dossier that cannot be used, with every problem found.

    Parameters
    ----------
    problems : sequence of Problem
        At least one.
    """

    code = "D000"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


#: Names that an error lists at most.
MOST_LISTED = 60


class UnknownNameError(DetenteError):
    """A name the user typed that matches nothing, with the nearest that would."""

    code = "E001"

    def __init__(self, kind: str, name: str, valid: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.valid = tuple(valid)
        close = nearest(name, self.valid)
        text = f"there is no {kind} {name!r}"
        if close:
            text += f"; did you mean {close!r}?"
        elif len(self.valid) > MOST_LISTED:
            text += f"; there are {len(self.valid)}, such as {', '.join(self.valid[:MOST_LISTED])}"
        elif self.valid:
            text += f"; there are: {', '.join(self.valid)}"
        super().__init__(text)


class TooLargeError(DetenteError):
    """A question past what the route asked for can answer in bounded time and memory."""

    code = "E002"


class RunError(DetenteError):
    """A run that cannot start or cannot be written."""

    code = "E003"


class ExchangeError(DetenteError):
    """A file of another program, or a score sheet, that cannot be read or written."""

    code = "E004"

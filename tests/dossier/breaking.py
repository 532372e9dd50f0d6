"""Ways to break a valid dossier and to say where."""

from __future__ import annotations

from collections.abc import Callable

from detente.dossier import load_text
from detente.errors import DossierError, Problem

Breaking = Callable[..., tuple[Problem, ...]]


def place_of(text: str, part: str) -> tuple[int, int]:
    """Line and column, from 1, at which ``part`` first stands in ``text``."""
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def problems_in(text: str) -> tuple[Problem, ...]:
    """Return the problems of a text, empty where it loads; any other error goes through."""
    try:
        load_text(text)
    except DossierError as error:
        return error.problems
    return ()

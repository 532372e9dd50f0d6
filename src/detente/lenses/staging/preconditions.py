"""What must come before what in a package, and what of it is missing."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier

__all__ = ["MissingPrecondition", "circle_of", "items_before", "missing_preconditions", "ranks_of"]


@dataclass(frozen=True, kw_only=True)
class MissingPrecondition:
    """An option of a package that waits for something the package does not bring about.

    Attributes
    ----------
    issue, option : str
        What waits.
    before : str
        The issue that must first be settled.
    options : tuple of str
        How: one of these.
    """

    issue: str
    option: str
    before: str
    options: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "before": self.before,
            "options": list(self.options),
        }


def missing_preconditions(dossier: Dossier, package: Mapping[str, str]) -> tuple[MissingPrecondition, ...]:
    """Return the preconditions of a package that it does not meet, empty where it can be delivered.

    Parameters
    ----------
    dossier : Dossier
    package : mapping of issue to option
        What it changes; other issues stay at their status quo.
    """
    return tuple(
        MissingPrecondition(issue=issue, option=option, before=first, options=options)
        for issue, option in package.items()
        for first, options in dossier.issues[issue].options[option].after.items()
        if package.get(first, dossier.issues[first].status_quo) not in options
    )


def items_before(
    dossier: Dossier, items: Sequence[tuple[str, str]], item: tuple[str, str]
) -> tuple[int, ...]:
    """Return the items, by number, that must be done in full before an item can begin.

    A precondition that the status quo meets as well is met from the start.
    """
    issue, option = item
    number = {pair: j for j, pair in enumerate(items)}
    return tuple(
        sorted(
            number[first, o]
            for first, options in dossier.issues[issue].options[option].after.items()
            if dossier.issues[first].status_quo not in options
            for o in options
            if (first, o) in number
        )
    )


def circle_of(after: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return items that wait for one another in a circle, first one last again; empty without one.

    Parameters
    ----------
    after : sequence of sequences of int
        For each item the items before it.
    """
    try:
        graphlib.TopologicalSorter(dict(enumerate(after))).prepare()
    except graphlib.CycleError as error:
        return tuple(error.args[1])
    return ()


def ranks_of(after: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return how many stages must have passed before each item can begin: 0 where it need not wait.

    Raises
    ------
    graphlib.CycleError
        Where items wait for one another in a circle.
    """
    ranks = [0] * len(after)
    for j in graphlib.TopologicalSorter(dict(enumerate(after))).static_order():
        ranks[j] = max((ranks[i] + 1 for i in after[j]), default=0)
    return tuple(ranks)

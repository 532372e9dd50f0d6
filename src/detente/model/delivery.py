"""What can be delivered: control held, net of what others undo, against control required."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Issue, Option
from detente.dossier.quantity import Quantity
from detente.model.fixed_point import UNIT, share_of

__all__ = ["can_be_done", "held_by", "of_side", "seated"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Amount = Callable[[Quantity | None], Int]


def held_by(issue: Issue, option: Option, parties: Collection[str], amount: Amount) -> Int:
    """Return the control that these parties bring to bear on an option in every draw, in units.

    Parameters
    ----------
    issue, option
    parties : collection of str
    amount : callable
        Units of a quantity in every draw.

    Returns
    -------
    int64 array, shape (n_draws,)
        The sum of their shares, less what leaks: a party with ``leakage`` that does not perform
        the option itself makes up for its share of the others' effort, and brings none of its own.
    """
    leaking = {party: share for party, share in issue.leakage.items() if party not in option.performers}
    held = np.zeros_like(amount(option.requires))
    for party, share in issue.control.items():
        if party in parties and party not in leaking:
            held += amount(share)
    lost = np.zeros_like(held)
    for share in leaking.values():
        lost += amount(share)
    return share_of(held, UNIT - np.minimum(lost, UNIT)) if leaking else held


def can_be_done(issue: Issue, option: Option, parties: Collection[str], amount: Amount) -> Bool:
    """Tell for each draw whether these parties hold the control that an option requires.

    Parameters are those of :func:`held_by`.

    Returns
    -------
    bool array, shape (n_draws,)
        True where nothing is required.
    """
    return held_by(issue, option, parties, amount) >= amount(option.requires)


def seated(dossier: Dossier) -> set[str]:
    """Return the parties at the table: principals, those of their sides, and third parties who joined."""
    principals = set(dossier.principals)
    return {p.key for p in dossier.parties.values() if p.at_table or p.side in principals}


def of_side(dossier: Dossier, side: str) -> set[str]:
    """Return a principal and the parties that belong to it."""
    return {p.key for p in dossier.parties.values() if p.side == side}

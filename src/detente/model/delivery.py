"""What can be delivered: control held against control required."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Issue, Option
from detente.dossier.quantity import Quantity

__all__ = ["can_be_done", "of_side", "seated"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Amount = Callable[[Quantity | None], Int]


def can_be_done(issue: Issue, option: Option, parties: Collection[str], amount: Amount) -> Bool:
    """Tell for each draw whether these parties hold the control that an option requires.

    Parameters
    ----------
    issue, option
    parties : collection of str
    amount : callable
        Units of a quantity in every draw.

    Returns
    -------
    bool array, shape (n_draws,)
        True where nothing is required.
    """
    required = amount(option.requires)
    held = np.zeros_like(required)
    for party, share in issue.control.items():
        if party in parties:
            held += amount(share)
    return held >= required


def seated(dossier: Dossier) -> set[str]:
    """Return the parties at the table: principals, those of their sides, and third parties who joined."""
    principals = set(dossier.principals)
    return {p.key for p in dossier.parties.values() if p.at_table or p.side in principals}


def of_side(dossier: Dossier, side: str) -> set[str]:
    """Return a principal and the parties that belong to it."""
    return {p.key for p in dossier.parties.values() if p.side == side}

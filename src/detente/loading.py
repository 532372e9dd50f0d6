"""Load a dossier by case name or path."""

from __future__ import annotations

import os

from detente.cases import find_dossier
from detente.dossier import loading
from detente.dossier.dossier import Dossier

__all__ = ["load"]


def load(
    name: str | os.PathLike[str], *, reading: str | None = None, successor: str | None = None
) -> Dossier:
    """Load a shipped case by its name, or a dossier by its file or folder.

    Parameters
    ----------
    name : str or path
        ``"us-russia"``, ``"two-issues"``, ..., or a path.
    reading : str, optional
        Key of the reading to apply; the base dossier if not given.
    successor : str, optional
        Key of those who will decide later, whose changes are made after the reading's; today's
        deciders if not given.

    Returns
    -------
    Dossier

    Raises
    ------
    DossierError
        With every problem found: file, line, column, what is wrong, the nearest right thing.
    UnknownNameError
        For a case, reading or successor that does not exist.

    Examples
    --------
    >>> import detente
    >>> detente.load("us-russia").title
    'Is there a bargain between Washington and Moscow?'
    """
    return loading.load(find_dossier(name), reading=reading, successor=successor)

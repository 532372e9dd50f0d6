"""Deeds: options that one principal's side brings about by itself, fit to pay somebody with."""

from __future__ import annotations

from typing import NamedTuple

from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.options import option_of
from detente.lenses.status_quo import single_changes
from detente.model.delivery import can_be_done, seated

__all__ = ["Deed", "deeds_of"]


class Deed(NamedTuple):
    """An option whose performers all belong to one principal's side."""

    doer: str
    issue: str
    option: str


def deeds_of(at_medians: Drawn) -> tuple[Deed, ...]:
    """List the deeds of all principals, in the order of options.

    Parameters
    ----------
    at_medians : Drawn
        The medians, at which those at the table must be able to deliver a deed.

    Returns
    -------
    tuple of Deed
        No pressure and no status quo; who must consent is not asked.
    """
    dossier, table = at_medians.dossier, seated(at_medians.dossier)
    found = []
    for issue, option in single_changes(at_medians.blueprint):
        chosen = option_of(dossier, (issue, option))
        sides = {dossier.side_of(party) for party in chosen.performers}
        doer = sides.pop() if len(sides) == 1 else None
        if doer is None or doer not in dossier.principals:
            continue
        if can_be_done(dossier.issues[issue], chosen, table, at_medians.units).all():
            found.append(Deed(doer, issue, option))
    return tuple(found)

"""Whose word a package rests on: who vouches for what, with what chance, and what it costs to perform.

An option that a party of another side must bring about comes about only with the probability that
its record supports; what is not performed stays at the status quo. The gates, the trust lens and
everything else that asks about performance read it from here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Link
from detente.dossier.quantity import Quantity
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, share_of
from detente.model.record import trustee

__all__ = ["burdens", "chances", "link_points", "vouchers"]

Int = NDArray[np.int64]
#: Units of a quantity in every draw, shape (n_draws,); zeros for None.
Amount = Callable[[Quantity | None], Int]


def vouchers(blueprint: Blueprint, viewer: str, issue: str, option: str) -> tuple[str, ...]:
    """Return whose records a principal has to go by when it is promised an option.

    Parameters
    ----------
    blueprint : Blueprint
    viewer : str
        The principal to whom it is promised.
    issue, option : str

    Returns
    -------
    tuple of str
        Parties with a record, sorted, each once: the performers on other sides, or the principals
        who stand in for those without a record of their own. Empty where nobody's word is at stake.
    """
    dossier = blueprint.dossier
    performers = dossier.issues[issue].options[option].performers
    others = {p for p in performers if dossier.side_of(p) != viewer}
    found = {trustee(dossier, blueprint.words, p) for p in others}
    return tuple(sorted(p for p in found if p is not None))


def chances(blueprint: Blueprint, viewer: str, amount: Amount) -> Int:
    """Return the probability that all other sides perform each option, as a principal sees it.

    Returns
    -------
    int64 array, shape (n_draws, n_base_columns)
        In units.
    """
    base = blueprint.space.base
    chance = np.full((len(amount(None)), len(base)), UNIT, np.int64)
    for c, (issue, option) in enumerate(base):
        for party in vouchers(blueprint, viewer, issue, option):
            chance[:, c] = share_of(chance[:, c], amount(blueprint.words[party]))
    return chance


def link_points(blueprint: Blueprint, link: Link, worth: Int, chance: Int) -> Int:
    """Return the points of a link times the chance that its whole condition comes about.

    An issue that is not performed stays at the status quo, which may itself be part of the
    condition; issues are performed independently.

    Parameters
    ----------
    blueprint : Blueprint
    link : Link
    worth : int64 array, shape (n_draws,)
        What the link is worth, in units.
    chance : int64 array, shape (n_draws, n_base_columns)
        That each option is performed, in units.

    Returns
    -------
    int64 array, shape (n_draws, n_columns)
    """
    space, issues = blueprint.space, blueprint.dossier.issues
    group = space.group_of[next(iter(link.when))]
    start, end = space.offsets[group], space.offsets[group + 1]
    likely = np.zeros((len(worth), space.n_columns), np.int64)
    likely[:, start:end] = UNIT
    for k, issue in enumerate(space.groups[group]):
        if issue not in link.when:
            continue
        member = space.members[start:end, k]
        hit = np.array([space.base[m][1] in link.when[issue] for m in member])
        default = issues[issue].status_quo in link.when[issue]
        done = chance[:, member]
        happens = np.where(hit, done, 0) + np.where(default, UNIT - done, 0)
        likely[:, start:end] = share_of(likely[:, start:end], happens)
    return share_of(likely, worth[:, None])


def burdens(blueprint: Blueprint, party: str, points: Int) -> Int:
    """Return what each option costs a principal that its own side must bring about.

    Parameters
    ----------
    blueprint : Blueprint
    party : str
        A principal.
    points : int64 array, shape (n_draws, n_base_columns)
        Its points, in units.

    Returns
    -------
    int64 array, shape (n_draws, n_base_columns)
        At least 0; 0 for what others do and for what it likes doing.
    """
    dossier = blueprint.dossier
    mine = np.array(
        [
            any(dossier.side_of(p) == party for p in dossier.issues[i].options[o].performers)
            for i, o in blueprint.space.base
        ]
    )
    burden: Int = np.maximum(0, -points) * mine
    return burden

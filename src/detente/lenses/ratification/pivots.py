"""Whose consent decides: the pivotal member of a rule.

Members are won one after another, those who gain most first; the one with whom the rule becomes
met is the pivot: whoever has that one has those before it, too. With one vote each and a quota of
q it is the q-th member (Krehbiel 1998, *Pivotal Politics*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Need
from detente.errors import UnknownNameError
from detente.lenses.ratification.consenting import is_met, members_of, met

__all__ = ["pivot_shares", "pivotal"]

Float = NDArray[np.float64]


def pivotal(need: Need, ranking: Sequence[str]) -> str | None:
    """Return the member with whom a need becomes met.

    Parameters
    ----------
    need : Need
    ranking : sequence of str
        Parties in order of falling surplus. Members of the need that are left out never consent;
        others than members are passed over.

    Returns
    -------
    str or None
        The first with whom the need is met; with a ``Not`` it may be failed again by one that
        comes later. None where it is never met on the way, or is met before anybody consents.

    Examples
    --------
    >>> from detente.dossier.dossier import Quota
    >>> pivotal(Quota(quota=67, weights={"left": 52, "right": 16, "far": 32}), ["left", "right", "far"])
    'right'
    """
    if is_met(need, ()):
        return None
    for n, party in enumerate(ranking):
        if is_met(need, set(ranking[: n + 1])):
            return party
    return None


def pivot_shares(need: Need, surplus: Mapping[str, Float]) -> dict[str, float]:
    """Return the share of draws in which each member is the pivot.

    Parameters
    ----------
    need : Need
    surplus : mapping of party to float array, shape (n_draws,)
        In points; NaN counts as the lowest. Members with the same surplus come in the order of
        members, first member first. Other parties than members make no difference.

    Returns
    -------
    dict of party to float
        Every member, in order. The shares add up to 1, or are all 0 where the need can never be
        met, is met without anybody, or there are no draws. With a ``Not`` the sum may be anything
        between, because it may depend on the order whether the need is ever met.

    Raises
    ------
    UnknownNameError
        If a member's surplus is missing.
    """
    members = members_of(need)
    for party in members:
        if party not in surplus:
            raise UnknownNameError("surplus of the party", party, surplus)
    if not members or is_met(need, ()):
        return dict.fromkeys(members, 0.0)
    order = np.argsort(-np.array([surplus[party] for party in members], np.float64), axis=0, kind="stable")
    rank = np.argsort(order, axis=0)
    n_draws = order.shape[1]
    times = np.zeros(len(members), np.int64)
    waiting = np.ones(n_draws, np.bool_)
    for last in range(len(members)):
        now = waiting & met(need, {party: rank[m] <= last for m, party in enumerate(members)})
        times += np.bincount(order[last, now], minlength=len(members))
        waiting &= ~now
    return {party: int(times[m]) / max(n_draws, 1) for m, party in enumerate(members)}

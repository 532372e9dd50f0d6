"""What it takes for a ratification rule to hold that does not, or to fail that does.

A rule is written over *stances*: a party's consent, or its refusal, which a ``Not`` may ask for.
Turning a party means to move its surplus across 0, and costs the points that this takes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.lenses.ratification.blocking import unblocking_sets, winning_coalitions
from detente.lenses.ratification.consenting import members_of

__all__ = ["cheapest_turning", "over_stances", "turning_cost", "turning_sets"]

Float = NDArray[np.float64]
Coalition = tuple[str, ...]

#: Stands before the key of a party whose refusal is meant; no key begins with it.
REFUSES = "!"
#: Quotas up to this size are weighed vote by vote; larger ones by listing coalitions.
MOST_VOTES = 5_000
#: Numbers held at once, about 8 MB.
ROOM = 1_000_000


def over_stances(need: Need, *, wanted: bool = True) -> Need:
    """Rewrite a need so that it says no ``Not``, with refusals as members of their own.

    Parameters
    ----------
    need : Need
    wanted : bool
        Whether the need is to be met; otherwise what is returned is met just where it is not.

    Examples
    --------
    >>> over_stances(Not(part=Consent(party="a")))
    Consent(party='!a')
    """
    match need:
        case Consent(party=party):
            return Consent(party=party if wanted else REFUSES + party)
        case Not(part=part):
            return over_stances(part, wanted=not wanted)
        case AllOf(parts=parts):
            inner = tuple(over_stances(part, wanted=wanted) for part in parts)
            return AllOf(parts=inner) if wanted else AtLeast(k=1, parts=inner)
        case AtLeast(k=k, parts=parts):
            inner = tuple(over_stances(part, wanted=wanted) for part in parts)
            return AtLeast(k=k if wanted else len(parts) - k + 1, parts=inner)
        case Quota(quota=quota, weights=weights):
            if wanted:
                return need
            against = {REFUSES + party: weight for party, weight in weights.items()}
            return Quota(quota=sum(weights.values()) - quota + 1, weights=against)


def turning_cost(need: Need, margins: Mapping[str, Float], *, wanted: bool = True) -> Float:
    """Return the least total by which surpluses must move for a need to be met, or not to be.

    Parameters
    ----------
    need : Need
    margins : mapping of party to float array, shape (n,)
        Surplus of each member in units, whole numbers: it consents where this is at least 0.
    wanted : bool
        Whether the need is to be met, or not.

    Returns
    -------
    float array, shape (n,)
        In units: 0 where nothing has to move, infinite where nothing helps. To consent a surplus
        must reach 0, to refuse it must fall to one unit below. Exact.

    Raises
    ------
    TooLargeError
        For a rule in which parties stand more than once, or with a quota of more than 5,000 votes,
        whose winning coalitions are too many to list.
    """
    stances = over_stances(need, wanted=wanted)
    return _cost(stances, _prices(stances, margins))


def cheapest_turning(
    need: Need, margins: Mapping[str, float], *, wanted: bool = True
) -> tuple[tuple[str, bool], ...]:
    """Return the parties whom it costs least to turn for a need to be met, or not to be.

    Parameters
    ----------
    need, wanted
        As for :func:`turning_cost`.
    margins : mapping of party to float
        Surplus of each member in units.

    Returns
    -------
    tuple of (party, whether it must come to consent)
        In the order of members; empty where nobody has to turn and where nothing helps. Of several
        ways that cost the same, one that spares the members that stand last.
    """
    stances = over_stances(need, wanted=wanted)
    prices = _prices(stances, {party: np.array([margin]) for party, margin in margins.items()})
    least = float(_cost(stances, prices)[0])
    if not 0 < least < math.inf:
        return ()
    for stance in reversed(members_of(stances)):
        without = {**prices, stance: np.array([math.inf])}
        if prices[stance][0] > 0 and _cost(stances, without)[0] == least:
            prices = without
    turned = [stance for stance in members_of(stances) if 0 < prices[stance][0] < math.inf]
    return tuple((_party(stance), not stance.startswith(REFUSES)) for stance in turned)


def turning_sets(need: Need, consenting: Collection[str]) -> tuple[Coalition, ...]:
    """Return the minimal sets of parties whose turning, consent to refusal or back, makes a need met.

    Parameters
    ----------
    need : Need
    consenting : collection of str
        Who consents now.

    Returns
    -------
    tuple of tuple of str
        Smallest first, then by order of members. A single empty set where the need is met already;
        empty where it can never be met.

    Raises
    ------
    TooLargeError
        If there are more than 10,000.
    """
    stances = over_stances(need)
    taken = [stance for stance in members_of(stances) if _is_taken(stance, consenting)]
    if max(Counter(map(_party, members_of(stances))).values(), default=0) < 2:
        sets = unblocking_sets(stances, taken) or ()
        return tuple(tuple(map(_party, one)) for one in sets)
    # Where a party is wanted both for and against, what it says now cannot be taken for given.
    turned = {frozenset(map(_party, set(one) - set(taken))) for one in _consistent(stances)}
    smallest = [one for one in turned if not any(other < one for other in turned)]
    place = {party: k for k, party in enumerate(members_of(need))}
    ordered = [tuple(sorted(one, key=place.__getitem__)) for one in smallest]
    return tuple(sorted(ordered, key=lambda one: (len(one), [place[party] for party in one])))


def _party(stance: str) -> str:
    return stance.removeprefix(REFUSES)


def _is_taken(stance: str, consenting: Collection[str]) -> bool:
    return (_party(stance) in consenting) != stance.startswith(REFUSES)


def _consistent(stances: Need) -> Iterator[Coalition]:
    """Yield the minimal sets of stances that meet a need and that one can take together."""
    for one in winning_coalitions(stances) or ():
        if len(set(map(_party, one))) == len(one):
            yield one


def _prices(stances: Need, margins: Mapping[str, Float]) -> dict[str, Float]:
    """Return what each stance costs: nothing to those who take it already."""
    return {
        stance: np.maximum(margins[_party(stance)] + 1.0, 0.0)
        if stance.startswith(REFUSES)
        else np.maximum(-margins[stance], 0.0)
        for stance in members_of(stances)
    }


def _cost(stances: Need, prices: Mapping[str, Float]) -> Float:
    shape = next((price.shape for price in prices.values()), (1,))
    read = Counter(map(_party, _leaves(stances)))
    if max(read.values(), default=0) < 2 and _most_votes(stances) <= MOST_VOTES:
        return _added_up(stances, prices, shape)
    least = np.full(shape, np.inf)
    for one in _consistent(stances):
        least = np.minimum(least, sum((prices[stance] for stance in one), np.zeros(shape)))
    return least


def _leaves(stances: Need) -> Iterator[str]:
    """Yield the stances a need speaks of, as often as they stand there."""
    match stances:
        case Consent(party=party):
            yield party
        case Quota(weights=weights):
            yield from weights
        case AllOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _leaves(part)


def _most_votes(stances: Need) -> int:
    match stances:
        case Quota(quota=quota):
            return quota
        case AllOf(parts=parts) | AtLeast(parts=parts):
            return max(map(_most_votes, parts), default=0)
    return 0


def _added_up(stances: Need, prices: Mapping[str, Float], shape: tuple[int, ...]) -> Float:
    """Price a need in which nobody stands twice: what its parts cost can be added up."""
    match stances:
        case Consent(party=party):
            return prices[party]
        case AllOf(parts=parts):
            return sum((_added_up(part, prices, shape) for part in parts), np.zeros(shape))
        case AtLeast(k=k, parts=parts):
            if k > len(parts):
                return np.full(shape, np.inf)
            costs = np.array([_added_up(part, prices, shape) for part in parts]).reshape(len(parts), *shape)
            total: Float = np.sort(costs, axis=0)[: max(k, 0)].sum(axis=0)
            return total
        case Quota(quota=quota, weights=weights):
            votes = [(weight, prices[stance]) for stance, weight in weights.items()]
            return _votes_bought(max(quota, 0), votes, shape)
    raise AssertionError("a need over stances has no Not")


def _votes_bought(quota: int, votes: list[tuple[int, Float]], shape: tuple[int, ...]) -> Float:
    """Return the least that reaches a quota: a knapsack, number of votes by number of votes."""
    least = np.empty(shape)
    step = max(1, ROOM // (quota + 1))
    for start in range(0, len(least), step):
        block = slice(start, start + step)
        best = np.full((quota + 1, len(least[block])), np.inf)
        best[0] = 0.0
        for weight, price in votes:
            before = np.maximum(np.arange(quota + 1) - weight, 0)
            best = np.minimum(best, best[before] + price[block])
        least[block] = best[quota]
    return least

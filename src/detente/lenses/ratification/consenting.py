"""Whether a ratification rule is met, given who consents.

A rule is a tree: the consent of a party, all of some parts, at least so many of them, a quota of
weighted votes, or the opposite of a part. A party with several votes in a quota casts them
together here, with or without ``free_votes``: either it consents or it does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError, UnknownNameError

__all__ = ["is_met", "is_monotone", "members_of", "met"]

Bool = NDArray[np.bool_]

#: Sums of weights up to which 64-bit integers are exact.
LARGEST_SUM = 2**62


def members_of(need: Need) -> tuple[str, ...]:
    """Return the parties a need speaks of, each once, in the order in which they first stand there.

    Parties with no votes in a quota are members, too.
    """
    return tuple(dict.fromkeys(_members(need)))


def _members(need: Need) -> Iterator[str]:
    match need:
        case Consent(party=party):
            yield party
        case AllOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _members(part)
        case Quota(weights=weights):
            yield from weights
        case Not(part=part):
            yield from _members(part)


def is_monotone(need: Need) -> bool:
    """Tell whether one more consent can never do harm: whether the need has no ``Not`` anywhere."""
    match need:
        case AllOf(parts=parts) | AtLeast(parts=parts):
            return all(is_monotone(part) for part in parts)
        case Not():
            return False
    return True


def is_met(need: Need, consenting: Collection[str]) -> bool:
    """Tell whether a need is met when just these parties consent.

    Parameters
    ----------
    need : Need
    consenting : collection of str
        Everyone else refuses. Names the need does not speak of make no difference.

    Examples
    --------
    >>> is_met(Quota(quota=67, weights={"left": 52, "right": 16, "far": 32}), {"left", "right"})
    True
    """
    match need:
        case Consent(party=party):
            return party in consenting
        case AllOf(parts=parts):
            return all(is_met(part, consenting) for part in parts)
        case AtLeast(k=k, parts=parts):
            return sum(is_met(part, consenting) for part in parts) >= k
        case Quota(quota=quota, weights=weights):
            return sum(weight for party, weight in weights.items() if party in consenting) >= quota
        case Not(part=part):
            return not is_met(part, consenting)


def met(need: Need, consents: Mapping[str, Bool]) -> Bool:
    """Tell in which of many cases (draws, packages) a need is met.

    Parameters
    ----------
    need : Need
    consents : mapping of party to bool array, shape (n,)
        Whether the party consents in each case; all arrays of one shape. More parties than the
        need speaks of may be there.

    Returns
    -------
    bool array, shape (n,)

    Raises
    ------
    UnknownNameError
        If a member of the need is missing.
    TooLargeError
        If the weights of a quota add up to more than 2^62.
    """
    for party in members_of(need):
        if party not in consents:
            raise UnknownNameError("vote of the party", party, consents)
    shape = np.broadcast_shapes(*(np.shape(consent) for consent in consents.values()))
    return _met(need, consents, shape)


def _met(need: Need, consents: Mapping[str, Bool], shape: tuple[int, ...]) -> Bool:
    match need:
        case Consent(party=party):
            return np.broadcast_to(np.asarray(consents[party], np.bool_), shape)
        case AllOf(parts=parts):
            return _reached(len(parts), [(1, _met(part, consents, shape)) for part in parts], shape)
        case AtLeast(k=k, parts=parts):
            return _reached(k, [(1, _met(part, consents, shape)) for part in parts], shape)
        case Quota(quota=quota, weights=weights):
            votes = [(weight, np.asarray(consents[party], np.bool_)) for party, weight in weights.items()]
            return _reached(quota, votes, shape)
        case Not(part=part):
            return ~_met(part, consents, shape)


def _reached(quota: int, votes: list[tuple[int, Bool]], shape: tuple[int, ...]) -> Bool:
    total = sum(weight for weight, _ in votes)
    if max(total, quota) > LARGEST_SUM:
        raise TooLargeError(f"the votes of a quota add up to {total}; divide all weights and the quota")
    reached = np.zeros(shape, np.int64)
    for weight, vote in votes:
        reached += weight * vote
    result: Bool = reached >= quota
    return result

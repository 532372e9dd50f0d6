"""Who can carry a rule, who can block it, and whose turning would unblock it.

A *winning coalition* meets the need with everybody else refusing; a *blocking coalition* fails it
with everybody else consenting. Only the smallest of each kind are listed: those from which nobody
can be left out. The blocking coalitions are the winning ones of the dual rule (a quota of q out of
W becomes W - q + 1), and each of them shares a member with every winning coalition. A *veto
player* blocks alone (Tsebelis 2002).

A rule with a ``Not`` has no such lists: one more consent may undo what others carried, so that
neither kind is told by its smallest sets. All functions return None for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of, met

__all__ = ["blockers", "blocking_coalitions", "unblocking_sets", "veto_players", "winning_coalitions"]

Coalition = tuple[str, ...]
#: A set of members, one bit for each.
Mask = int
Words = NDArray[np.uint64]

#: Coalitions that are listed at most.
MOST_COALITIONS = 10_000
#: Members up to which all sets of them are tried; with more, the lists of parts are combined.
MOST_TABLED = 20
#: Combinations of coalitions that are looked through at most to find the smallest.
MOST_COMBINED = 100_000


def winning_coalitions(need: Need) -> tuple[Coalition, ...] | None:
    """Return the minimal winning coalitions.

    Parameters
    ----------
    need : Need

    Returns
    -------
    tuple of tuple of str, or None
        Smallest first, then by order of members, and so within each. Empty where not even all
        together meet the need; a single empty coalition where it is met without anybody. None for
        a need with a ``Not``.

    Raises
    ------
    TooLargeError
        If there are more than 10,000.

    Examples
    --------
    >>> winning_coalitions(Quota(quota=60, weights={"a": 50, "b": 30, "c": 20}))
    (('a', 'b'), ('a', 'c'))
    """
    return _listed(need, need, frozenset()) if is_monotone(need) else None


def blocking_coalitions(need: Need) -> tuple[Coalition, ...] | None:
    """Return the minimal blocking coalitions: whose refusal is enough, though all others consent.

    Parameters
    ----------
    need : Need

    Returns
    -------
    tuple of tuple of str, or None
        Ordered as winning coalitions. A single empty coalition where the need can never be met;
        empty where it is always met. None for a need with a ``Not``.

    Raises
    ------
    TooLargeError
        If there are more than 10,000.

    Examples
    --------
    >>> blocking_coalitions(Quota(quota=60, weights={"a": 50, "b": 30, "c": 20}))
    (('a',), ('b', 'c'))
    """
    return _listed(_dual(need), need, frozenset()) if is_monotone(need) else None


def veto_players(need: Need) -> tuple[str, ...] | None:
    """Return the members each of whom can block alone.

    Returns
    -------
    tuple of str, or None
        In the order of members. Empty where the need can never be met: then no refusal is what
        fails it. None for a need with a ``Not``.
    """
    if not is_monotone(need):
        return None
    members = members_of(need)
    if not is_met(need, members):
        return ()
    return tuple(party for party in members if not is_met(need, set(members) - {party}))


def unblocking_sets(need: Need, consenting: Collection[str]) -> tuple[Coalition, ...] | None:
    """Return the minimal sets of refusing members whose turning makes the need met.

    Parameters
    ----------
    need : Need
    consenting : collection of str
        Who consents now. Names the need does not speak of make no difference.

    Returns
    -------
    tuple of tuple of str, or None
        Ordered as winning coalitions. A single empty set where the need is met already; empty
        where it can never be met. None for a need with a ``Not``.

    Raises
    ------
    TooLargeError
        If there are more than 10,000.
    """
    return _listed(need, need, frozenset(consenting)) if is_monotone(need) else None


def blockers(need: Need, consenting: Collection[str]) -> tuple[str, ...] | None:
    """Return the refusing members that stand in some minimal unblocking set.

    Parameters
    ----------
    need : Need
    consenting : collection of str
        Who consents now.

    Returns
    -------
    tuple of str, or None
        In the order of members. Empty where the need is met already or can never be met. A
        refusing member whose turning could not help, whoever else turned, is not among them.
        None for a need with a ``Not``.

    Raises
    ------
    TooLargeError
        If there are more than 10,000 minimal unblocking sets.
    """
    sets = unblocking_sets(need, consenting)
    if sets is None:
        return None
    found = {party for coalition in sets for party in coalition}
    return tuple(party for party in members_of(need) if party in found)


def _dual(need: Need) -> Need:
    """Return the rule that is met by just those whose refusal fails this one."""
    match need:
        case AllOf(parts=parts):
            return AtLeast(k=1, parts=tuple(_dual(part) for part in parts))
        case AtLeast(k=k, parts=parts):
            return AtLeast(k=len(parts) - k + 1, parts=tuple(_dual(part) for part in parts))
        case Quota(quota=quota, weights=weights):
            return Quota(quota=sum(weights.values()) - quota + 1, weights=weights)
    return need


def _listed(need: Need, named: Need, given: frozenset[str]) -> tuple[Coalition, ...]:
    """List the minimal sets that meet a need together with those given, by the order of ``named``."""
    asked = [party for party in members_of(named) if party not in given]
    place = {party: k for k, party in enumerate(asked)}
    small = len(asked) <= MOST_TABLED
    masks = _tabled(need, place, given) if small else _minimal(need, place, given)
    sets = [[k for k in range(len(asked)) if mask >> k & 1] for mask in masks]
    return tuple(tuple(asked[k] for k in chosen) for chosen in sorted(sets, key=lambda s: (len(s), s)))


def _tabled(need: Need, place: Mapping[str, int], given: frozenset[str]) -> list[Mask]:
    """List the minimal sets by trying all sets at once."""
    n = 2 ** len(place)
    sets = np.arange(n)
    consents = {party: np.ones(n, np.bool_) for party in given}
    consents |= {party: (sets >> k & 1).astype(np.bool_) for party, k in place.items()}
    passes = np.broadcast_to(met(need, consents), (n,))
    smallest = passes.copy()
    for k in range(len(place)):
        # Rows of sets without and with member k: what passes without it is not minimal with it.
        smallest.reshape(-1, 2, 2**k)[:, 1] &= ~passes.reshape(-1, 2, 2**k)[:, 0]
    _bounded(int(smallest.sum()), MOST_COALITIONS)
    return [int(mask) for mask in np.flatnonzero(smallest)]


def _minimal(need: Need, place: Mapping[str, int], given: frozenset[str]) -> list[Mask]:
    match need:
        case Consent(party=party):
            return [0 if party in given else 1 << place[party]]
        case AllOf(parts=parts):
            return _at_least(len(parts), [_minimal(part, place, given) for part in parts])
        case AtLeast(k=k, parts=parts):
            return _at_least(k, [_minimal(part, place, given) for part in parts])
        case Quota(quota=quota, weights=weights):
            left = quota - sum(weight for party, weight in weights.items() if party in given)
            asked = [(weight, 1 << place[party]) for party, weight in weights.items() if party not in given]
            return _of_quota(left, sorted(asked, reverse=True))
        case Not():
            raise AssertionError("a need with a Not has no minimal coalitions")


def _of_quota(quota: int, asked: Sequence[tuple[int, Mask]]) -> list[Mask]:
    """List the minimal sets whose weights reach a quota; ``asked`` has the heaviest first.

    Members are added in falling weight, so that the last one added, with whom the quota is reached,
    is the lightest: without it the set falls short, and so it does without any other.
    """
    if quota <= 0:
        return [0]
    rest = [0] * (len(asked) + 1)
    for k in reversed(range(len(asked))):
        rest[k] = rest[k + 1] + asked[k][0]
    found: list[Mask] = []
    waiting = [(0, quota, 0)]
    while waiting:
        k, left, chosen = waiting.pop()
        if rest[k] < left:
            continue
        weight, bit = asked[k]
        waiting.append((k + 1, left, chosen))
        if weight < left:
            waiting.append((k + 1, left - weight, chosen | bit))
        else:
            found.append(chosen | bit)
            _bounded(len(found), MOST_COALITIONS)
    return found


def _at_least(k: int, parts: Sequence[list[Mask]]) -> list[Mask]:
    """List the minimal sets that meet at least ``k`` of the parts, given those of each part."""
    if k <= 0:
        return [0]
    # reached[j]: minimal sets that meet j of the parts looked at so far.
    reached: list[list[Mask]] = [[0], *([] for _ in range(k))]
    for n, part in enumerate(parts):
        # With so many parts still to come, fewer than this are of no use.
        fewest = max(1, k - (len(parts) - n - 1))
        for j in range(min(k, n + 1), fewest - 1, -1):
            _bounded(len(reached[j - 1]) * len(part) + len(reached[j]), MOST_COMBINED)
            joined = {one | other for one in reached[j - 1] for other in part}
            reached[j] = _smallest(joined.union(reached[j]))
    return reached[k]


def _bounded(n: int, most: int) -> None:
    if n > most:
        raise TooLargeError(
            f"too many coalitions to list (at most {MOST_COALITIONS:,} are); give the rule fewer members, "
            "joining those that vote alike into one party with all their votes"
        )


def _smallest(sets: Collection[Mask]) -> list[Mask]:
    """Drop every set that contains another one."""
    ordered = sorted(sets, key=lambda mask: (mask.bit_count(), mask))
    if len(ordered) < 2:
        return ordered
    words = _words(ordered)
    alive = np.ones(len(ordered), np.bool_)
    kept: list[Mask] = []
    for n, mask in enumerate(ordered):
        if alive[n]:
            kept.append(mask)
            _bounded(len(kept), MOST_COALITIONS)
            # Sets behind this one are larger, or as large and different.
            alive[n + 1 :] &= ((words[n + 1 :] & words[n]) != words[n]).any(axis=1)
    return kept


def _words(masks: Sequence[Mask]) -> Words:
    """Write sets as rows of 64-bit words."""
    length = max(1, -(-max(masks).bit_length() // 64))
    text = b"".join(mask.to_bytes(8 * length, "little") for mask in masks)
    return np.frombuffer(text, "<u8").reshape(len(masks), length).astype(np.uint64)

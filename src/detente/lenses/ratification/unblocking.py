"""Whose turning would ratify a package, draw by draw: the minimal sets of blockers.

A set is minimal when its members' consent, on top of those who consent already, meets all rules
the package calls, and no member can be left out of it. A *blocker* stands in one of the sets; a
*sole blocker* is one by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Need
from detente.errors import TooLargeError
from detente.lenses.ratification.blocking import unblocking_sets
from detente.lenses.ratification.consenting import is_monotone, members_of
from detente.lenses.ratification.structure import SAYS_NOT
from detente.lenses.spread import Spread

__all__ = ["TurningSet", "Unblocking", "unblocking_over_draws"]

Bool = NDArray[np.bool_]
Coalition = tuple[str, ...]
#: Number of draws, and the minimal sets in them, smallest first.
_Found = tuple[int, tuple[Coalition, ...]]

#: Different ways in which the members may stand, most frequent first, that are looked at.
MOST_PATTERNS = 2_000
#: Sets that are kept.
MOST_SETS = 200


@dataclass(frozen=True, kw_only=True)
class TurningSet:
    """A set of blockers; ``share`` is that of all draws in which it is a minimal one."""

    members: Coalition
    share: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"members": list(self.members), "share": self.share}


@dataclass(frozen=True, kw_only=True)
class Unblocking:
    """Who blocks a package, and whose turning would ratify it.

    Attributes
    ----------
    ratified : float or None
        Share of draws in which nobody has to be turned; None where there are no lists.
    hopeless : float or None
        Share of draws in which no turning helps: a need that can never be met; None likewise.
    sets : tuple of TurningSet
        Most frequent first, then smallest; the first 200.
    n_sets : int
        How many there are; 0 where there are no lists.
    blocks, sole, must_turn : mapping of party to float
        Share of draws in which the party stands in some minimal set, is one alone, and stands in
        every one; empty where there are no lists.
    fewest : Spread or None
        How many the smallest set of a draw has, over the draws in which some set helps.
    looked_at : float or None
        Share of draws that all of this is about: 1 unless the members stand in too many
        different ways; None where there are no lists.
    unlisted : str or None
        Why there are no lists; None where there are.
    """

    ratified: float | None
    hopeless: float | None
    sets: tuple[TurningSet, ...]
    n_sets: int
    blocks: Mapping[str, float]
    sole: Mapping[str, float]
    must_turn: Mapping[str, float]
    fewest: Spread | None
    looked_at: float | None
    unlisted: str | None = None

    @property
    def is_partial(self) -> bool:
        """Whether it is about some of the draws only."""
        return self.looked_at is not None and self.looked_at < 1

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "ratified": self.ratified,
            "hopeless": self.hopeless,
            "sets": [found.to_dict() for found in self.sets],
            "n_sets": self.n_sets,
            "blocks": dict(self.blocks),
            "sole": dict(self.sole),
            "must_turn": dict(self.must_turn),
            "fewest": None if self.fewest is None else self.fewest.to_dict(),
            "looked_at": self.looked_at,
            "unlisted": self.unlisted,
        }


def unblocking_over_draws(need: Need, consents: Mapping[str, Bool]) -> Unblocking:
    """Find the minimal sets of every draw, and say in which share of draws each is one.

    Parameters
    ----------
    need : Need
        One that says ``Not`` has no such sets: ``unlisted`` says so.
    consents : mapping of party to bool array, shape (n_draws,)
        Of every member of the need, at least one draw.

    Returns
    -------
    Unblocking
    """
    members = members_of(need)
    if not members:
        # Without anybody to ask, everything asked for is met: there is nothing to turn.
        return _summed(members, {(): (1, ((),))}, 1)
    if not is_monotone(need):
        return _unlisted(SAYS_NOT)
    stands = np.array([consents[party] for party in members]).T
    patterns, times = np.unique(stands, axis=0, return_counts=True)
    order = np.argsort(-times, kind="stable")[:MOST_PATTERNS]
    found: dict[Coalition, _Found] = {}
    for k in order:
        consenting = tuple(party for party, yes in zip(members, patterns[k], strict=True) if yes)
        try:
            sets = unblocking_sets(need, consenting)
        except TooLargeError as error:
            return _unlisted(str(error))
        found[consenting] = int(times[k]), sets or ()
    return _summed(members, found, len(stands))


def _unlisted(why: str) -> Unblocking:
    """Say nothing but why: a share of draws would be one of draws nobody looked at."""
    return Unblocking(
        ratified=None,
        hopeless=None,
        sets=(),
        n_sets=0,
        blocks={},
        sole={},
        must_turn={},
        fewest=None,
        looked_at=None,
        unlisted=why,
    )


def _summed(members: Sequence[str], found: Mapping[Coalition, _Found], n_draws: int) -> Unblocking:
    times: Counter[Coalition] = Counter()
    blocks: Counter[str] = Counter()
    must_turn: Counter[str] = Counter()
    sizes: list[float] = []
    for count, sets in found.values():
        for chosen in sets:
            times[chosen] += count
        for party, n in Counter(party for chosen in sets for party in chosen).items():
            blocks[party] += count
            must_turn[party] += count if n == len(sets) else 0
        if sets and sets[0]:
            sizes += [len(sets[0])] * count
    ratified = times.pop((), 0)
    ranked = _ranked(times, members)
    return Unblocking(
        ratified=ratified / n_draws,
        hopeless=sum(count for count, sets in found.values() if not sets) / n_draws,
        sets=tuple(TurningSet(members=chosen, share=n / n_draws) for chosen, n in ranked[:MOST_SETS]),
        n_sets=len(ranked),
        blocks={party: blocks[party] / n_draws for party in members},
        sole={party: times[(party,)] / n_draws for party in members},
        must_turn={party: must_turn[party] / n_draws for party in members},
        fewest=Spread.of(sizes),
        looked_at=sum(count for count, _ in found.values()) / n_draws,
    )


def _ranked(times: Mapping[Coalition, int], members: Sequence[str]) -> list[tuple[Coalition, int]]:
    """Order sets by how often they are minimal, then by size, then by the order of members."""
    place = {party: k for k, party in enumerate(members)}
    return sorted(times.items(), key=lambda item: (-item[1], len(item[0]), [place[p] for p in item[0]]))

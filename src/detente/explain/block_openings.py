"""What has to be lifted in one draw so that a deal opens: minimal sets, and what no set does without."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from detente.errors import TooLargeError
from detente.explain.block_covers import Group, smallest_covers
from detente.explain.blocking_conditions import Asking, UnitKind
from detente.explain.hitting_sets import minimal_hitting_sets, smallest_first

__all__ = ["MOST_LISTED", "Openings", "openings_of"]

Units = frozenset[str]

#: Sets of one size that are listed, and sets that are tried where a rule says "not".
MOST_LISTED = 400


@dataclass(frozen=True, kw_only=True)
class Openings:
    """What opens a deal in one draw, for units of one kind.

    Attributes
    ----------
    is_open : bool
        Some package passes without anything lifted; nothing else is known then.
    can_open : bool
        Some package passes with everything lifted, or with one of ``sets``.
    sets : tuple of frozenset of str
        Minimal sets that open a deal, smallest first.
    up_to : int or None
        ``sets`` has all that are no larger than this; None where it has all there are.
    fewest : int or None
        Size of the smallest set that opens a deal, however large; None where nothing does, where it
        was not found within the time given, and where a rule says "not" and no small set does.
    needed : frozenset of str
        Units that are in every set that opens a deal.
    conflicts : tuple of frozenset of str
        Families of which every opening set has an element, as far as they were needed to know this.
    """

    is_open: bool
    can_open: bool = False
    sets: tuple[Units, ...] = ()
    up_to: int | None = None
    fewest: int | None = None
    needed: Units = frozenset()
    conflicts: tuple[Units, ...] = ()

    @property
    def sole(self) -> tuple[str, ...]:
        """Units whose lifting alone opens a deal, sorted."""
        return tuple(sorted(unit for one in self.sets if len(one) == 1 for unit in one))


def openings_of(asking: Asking, kind: UnitKind, largest: int | None = None) -> Openings:
    """Find what opens a deal in one draw.

    Parameters
    ----------
    asking : Asking
    kind : str
        Of what is lifted.
    largest : int, optional
        Size of the largest sets to list; any size if not given. Where there are more than 400 sets of
        a size, only smaller ones are listed.

    Returns
    -------
    Openings
    """
    if asking.passes():
        return Openings(is_open=True)
    suspects = asking.suspects(kind)
    largest = len(suspects) if largest is None else min(largest, len(suspects))
    if not asking.conditions.rises(kind):
        return _by_trying(asking, kind, largest)
    everything = frozenset(suspects)
    if not asking.opens(kind, everything):
        return Openings(is_open=False, conflicts=(frozenset(),))
    conflicts: list[Units] = []
    sets, up_to = _minimal_sets(asking, kind, largest, conflicts)
    smallest = sets[0] if sets else _smallest(asking, kind, conflicts)
    needed = (unit for unit in smallest or () if not asking.opens(kind, everything - {unit}))
    return Openings(
        is_open=False,
        can_open=True,
        sets=sets,
        up_to=None if up_to == len(suspects) else up_to,
        fewest=None if smallest is None else len(smallest),
        needed=frozenset(needed),
        conflicts=tuple(conflicts),
    )


def _minimal_sets(
    asking: Asking, kind: UnitKind, largest: int, conflicts: list[Units]
) -> tuple[tuple[Units, ...], int]:
    """Return the minimal opening sets, and up to which size they are all there; note conflicts met.

    A minimal hitting set of all known conflicts that opens a deal is a minimal opening set, since each
    part of it misses a conflict; one that does not shows a further conflict (Reiter 1987, *Artificial
    Intelligence* 32(1): conflicts and diagnoses).
    """
    opening: dict[Units, None] = {}
    for size in range(1, largest + 1):
        while True:
            try:
                known = minimal_hitting_sets(conflicts, largest=size, limit=MOST_LISTED)
            except TooLargeError:
                return tuple(one for one in opening if len(one) < size), size - 1
            lifted = next((one for one in known if one not in opening), None)
            if lifted is None:
                break
            further = asking.conflict(kind, lifted)
            if further is None:
                opening[lifted] = None
            else:
                conflicts.append(further)
    return tuple(opening), largest


def _smallest(asking: Asking, kind: UnitKind, conflicts: list[Units]) -> Units | None:
    """Return one of the smallest sets that open a deal, None where it was not found in time."""
    group = Group(weight=1, conflict=lambda lifted: asking.conflict(kind, lifted), conflicts=conflicts)
    covers = smallest_covers([group], asking.suspects(kind), 1)
    return covers.sets[0].units if covers.sets and covers.is_smallest else None


def _by_trying(asking: Asking, kind: UnitKind, largest: int) -> Openings:
    """Try every set up to a size: where a rule says "not", a larger one may close what a smaller opens."""
    suspects = asking.suspects(kind)
    sets: list[Units] = []
    up_to, tried = 0, 0
    for size in range(1, largest + 1):
        tried += math.comb(len(suspects), size)
        if tried > MOST_LISTED and size > 1:
            break
        for chosen in map(frozenset, itertools.combinations(suspects, size)):
            if not any(smaller < chosen for smaller in sets) and asking.opens(kind, chosen):
                sets.append(chosen)
        up_to = size
    return Openings(
        is_open=False,
        can_open=bool(sets) or asking.opens(kind, frozenset(suspects)),
        sets=smallest_first(sets),
        up_to=None if up_to == len(suspects) else up_to,
        fewest=min(map(len, sets), default=None),
    )

"""The two pivots of a body on one line, its core, and the gridlock interval of several bodies.

Every member has an ideal point and prefers what lies nearer to it (single-peaked, symmetric loss).
To carry a move to the left, members are won from the left on: the one with whom the rule is met is
the *left pivot*. From the right it is the *right pivot*. With one vote each, n members and a quota
of q, these are x_(q) and x_(n-q+1) in the order of ideal points.

No reversion point at or right of the right pivot can be moved further right, none at or left of the
left pivot further left. Points of which both are true make the *core*: nothing beats them. It is
[x_(n-q+1), x_(q)] when q is more than half of the members; with less than that it is as a rule
empty, since moves both ways can be carried from anywhere between the pivots. Several bodies, all of
which must agree, cannot move from the smallest right pivot to the largest left pivot: the *gridlock
interval* (Krehbiel 1998, *Pivotal Politics*; Tsebelis 2002, *Veto Players*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from detente.dossier.dossier import Need, Quota
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.exact_number import Number, exact_number
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of

__all__ = [
    "ClosedInterval",
    "SpatialPivots",
    "core",
    "core_of",
    "exact_point",
    "gridlock_interval",
    "spatial_pivots",
    "spatial_pivots_of_need",
]

#: Points further out stand for nothing, and could not be written as floating-point numbers.
FURTHEST = 10**300


@dataclass(frozen=True, kw_only=True)
class ClosedInterval:
    """The points from ``low`` to ``high``, both included; both None where there are none.

    Attributes
    ----------
    low, high : Fraction or None
    """

    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no point belongs to it."""
        return self.low is None

    def contains(self, point: Number) -> bool:
        """Tell whether a point belongs to it."""
        if self.low is None or self.high is None:
            return False
        return self.low <= exact_point(point, "a point") <= self.high

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: numbers, and the same as fractions in text."""
        if self.low is None or self.high is None:
            return {"is_empty": True, "low": None, "high": None, "exact": None}
        exact = {"low": str(self.low), "high": str(self.high)}
        return {"is_empty": False, "low": float(self.low), "high": float(self.high), "exact": exact}


@dataclass(frozen=True, kw_only=True)
class SpatialPivots:
    """The two ideal points that decide what a body can carry.

    Attributes
    ----------
    left : Fraction
        A move to the left passes if the member there gains by it.
    right : Fraction
        A move to the right passes if the member there gains by it. Where more than half of the
        votes are needed, ``right <= left``.
    """

    left: Fraction
    right: Fraction

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: numbers, and the same as fractions in text."""
        exact = {"left": str(self.left), "right": str(self.right)}
        return {"left": float(self.left), "right": float(self.right), "exact": exact}


def exact_point(value: Number, what: str) -> Fraction:
    """Return a point on the line as a fraction; a float is read as it is printed (0.1 is 1/10).

    Raises
    ------
    DetenteError
        If it is no number, not finite, or beyond 10^300.
    """
    point = exact_number(value, what)
    if abs(point) > FURTHEST:
        raise DetenteError(f"{what} must lie within 10^300 of zero")
    return point


def spatial_pivots(
    ideal_points: Sequence[Number], quota: int, weights: Sequence[int] | None = None
) -> SpatialPivots:
    """Return the pivots of a body that decides by a quota.

    Parameters
    ----------
    ideal_points : sequence of number
        One for each member, in any order; ties make no difference.
    quota : int
        Votes needed, at least 1.
    weights : sequence of int, optional
        Votes of each member, at least 0; one each if left out.

    Raises
    ------
    DetenteError
        If the quota is below 1 or above the sum of votes (nothing or everything would pass), a
        weight is negative, lengths differ, or a point is no finite number.
    """
    votes = [1] * len(ideal_points) if weights is None else list(weights)
    if len(votes) != len(ideal_points):
        raise DetenteError(f"{len(ideal_points)} members need as many weights, not {len(votes)}")
    if any(weight < 0 for weight in votes):
        raise DetenteError(f"a weight must be at least 0, not {min(votes)}")
    names = [f"member {n + 1}" for n in range(len(votes))]
    need = Quota(quota=quota, weights=dict(zip(names, votes, strict=True)))
    return spatial_pivots_of_need(need, dict(zip(names, ideal_points, strict=True)))


def spatial_pivots_of_need(need: Need, ideal_points: Mapping[str, Number]) -> SpatialPivots:
    """Return the pivots under any rule in which one more consent does no harm.

    Parameters
    ----------
    need : Need
        Without ``Not``.
    ideal_points : mapping of party to number
        Of every member; others may be there.

    Raises
    ------
    UnknownNameError
        If a member has no ideal point.
    DetenteError
        If the need has a ``Not``, can never be met or is met without anybody, or a point is no
        finite number.
    """
    if not is_monotone(need):
        raise DetenteError("a rule with a `not` has no pivots: one more consent may undo it")
    members = members_of(need)
    for party in members:
        if party not in ideal_points:
            raise UnknownNameError("ideal point of the party", party, ideal_points)
    if is_met(need, ()) or not is_met(need, members):
        what = "is met without anybody's consent" if is_met(need, ()) else "cannot be met by all together"
        raise DetenteError(f"the rule {what}, so nobody's ideal point decides; change its quota")
    points = {party: exact_point(ideal_points[party], f"the ideal point of {party}") for party in members}
    left, right = _first_met(need, points, sign=1), _first_met(need, points, sign=-1)
    return SpatialPivots(left=left, right=right)


def _first_met(need: Need, points: Mapping[str, Fraction], sign: int) -> Fraction:
    """Return the point up to which members must be won, coming from the left (1) or right (-1).

    The rule is monotone and met by all, so that halving finds the place.
    """
    places = sorted(set(points.values()), key=lambda x: sign * x)
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high) // 2
        won = {party for party, x in points.items() if sign * x <= sign * places[middle]}
        low, high = (low, middle) if is_met(need, won) else (middle + 1, high)
    return places[low]


def core(ideal_points: Sequence[Number], quota: int, weights: Sequence[int] | None = None) -> ClosedInterval:
    """Return the points that nothing beats: from the right pivot to the left pivot.

    Parameters
    ----------
    ideal_points, quota, weights
        As in ``spatial_pivots``.

    Returns
    -------
    ClosedInterval
        [x_(n-q+1), x_(q)] with one vote each. With a quota of half the votes or less it is empty,
        unless the members in question share one ideal point.

    Raises
    ------
    DetenteError
        As ``spatial_pivots`` does.

    Examples
    --------
    >>> core([0, 1, 2, 3, 4], 3).to_dict()["exact"]
    {'low': '2', 'high': '2'}
    >>> core([0, 1, 2, 3, 4], 4).to_dict()["exact"]
    {'low': '1', 'high': '3'}
    """
    return core_of(spatial_pivots(ideal_points, quota, weights))


def core_of(pivots: SpatialPivots) -> ClosedInterval:
    """Return the core of a body with these pivots; empty where they are the wrong way round."""
    return gridlock_interval((pivots,))


def gridlock_interval(bodies: Sequence[SpatialPivots]) -> ClosedInterval:
    """Return the reversion points that several bodies cannot move from together.

    Parameters
    ----------
    bodies : sequence of SpatialPivots
        Each of which must agree, at least one. A single veto player at x has both pivots at x.

    Returns
    -------
    ClosedInterval
        From the smallest right pivot to the largest left pivot. Where every body has a core, this
        is the hull of the cores. Exactly there no point is strictly better for all bodies.

    Raises
    ------
    DetenteError
        If there is no body.
    """
    if not bodies:
        raise DetenteError("a gridlock interval needs at least one body that must agree")
    low, high = min(body.right for body in bodies), max(body.left for body in bodies)
    return ClosedInterval(low=low, high=high) if low <= high else ClosedInterval()

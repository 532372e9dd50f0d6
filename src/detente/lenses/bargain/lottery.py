"""Solutions when packages may be drawn by lot: the convex hull of two parties' surpluses, exactly.

Nash (1950) and Kalai and Smorodinsky (1975) speak of a convex set: all lotteries over packages, and
over no deal. Its upper right border is a chain of edges between packages; on it each solution is a
point of one edge, so a lottery between at most two outcomes, found in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Lottery", "solve_by_lot", "upper_hull"]

Pair = tuple[Fraction, Fraction]
Number = int | Fraction
ZERO: Pair = (Fraction(0), Fraction(0))


@dataclass(frozen=True, kw_only=True)
class Lottery:
    """A draw between two outcomes.

    Attributes
    ----------
    surplus : pair of Fraction
        Expected surplus of the two parties.
    first, second : int
        Places of the two outcomes in the list that was given; the same twice where nothing is left
        to chance.
    chance : Fraction
        Probability of the first, 0 to 1.
    """

    surplus: Pair
    first: int
    second: int
    chance: Fraction


def upper_hull(points: Sequence[tuple[Number, Number]]) -> list[int | None]:
    """Return the corners of the upper right border of the hull of some points and no deal.

    Parameters
    ----------
    points : sequence of pairs of int or Fraction
        Surpluses of two parties. No deal is (0, 0).

    Returns
    -------
    list of int or None
        Places in ``points``, None for no deal, from the best for the second party to the best for
        the first; corners only, each point once.
    """
    places: dict[tuple[Number, Number], int | None] = {(0, 0): None}
    for k, point in enumerate(points):
        places.setdefault(point, k)
    chain: list[tuple[Number, Number]] = []
    for point in sorted(places, key=lambda p: (p[0], p[1])):
        # Whatever lies left of and not above a later point is on no upper right border.
        while chain and chain[-1][1] <= point[1]:
            chain.pop()
        while len(chain) > 1 and not _turns_right(chain[-2], chain[-1], point):
            chain.pop()
        chain.append(point)
    return [places[point] for point in chain]


def _turns_right(a: tuple[Number, Number], b: tuple[Number, Number], c: tuple[Number, Number]) -> bool:
    """Tell whether b lies above the line from a to c."""
    return (b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0])


def solve_by_lot(points: Sequence[Pair], powers: tuple[int, int] = (1, 1)) -> dict[str, Lottery]:
    """Return the Nash, Kalai-Smorodinsky and egalitarian lotteries.

    Parameters
    ----------
    points : sequence of (Fraction, Fraction)
        Surpluses of two parties, in points, of all efficient packages, those outside the zone
        included: a lottery may mix them.
    powers : pair of int
        Bargaining power, for Nash.

    Returns
    -------
    dict of concept to Lottery
        Empty where no lottery gives both a gain (or the only one is no deal).
    """
    hull = upper_hull(points)
    corner = [ZERO if k is None else points[k] for k in hull]
    edges = list(zip(range(len(hull)), range(1, len(hull)), strict=False)) or [(0, 0)]
    inside = [edge for edge in edges if _reaches_zone(corner[edge[0]], corner[edge[1]])]
    if not inside:
        return {}
    ideal = _ideal(corner, inside)
    if min(ideal) <= 0:
        return {}
    best = max((_nash_on(corner[a], corner[b], powers), a, b) for a, b in inside)
    found = {"nash": _lottery(corner, hull, (best[1], best[2]), best[0][1])}
    found["kalai_smorodinsky"] = _along(corner, hull, inside, ideal)
    found["egalitarian"] = _along(corner, hull, inside, (Fraction(1), Fraction(1)))
    return found


def _reaches_zone(a: Pair, b: Pair) -> bool:
    """Tell whether some point of an edge (going right and down) gives nobody a loss."""
    if a[0] >= 0:
        return a[1] >= 0
    if b[0] < 0:
        return False
    return _at(a, b, _share_at_zero(a, b, 0))[1] >= 0


def _share_at_zero(a: Pair, b: Pair, party: int) -> Fraction:
    """Share of the way from a to b at which a party's surplus is 0."""
    return -a[party] / (b[party] - a[party]) if a[party] != b[party] else Fraction(0)


def _at(a: Pair, b: Pair, share: Fraction) -> Pair:
    return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))


def _span(a: Pair, b: Pair) -> tuple[Fraction, Fraction]:
    """Shares of the way from a to b between which nobody loses."""
    low = _share_at_zero(a, b, 0) if a[0] < 0 else Fraction(0)
    high = _share_at_zero(a, b, 1) if b[1] < 0 else Fraction(1)
    return low, high


def _ideal(corner: Sequence[Pair], edges: Sequence[tuple[int, int]]) -> Pair:
    """Return the most each party can gain while the other does not lose."""
    ends = [_at(corner[a], corner[b], share) for a, b in edges for share in _span(corner[a], corner[b])]
    return max(x for x, _ in ends), max(y for _, y in ends)


def _nash_on(a: Pair, b: Pair, powers: tuple[int, int]) -> tuple[Fraction, Fraction]:
    """Return the largest product on an edge, and the share of the way at which it lies.

    With surpluses s + t d on the edge, the derivative of w_1 log(s_1 + t d_1) + w_2 log(s_2 + t d_2)
    vanishes at one t.
    """
    low, high = _span(a, b)
    d = (b[0] - a[0], b[1] - a[1])
    w1, w2 = powers
    share = low
    if d[0] and d[1]:
        share = -(w1 * d[0] * a[1] + w2 * d[1] * a[0]) / ((w1 + w2) * d[0] * d[1])
        share = min(max(share, low), high)
    x, y = _at(a, b, share)
    return x**w1 * y**w2, share


def _along(
    corner: Sequence[Pair], hull: Sequence[int | None], edges: Sequence[tuple[int, int]], goal: Pair
) -> Lottery:
    """Return where the line from no deal towards ``goal`` meets the border."""
    candidates = []
    for a, b in edges:
        low, high = _span(corner[a], corner[b])
        start = goal[1] * corner[a][0] - goal[0] * corner[a][1]
        end = goal[1] * corner[b][0] - goal[0] * corner[b][1]
        share = low if start == end else min(max(start / (start - end), low), high)
        x, y = _at(corner[a], corner[b], share)
        candidates.append((min(x / goal[0], y / goal[1]), a, b, share))
    _, a, b, share = max(candidates)
    return _lottery(corner, hull, (a, b), share)


def _lottery(
    corner: Sequence[Pair], hull: Sequence[int | None], edge: tuple[int, int], share: Fraction
) -> Lottery:
    a, b = edge
    if share in (0, 1):
        a = b = a if share == 0 else b
        share = Fraction(0)
    first, second = hull[a], hull[b]
    # Where both can gain, some point lies above and right of no deal, which is then no corner.
    assert first is not None
    assert second is not None
    return Lottery(surplus=_at(corner[a], corner[b], share), first=first, second=second, chance=1 - share)

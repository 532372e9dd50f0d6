"""The arithmetic of Adjusted Winner: who has what, what is given back, and whether that is fair.

Points are pairs of fractions by issue, shares the part of each issue that the first party has; the
second has the rest. The procedure and its terms: :mod:`detente.lenses.bargain.adjusted_winner`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

__all__ = ["GivenBack", "give_back", "giving_order", "is_efficient", "is_envy_free", "worth"]

Pair = tuple[Fraction, Fraction]
Points = Mapping[str, Pair]
Shares = Mapping[str, Fraction]
#: Issue, ratio of the giver's points to the receiver's, and the part that changes hands.
GivenBack = tuple[str, Fraction, Fraction]


def worth(points: Points, shares: Shares) -> Pair:
    """Return what each party has, in its own points."""
    first = sum((share * points[issue][0] for issue, share in shares.items()), Fraction(0))
    second = sum(((1 - share) * points[issue][1] for issue, share in shares.items()), Fraction(0))
    return first, second


def giving_order(points: Points, issues: list[str], giver: int) -> list[tuple[str, Fraction | None]]:
    """Order issues by the ratio of the giver's points to the other's, smallest first.

    Parameters
    ----------
    points : mapping of issue to pair of Fraction
    issues : list of str
        What the giver has; equal ratios keep this order, and what is worth nothing to the giver is
        left out.
    giver : int
        0 or 1.

    Returns
    -------
    list of (str, Fraction or None)
        None where the other put nothing on the issue; those come last.
    """
    ratios: list[tuple[str, Fraction | None]] = []
    for issue in issues:
        own, other = points[issue][giver], points[issue][1 - giver]
        if own:
            ratios.append((issue, own / other if other else None))
    return sorted(ratios, key=lambda pair: (pair[1] is None, pair[1] or 0))


def give_back(points: Points, shares: Shares) -> tuple[int, list[GivenBack]]:
    """Return who is ahead (0 or 1), and what that party gives back until both have the same.

    The list is empty when nobody is ahead; the last entry may be a part of an issue, all before
    are whole.
    """
    have = worth(points, shares)
    giver = int(have[1] > have[0])
    ahead = abs(have[0] - have[1])
    owned = [issue for issue, share in shares.items() if share == 1 - giver]
    given: list[GivenBack] = []
    for issue, ratio in giving_order(points, owned, giver):
        # Before an issue that the other does not want, everything it does want has been given.
        if not ahead or ratio is None:
            break
        step = sum(points[issue])
        part = min(Fraction(1), ahead / step)
        given.append((issue, ratio, part))
        ahead -= part * step
    return giver, given


def is_envy_free(points: Points, shares: Shares) -> bool:
    """Tell whether each party finds its own part worth at least as much as the other's."""
    swapped = worth(points, {issue: 1 - share for issue, share in shares.items()})
    return all(own >= other for own, other in zip(worth(points, shares), swapped, strict=True))


def is_efficient(points: Points, shares: Shares) -> bool:
    """Tell whether no other division, parts of issues included, helps one and harms neither.

    That is so when nobody has something of no worth to itself that the other wants, and no issue
    that the first has (a part of) is to it relative to the second worth less than one that the
    second has: otherwise both would gain by exchanging small parts of the two.
    """
    first = [points[issue] for issue, share in shares.items() if share > 0]
    second = [points[issue] for issue, share in shares.items() if share < 1]
    if any(not a and b for a, b in first) or any(a and not b for a, b in second):
        return False
    return all(a * d >= b * c for a, b in first for c, d in second)

"""What linking issues gains, and which issue pays for which.

*Gains from linkage*: the best package against the best that can be had without any linkage, by
settlements each of which alone leaves nobody below the status quo. Both are best by the same
concept, so the difference is what trading one issue for another is worth (Tollison and Willett
1979, *International Organization* 33(4); Sebenius 1983, *International Organization* 37(2)).

*Trades*: a package is taken apart into the smallest groups of issues that leave nobody worse off by
themselves. A group of one needs no payment; in a group of two or more, what one party loses on one
issue is paid for by what it gains on another. Singles come first, then the pairs that give the
party that gets less the most, then larger groups. What is left over then joins the groups that can
pay for it. If nothing can, the package as a whole leaves somebody below the status quo, and is worth
it only because no deal would be worse.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.bargain.outcome import Outcome, outcome_of
from detente.lenses.bargain.problem import BargainProblem

__all__ = ["Linkage", "Trade", "linkage_of", "trades_of", "without_linkage"]

Int = NDArray[np.int64]

#: Largest groups that are looked for; what is left after them is one group.
WIDEST = 4
#: Issues up to which groups larger than two are looked for.
MOST_ISSUES = 24


@dataclass(frozen=True, kw_only=True)
class Trade:
    """A group of issues that leaves nobody worse off, none of them needing another one.

    Attributes
    ----------
    changes : mapping of issue to option
    gives : mapping of party to tuple of str
        Issues of the group on which a party loses by itself.
    points : mapping of party to Fraction
        What each party gains by the whole group: surplus points, costs of each issue counted.
    by_issue : mapping of issue to mapping of party to Fraction
        What each party gains or loses on each issue. Issues tied by links have one entry together,
        at the first of them.
    balanced : bool
        Whether the group leaves nobody worse off. It does unless the whole package leaves somebody
        below the status quo.
    """

    changes: Mapping[str, str]
    gives: Mapping[str, tuple[str, ...]]
    points: Mapping[str, Fraction]
    by_issue: Mapping[str, Mapping[str, Fraction]]
    balanced: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "changes": dict(self.changes),
            "gives": {party: list(issues) for party, issues in self.gives.items()},
            "points": {party: float(x) for party, x in self.points.items()},
            "by_issue": {
                issue: {party: float(x) for party, x in parts.items()}
                for issue, parts in self.by_issue.items()
            },
            "balanced": self.balanced,
        }


@dataclass(frozen=True, kw_only=True)
class Linkage:
    """The best package against the best without linkage.

    Attributes
    ----------
    linked : Outcome
        The best package.
    separate : Outcome or None
        The best that settlements acceptable by themselves reach; None where not even all of them
        together beat no deal.
    gains : mapping of party to Fraction
        Surplus of the one less that of the other (less nothing, where there is no other).
    trades : tuple of Trade
        Of the best package.
    """

    linked: Outcome
    separate: Outcome | None
    gains: Mapping[str, Fraction]
    trades: tuple[Trade, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "linked": self.linked.to_dict(),
            "separate": None if self.separate is None else self.separate.to_dict(),
            "gains": {party: float(x) for party, x in self.gains.items()},
            "trades": [trade.to_dict() for trade in self.trades],
        }


def without_linkage(problem: BargainProblem) -> BargainProblem:
    """Return the problem with only those settlements that by themselves leave nobody worse off.

    Links between issues are linkage, too: of a compound issue only columns without any
    concession are left.
    """
    harmless = (problem.values >= 0).all(axis=0) | (problem.changes == 0)
    return replace(problem, allowed=problem.allowed & harmless)


@dataclass(frozen=True, eq=False)
class _Part:
    """One changed (compound) issue of a package."""

    group: int
    gains: tuple[int, ...]


def trades_of(problem: BargainProblem, columns: Int) -> tuple[Trade, ...]:
    """Take a package apart into trades.

    Parameters
    ----------
    problem : BargainProblem
        With a status quo.
    columns : int64 array, shape (n_issues,)

    Returns
    -------
    tuple of Trade
        Singles first, then pairs and larger groups; empty for the status quo.
    """
    left = [
        _Part(group=g, gains=tuple(int(x) for x in problem.values[:, c]))
        for g, c in enumerate(columns)
        if problem.changes[c]
    ]
    groups: list[tuple[_Part, ...]] = []
    for size in range(1, WIDEST + 1):
        while size <= 2 or len(left) <= MOST_ISSUES:
            best = _best_group(left, size)
            if best is None:
                break
            groups.append(best)
            left = [part for part in left if part not in best]
    if left:
        groups = _joined(groups, tuple(left))
    return tuple(_trade(problem, columns, group) for group in groups)


def _joined(groups: list[tuple[_Part, ...]], rest: tuple[_Part, ...]) -> list[tuple[_Part, ...]]:
    """Join what is left over with as few groups as pay for it, larger ones before singles."""
    for n in range(1, min(len(groups), WIDEST) + 1):
        found: list[tuple[int, float, tuple[int, ...]]] = []
        for chosen in itertools.combinations(range(len(groups)), n):
            parts = [*rest, *(part for k in chosen for part in groups[k])]
            total = _total(parts)
            if min(total) >= 0:
                singles = sum(len(groups[k]) == 1 for k in chosen)
                found.append((singles, -min(_relative(parts, total)), chosen))
        if found:
            _, _, chosen = min(found)
            paid = tuple(part for k in chosen for part in groups[k]) + rest
            return [*(group for k, group in enumerate(groups) if k not in chosen), paid]
    return [*groups, rest]


def _total(parts: Sequence[_Part]) -> tuple[int, ...]:
    return tuple(sum(gains) for gains in zip(*(part.gains for part in parts), strict=True))


def _best_group(left: Sequence[_Part], size: int) -> tuple[_Part, ...] | None:
    """Return the balanced group of so many issues that gives the party that gets less the most."""
    best: tuple[float, tuple[_Part, ...]] | None = None
    for group, total in _balanced(left, size):
        worth = min(_relative(group, total))
        if best is None or worth > best[0]:
            best = worth, group
    return best[1] if best else None


def _balanced(left: Sequence[_Part], size: int) -> Iterator[tuple[tuple[_Part, ...], tuple[int, ...]]]:
    for group in itertools.combinations(left, size):
        total = _total(group)
        if min(total) >= 0:
            yield group, total


def _relative(group: Sequence[_Part], total: Sequence[int]) -> list[float]:
    """Return each party's gain as a share of all it wins and loses in the group: free of scales."""
    moved = [sum(abs(part.gains[p]) for part in group) for p in range(len(total))]
    return [gain / most if most else 0.0 for gain, most in zip(total, moved, strict=True)]


def _trade(problem: BargainProblem, columns: Int, group: Sequence[_Part]) -> Trade:
    package = problem.space.package(columns)
    first = {part: next(i for i in problem.space.groups[part.group] if i in package) for part in group}
    total = _total(group)
    return Trade(
        changes={
            issue: package[issue]
            for part in group
            for issue in problem.space.groups[part.group]
            if issue in package
        },
        gives={
            party: tuple(first[part] for part in group if part.gains[p] < 0)
            for p, party in enumerate(problem.parties)
        },
        points=dict(zip(problem.parties, problem.in_points(total), strict=True)),
        by_issue={
            first[part]: dict(zip(problem.parties, problem.in_points(part.gains), strict=True))
            for part in group
        },
        balanced=min(total) >= 0,
    )


def linkage_of(problem: BargainProblem, linked: Int, separate: Int | None) -> Linkage:
    """Compare the best package with the best without linkage.

    Parameters
    ----------
    problem : BargainProblem
    linked : int64 array, shape (n_issues,)
    separate : int64 array, shape (n_issues,), or None
    """
    best = outcome_of(problem, linked)
    other = None if separate is None else outcome_of(problem, separate)
    gains = {party: x - (other.surplus[party] if other else Fraction(0)) for party, x in best.surplus.items()}
    return Linkage(linked=best, separate=other, gains=gains, trades=trades_of(problem, linked))

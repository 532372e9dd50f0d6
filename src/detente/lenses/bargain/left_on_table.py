"""What a package leaves on the table: how much better it could have been for those who signed it.

Raiffa (1982, *The Art and Science of Negotiation*, ch. 10) speaks of joint gains not taken. Three
figures say how far a package is from the frontier: the most each party alone could gain without
loss to another, the most that all could gain at once (in points, and as a share of what each could
gain in the zone), and how many efficient packages are better for somebody and worse for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.kernel.exhausting import package_depths
from detente.lenses.bargain.outcome import Outcome, outcome_of
from detente.lenses.bargain.pareto import ParetoFrontier
from detente.lenses.bargain.problem import BargainProblem

__all__ = ["LeftOnTable", "failed_gate", "left_on_table"]

Int = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class LeftOnTable:
    """What a named package leaves on the table.

    Attributes
    ----------
    name : str
    outcome : Outcome
    fails : str or None
        The first of the gates asked about that the package does not pass; None where it passes
        them all. It is compared with the packages that do.
    is_efficient : bool
        Whether it is on the frontier.
    is_in_zone : bool
        Whether nobody does worse with it than without a deal.
    could_gain : mapping of party to Fraction
        The most each party could gain, in points, without loss to another.
    all_could_gain : Fraction
        The most points that every party could gain at once: the distance to the frontier in points.
    share_of_ideal : Fraction or None
        The largest share of its ideal gain that every party could gain at once: the distance free of
        scales. None where somebody can gain nothing in the zone.
    better : int or None
        Efficient points that are better for somebody and worse for nobody; None where they were not
        listed.
    best : Outcome or None
        Of those the one at which all gain most (in shares of the ideal gain, else in points); None
        where there is none.
    """

    name: str
    outcome: Outcome
    fails: str | None
    is_efficient: bool
    is_in_zone: bool
    could_gain: Mapping[str, Fraction]
    all_could_gain: Fraction
    share_of_ideal: Fraction | None
    better: int | None
    best: Outcome | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        share = self.share_of_ideal
        return {
            "name": self.name,
            "outcome": self.outcome.to_dict(),
            "fails": self.fails,
            "is_efficient": self.is_efficient,
            "is_in_zone": self.is_in_zone,
            "could_gain": {party: float(x) for party, x in self.could_gain.items()},
            "all_could_gain": float(self.all_could_gain),
            "share_of_ideal": None if share is None else float(share),
            "better": self.better,
            "best": None if self.best is None else self.best.to_dict(),
        }


def left_on_table(frontier: ParetoFrontier, columns: Int, *, name: str) -> LeftOnTable:
    """Say what a package leaves on the table.

    Parameters
    ----------
    frontier : ParetoFrontier
        Complete, of all packages that may be named.
    columns : int64 array, shape (n_issues,)
    name : str

    Returns
    -------
    LeftOnTable
    """
    problem = frontier.problem
    here = problem.surplus_of(columns)
    better = np.flatnonzero(((frontier.surplus >= here).all(axis=1)) & (frontier.surplus != here).any(axis=1))
    gains = frontier.surplus[better] - here
    most = gains.max(axis=0, initial=0)
    zone = frontier.surplus[frontier.zone]
    ideal = zone.max(axis=0) if len(zone) else np.zeros(len(here), np.int64)
    shares = [_least(gain, ideal.tolist()) for gain in gains] if (ideal > 0).all() else None
    points = [_least(gain, problem.units) for gain in gains]
    order = shares if shares is not None else points
    best = max(range(len(better)), key=order.__getitem__) if len(better) else None
    return LeftOnTable(
        name=name,
        outcome=outcome_of(problem, columns),
        fails=failed_gate(problem, columns),
        is_efficient=bool((frontier.surplus == here).all(axis=1).any()),
        is_in_zone=bool((here >= 0).all()),
        could_gain=dict(zip(problem.parties, problem.in_points(most), strict=True)),
        all_could_gain=max(points, default=Fraction(0)),
        share_of_ideal=None if shares is None else max(shares, default=Fraction(0)),
        better=len(better),
        best=None if best is None else frontier.outcome(int(better[best])),
    )


def failed_gate(problem: BargainProblem, columns: Int) -> str | None:
    """Return the first of the gates asked about that a package does not pass, or None.

    Parameters
    ----------
    problem : BargainProblem
        Of a game: nothing fails, there are no gates.
    columns : int64 array, shape (n_issues,)
    """
    if problem.system is None:
        return None
    depth = 0
    if problem.allowed[columns].all():
        clause_on = np.ones(len(problem.system.clause_gate), np.bool_)
        depth = int(package_depths(problem.system, columns[None, :], clause_on=clause_on)[0])
    return problem.gates[depth] if depth < len(problem.gates) else None


def _least(gain: Int, units: tuple[int, ...] | list[int]) -> Fraction:
    return min(Fraction(int(g), u) for g, u in zip(gain, units, strict=True))

"""One package and what it is worth to those who bargain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.bargain.problem import BargainProblem

__all__ = ["Outcome", "outcome_of"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A package and its worth.

    Attributes
    ----------
    package : mapping of issue to option
        What it changes where there is a status quo, else an option for every issue.
    points : mapping of party to Fraction
        Points, before costs of dealing and relative gains, on the party's own scale.
    surplus : mapping of party to Fraction
        What the party has more than without a deal, everything counted.
    packages : int or None
        How many packages give every party exactly this surplus; None where that was not counted.
    """

    package: Mapping[str, str]
    points: Mapping[str, Fraction]
    surplus: Mapping[str, Fraction]
    packages: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers."""
        return {
            "package": dict(self.package),
            "utilities": {party: float(x) for party, x in self.points.items()},
            "surplus": {party: float(x) for party, x in self.surplus.items()},
            "packages": self.packages,
        }


def outcome_of(
    problem: BargainProblem, columns: NDArray[np.int64], *, packages: int | None = None
) -> Outcome:
    """Name a package of columns and say what it is worth."""
    name = problem.space.package if problem.has_status_quo else problem.space.settlement
    surplus = problem.in_points(problem.surplus_of(columns))
    return Outcome(
        package=name(columns),
        points=dict(zip(problem.parties, problem.points_of(columns), strict=True)),
        surplus=dict(zip(problem.parties, surplus, strict=True)),
        packages=packages,
    )

"""The Pareto frontier: what cannot be bettered for one without loss to another.

Strong: no package is at least as good for all and better for one. Weak, on request: no package is
better for all. The frontier within the zone of possible agreement is the part of the whole frontier
that lies in the zone, because whatever dominates a package of the zone is in the zone itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.kernel.frontier import FrontierLayers, pareto_layers
from detente.kernel.frontier_paths import best_packages, count_packages
from detente.lenses.bargain.outcome import Outcome, outcome_of
from detente.lenses.bargain.problem import BargainProblem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ParetoFrontier", "pareto_frontier"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class ParetoFrontier:
    """Points of the frontier, best for the first party first, and the packages behind them.

    Attributes
    ----------
    problem : BargainProblem
    surplus : int64 array, shape (n_points, n_parties)
        In each party's units; points are distinct, in descending lexicographic order.
    weak : bool
    resolution : float or None
        None for a complete frontier. Otherwise points were left out that lie closer than this, in
        points of the first party, to one that is there; those that are there are all efficient.
    layers : FrontierLayers or None
        What the packages are told from; None where ``columns`` were found along with the points.
    columns : int64 array, shape (n_points, n_issues), or None
    """

    problem: BargainProblem
    surplus: Int
    weak: bool = False
    resolution: float | None = None
    layers: FrontierLayers | None = None
    columns: Int | None = None

    def __len__(self) -> int:
        return len(self.surplus)

    def __iter__(self) -> Iterator[Outcome]:
        return (self.outcome(k) for k in range(len(self)))

    def __repr__(self) -> str:
        kind = "weak " if self.weak else ""
        inside = int(self.in_zone.sum())
        return f"<{kind}ParetoFrontier of {self.problem.title}: {len(self)} points, {inside} in the zone>"

    @cached_property
    def packages(self) -> Int:
        """Columns of the package behind each point: the one that comes first by the tie rule."""
        if self.columns is not None:
            return self.columns
        assert self.layers is not None
        return best_packages(self.layers)

    @cached_property
    def in_zone(self) -> Bool:
        """Whether nobody does worse at a point than without a deal."""
        return np.asarray((self.surplus >= 0).all(axis=1))

    @property
    def zone(self) -> Int:
        """Places of the points in the zone."""
        return np.flatnonzero(self.in_zone)

    def outcome(self, k: int, *, counted: bool = False) -> Outcome:
        """Return the package behind point ``k``, on request with the number of packages like it."""
        packages = self._count(k) if counted and self.layers is not None else None
        return outcome_of(self.problem, self.packages[k], packages=packages)

    @cached_property
    def _counts(self) -> dict[int, int]:
        """Packages behind the points counted so far: solutions often name the same point."""
        return {}

    def _count(self, k: int) -> int:
        assert self.layers is not None
        if k not in self._counts:
            self._counts[k] = count_packages(self.layers, self.surplus[k] + self.problem.floors)
        return self._counts[k]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per point: surplus and points by party, whether it is in the zone, the package."""
        import pandas as pd

        rows = []
        for k, outcome in enumerate(self):
            row: dict[str, Any] = {f"surplus {p}": float(x) for p, x in outcome.surplus.items()}
            row |= {f"points {p}": float(x) for p, x in outcome.points.items()}
            package = ", ".join(f"{issue}={option}" for issue, option in outcome.package.items())
            rows.append({**row, "in_zone": bool(self.in_zone[k]), "package": package})
        return pd.DataFrame(rows)

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the JSON form: one entry per point."""
        return [
            {**outcome.to_dict(), "in_zone": bool(inside)}
            for outcome, inside in zip(self, self.in_zone, strict=True)
        ]


def pareto_frontier(
    problem: BargainProblem,
    *,
    within_zone: bool = False,
    weak: bool = False,
    progress: Progress | None = None,
) -> ParetoFrontier:
    """Return the Pareto frontier of a problem whose gates say no more than the zone does.

    Parameters
    ----------
    problem : BargainProblem
        Deliverable packages; ratification and later gates are the work of
        :func:`~detente.lenses.bargain.gated.gated_pareto_frontier`.
    within_zone : bool
        Only packages that leave nobody worse off than no deal.
    weak : bool
        Keep what no package betters for everybody at once.
    progress : callable, optional
        Called with (issues merged, issues in all).

    Returns
    -------
    ParetoFrontier
        Without points where there is no package, or none in the zone if that was asked for. The
        status quo is no package of a dossier.

    Raises
    ------
    TooLargeError
        When the frontier has too many points to hold; see
        :data:`detente.kernel.frontier.MOST_POINTS`.
    """
    layers = pareto_layers(
        problem.space.offsets,
        problem.values,
        allowed=problem.allowed,
        changes=problem.changes,
        at_least_one=problem.has_status_quo,
        at_most=problem.agenda_limit,
        floors=problem.floors if within_zone else None,
        weak=weak,
        progress=progress,
    )
    return ParetoFrontier(problem=problem, surplus=layers.points - problem.floors, weak=weak, layers=layers)

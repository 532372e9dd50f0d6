"""The bargain lens as a whole: zone, frontier, solutions, linkage, and what is left on the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.errors import TooLargeError
from detente.kernel.estimates import CountEstimate
from detente.lenses.bargain.adjusted_winner import AdjustedWinner
from detente.lenses.bargain.division import divide
from detente.lenses.bargain.gated import gated_pareto_frontier, gated_solutions, searched_left_on_table
from detente.lenses.bargain.left_on_table import LeftOnTable, left_on_table
from detente.lenses.bargain.linkage import Linkage, linkage_of, without_linkage
from detente.lenses.bargain.movement import Movement
from detente.lenses.bargain.outcome import Outcome
from detente.lenses.bargain.pareto import ParetoFrontier, pareto_frontier
from detente.lenses.bargain.problem import BargainProblem
from detente.lenses.bargain.solutions import LotterySolution, Solution, lotteries, solutions
from detente.lenses.bargain.zone import Status, Zone, count_gates_of, zone_of
from detente.lenses.json_form import json_text
from detente.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Bargain", "analyse"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Bargain:
    """Who can get what, at one set of numbers.

    Attributes
    ----------
    problem : BargainProblem
    powers : tuple of int
        Bargaining power of each party, as whole numbers.
    zone : Zone
    counts : tuple of CountEstimate
        Packages that pass each gate asked for, the zone being the last; empty where that was not
        asked for.
    frontier : ParetoFrontier or None
        None where it is too large to hold; ``caveats`` then say so.
    solutions : mapping of concept to Solution
    lotteries : mapping of concept to LotterySolution
        For two parties, and no more gates than those of the zone.
    linkage : Linkage or None
        By the Nash package; None without a status quo or a Nash package.
    named : tuple of LeftOnTable
        For each package that was named.
    division : AdjustedWinner or None
        How the disputed issues would be divided if they could be; None where that was not asked for.
    movement : Movement or None
        The Nash package over draws; None where no draws were asked for.
    caveats : tuple of str
    """

    problem: BargainProblem
    powers: tuple[int, ...]
    zone: Zone
    counts: tuple[CountEstimate, ...]
    frontier: ParetoFrontier | None
    solutions: Mapping[str, Solution]
    lotteries: Mapping[str, LotterySolution]
    linkage: Linkage | None
    named: tuple[LeftOnTable, ...]
    division: AdjustedWinner | None = None
    movement: Movement | None = None
    caveats: tuple[str, ...] = field(default=())

    @property
    def nash(self) -> Outcome | None:
        """The Nash package, or None where the zone is empty."""
        return self.solutions["nash"].chosen

    def __repr__(self) -> str:
        points = "frontier too large" if self.frontier is None else f"{len(self.frontier)} efficient points"
        return f"<Bargain of {self.problem.title}: zone {self.zone.status}, {points}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.2f}")
        return {"text/plain": repr(self), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return one row per solution and maximiser: surplus and points by party, the package."""
        import pandas as pd

        rows = []
        for concept, solution in self.solutions.items():
            for outcome in solution.maximisers:
                row: dict[str, Any] = {"concept": concept}
                row |= {f"surplus {p}": float(x) for p, x in outcome.surplus.items()}
                row |= {f"points {p}": float(x) for p, x in outcome.points.items()}
                package = ", ".join(f"{issue}={option}" for issue, option in outcome.package.items())
                rows.append({**row, "package": package})
        names = [f"{what} {p}" for what in ("surplus", "points") for p in self.problem.parties]
        return pd.DataFrame(rows, columns=["concept", *names, "package"])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: everything, free of timings."""
        problem = self.problem
        return {
            "detente": __version__,
            "format": 1,
            "title": problem.title,
            "parties": list(problem.parties),
            "powers": dict(zip(problem.parties, self.powers, strict=True)),
            "gates": list(problem.gates) if problem.system is not None else [],
            "packages": problem.n_packages,
            "exact": all(problem.exact),
            "zone": self.zone.to_dict(),
            "pareto": None if self.frontier is None else self.frontier.to_dict(),
            "resolution": None if self.frontier is None else self.frontier.resolution,
            **{concept: solution.to_dict() for concept, solution in self.solutions.items()},
            "lotteries": {concept: lottery.to_dict() for concept, lottery in self.lotteries.items()},
            "linkage": None if self.linkage is None else self.linkage.to_dict(),
            "named": [package.to_dict() for package in self.named],
            "division": None if self.division is None else self.division.to_dict(),
            "movement": None if self.movement is None else self.movement.to_dict(),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())


def analyse(
    problem: BargainProblem,
    *,
    powers: Sequence[int] | None = None,
    named: Mapping[str, Mapping[str, str]] | None = None,
    weak: bool = False,
    counted: bool = True,
    exactly: bool = False,
    resolution: float | None = None,
    divided: bool = False,
    workers: int = 1,
    seed: int = 0,
    progress: Progress | None = None,
) -> Bargain:
    """Put every question of the bargain lens to a problem.

    Parameters
    ----------
    problem : BargainProblem
    powers : sequence of int, optional
        Bargaining power of each party for the Nash solution; all alike if not given.
    named : mapping of name to package, optional
        Packages to compare with the frontier; issues that one does not name stay as they are.
    weak : bool
        Take the weak frontier.
    counted : bool
        Say how many packages there are in the zone.
    exactly : bool
        Count them one and all, up to about 10**12.
    resolution : float, optional
        Points of the first party that a frontier under later gates may leave between two of its
        points, if it has to be searched; 0 for a complete one.
    divided : bool
        Also divide the disputed issues between two parties by Adjusted Winner.
    workers : int
        Threads of an exact count.
    seed : int
        Of estimated counts.
    progress : callable, optional
        Called with (steps done, steps in all) of the longest part.

    Returns
    -------
    Bargain

    Raises
    ------
    TooLargeError
        When an exact count was asked for that is too large.
    DetenteError
        When a division was asked for and there are not two parties, or nothing is disputed.
    """
    powers = (1,) * len(problem.parties) if powers is None else tuple(powers)
    counts: tuple[CountEstimate, ...] = ()
    if counted or exactly:
        counts = count_gates_of(problem, exactly=exactly, seed=seed, workers=workers, progress=progress)
    frontier, caveats = _frontier(problem, weak, resolution, progress)
    if frontier is not None and frontier.resolution is None:
        found = solutions(frontier, powers)
        zone = zone_of(problem, frontier.surplus[frontier.zone], count=counts[-1] if counts else None)
    else:
        found, ideal = gated_solutions(problem, powers)
        zone = Zone(status=_status(found, ideal), count=counts[-1] if counts else None, ideal=ideal)
    return Bargain(
        problem=problem,
        powers=powers,
        zone=zone,
        counts=counts,
        frontier=frontier,
        solutions=found,
        lotteries={} if frontier is None or problem.is_gated else lotteries(frontier, powers),
        linkage=_linkage(problem, found["nash"].chosen, powers),
        named=_named(problem, frontier, named or {}),
        division=divide(problem) if divided else None,
        caveats=(*_caveats(problem), *caveats, *_unproved(found)),
    )


def _frontier(
    problem: BargainProblem, weak: bool, resolution: float | None, progress: Progress | None
) -> tuple[ParetoFrontier | None, tuple[str, ...]]:
    """Return the frontier, that of the zone where the whole is too large, and what to say about it."""
    if problem.is_gated:
        return gated_pareto_frontier(problem, weak=weak, resolution=resolution, progress=progress)
    try:
        return pareto_frontier(problem, weak=weak, progress=progress), ()
    except TooLargeError:
        pass
    try:
        note = "The whole frontier is too large to hold; the part of it within the zone is shown."
        return pareto_frontier(problem, within_zone=True, weak=weak, progress=progress), (note,)
    except TooLargeError as error:
        return None, (f"No frontier is shown: {error}.",)


def _status(found: Mapping[str, Solution], ideal: Mapping[str, Fraction]) -> Status:
    if not ideal:
        return "empty"
    return "open" if any(solution.gains_all for solution in found.values()) else "no gain"


def _unproved(found: Mapping[str, Solution]) -> Iterator[str]:
    for concept, solution in found.items():
        if solution.unproved is not None:
            yield f"No {concept.replace('_', '-')} package is shown: {solution.unproved}."


def _linkage(problem: BargainProblem, linked: Outcome | None, powers: Sequence[int]) -> Linkage | None:
    """Compare the Nash package with the Nash package of what needs no linkage."""
    if linked is None or not problem.has_status_quo:
        return None
    apart = without_linkage(problem)
    frontier, _ = _frontier(apart, weak=False, resolution=None, progress=None)
    if frontier is not None and frontier.resolution is None:
        other = solutions(frontier, powers)["nash"].chosen
    else:
        other = gated_solutions(apart, powers)[0]["nash"].chosen
    columns = problem.space.columns
    return linkage_of(problem, columns(linked.package), None if other is None else columns(other.package))


def _named(
    problem: BargainProblem, frontier: ParetoFrontier | None, named: Mapping[str, Mapping[str, str]]
) -> tuple[LeftOnTable, ...]:
    places = {name: problem.space.columns(package) for name, package in named.items()}
    if frontier is not None and frontier.resolution is None:
        return tuple(left_on_table(frontier, columns, name=name) for name, columns in places.items())
    return tuple(searched_left_on_table(problem, columns, name=name) for name, columns in places.items())


def _caveats(problem: BargainProblem) -> tuple[str, ...]:
    rounded = [
        problem.label(party) for party, exact in zip(problem.parties, problem.exact, strict=True) if not exact
    ]
    if not rounded:
        return problem.caveats
    text = f"Points of {', '.join(rounded)} do not fit into 64 bits as they stand and were rounded, once, to "
    finest = min(unit for unit, exact in zip(problem.units, problem.exact, strict=True) if not exact)
    return (*problem.caveats, f"{text}multiples of {1 / finest:.2g}.")

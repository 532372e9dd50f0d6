"""The zone of possible agreement: which packages leave nobody worse off than no deal, and how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.kernel.counting import count_gates, count_or_estimate
from detente.kernel.estimates import CountEstimate
from detente.kernel.system import PRED, System
from detente.lenses.bargain.problem import BargainProblem

__all__ = ["Zone", "count_gates_of", "zone_of", "zone_system"]

Int = NDArray[np.int64]
Progress = Callable[[int, int], None]
Status = Literal["open", "empty", "no gain"]

#: Packages (of a smaller system with the same counts) that are counted one and all without being asked.
COUNTED = 10**9
#: The most that can be.
MOST_COUNTED = 2 * 10**12


@dataclass(frozen=True, kw_only=True)
class Zone:
    """The zone of possible agreement, or what is left of it after the gates that were asked for.

    Attributes
    ----------
    status : str
        "open"; "no gain": some package leaves nobody worse off, but none gives everybody more;
        "empty": none does.
    count : CountEstimate or None
        Packages in the zone: counted, or an estimate or a bracket and labelled so. None where that
        was not asked for.
    ideal : mapping of party to Fraction
        The most each party can gain within the zone, in points: together the utopia point. Empty
        where the zone is.
    """

    status: Status
    count: CountEstimate | None
    ideal: Mapping[str, Fraction]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        count = self.count
        known = None
        if count is not None:
            known = {
                "method": count.method,
                "packages": count.count,
                "log10": _finite(count.log10_estimate),
                "relative_standard_error": count.relative_standard_error,
                "log10_lower": _finite(count.log10_lower),
                "log10_upper": _finite(count.log10_upper),
            }
        return {
            "status": self.status,
            "count": known,
            "ideal": {party: float(x) for party, x in self.ideal.items()},
        }


def _finite(number: float | None) -> float | None:
    return None if number is None or not np.isfinite(number) else number


def zone_of(problem: BargainProblem, surplus: Int, *, count: CountEstimate | None = None) -> Zone:
    """Describe the zone from its efficient points.

    Parameters
    ----------
    problem : BargainProblem
    surplus : int64 array, shape (n_points, n_parties)
        Efficient points of the zone, in units.
    count : CountEstimate, optional
    """
    if not len(surplus):
        return Zone(status="empty", count=count, ideal={})
    most = problem.in_points(surplus.max(axis=0))
    status: Status = "open" if (surplus > 0).all(axis=1).any() else "no gain"
    return Zone(status=status, count=count, ideal=dict(zip(problem.parties, most, strict=True)))


def zone_system(problem: BargainProblem) -> System:
    """Return what is to be counted: the system of the gates, or of the zone alone.

    The last gate is the zone; for a dossier, with the gates that were asked for.
    """
    if problem.system is not None and problem.is_gated:
        return problem.system
    rows = [*problem.values]
    floors = problem.floors.tolist()
    if problem.has_status_quo:
        rows.append(problem.changes)
        floors.append(1)
    if problem.agenda_limit is not None:
        rows.append(-problem.changes)
        floors.append(-problem.agenda_limit)
    code = np.array([[PRED, p] for p in range(len(rows))], np.int64).ravel()
    return System(
        offsets=problem.space.offsets,
        tables=np.array(rows, np.int64),
        thresholds=np.array(floors, np.int64),
        allowed=problem.allowed,
        code=code,
        clause_start=np.arange(0, len(code) + 1, 2),
        clause_gate=np.zeros(len(rows), np.int64),
        n_gates=1,
    )


def _listed(problem: BargainProblem) -> int:
    """Count the packages of a small zone by listing them in integers of any size."""
    inside: NDArray[np.bool_] | None = None
    for row, floor in zip(problem.values, problem.floors, strict=True):
        sums = np.zeros(1, object)
        for start, end in zip(problem.space.offsets[:-1], problem.space.offsets[1:], strict=True):
            sums = (sums[:, None] + row[start:end]).ravel()
        holds = np.asarray(sums >= floor, np.bool_)
        inside = holds if inside is None else inside & holds
    return 0 if inside is None else int(inside.sum())


def count_gates_of(
    problem: BargainProblem,
    *,
    exactly: bool = False,
    seed: int = 0,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[CountEstimate, ...]:
    """Count the packages that pass each gate asked for, the zone being the last.

    Parameters
    ----------
    problem : BargainProblem
    exactly : bool
        Count one and all, up to about 10**12 packages, which take a minute; otherwise what would
        take more than about a tenth of a second is estimated, and labelled so.
    seed : int
        Of the estimates.
    workers : int
        Threads, for an exact count.
    progress : callable, optional

    Returns
    -------
    tuple of CountEstimate
        One for each gate of a dossier that was asked for; one, the zone, for anything else.

    Raises
    ------
    TooLargeError
        When ``exactly`` was asked for and the packages are too many.
    """
    if problem.values.dtype == object:
        return (CountEstimate.counted(_listed(problem)),)
    system = zone_system(problem)
    wanted = len(problem.gates) if problem.is_gated else 1
    if exactly:
        found = count_gates(system, limit=MOST_COUNTED, workers=workers, progress=progress)
        return tuple(CountEstimate.counted(n) for n in found[:wanted])
    rng = np.random.Generator(np.random.Philox(key=seed))
    return count_or_estimate(system, rng, exact_limit=COUNTED)[:wanted]

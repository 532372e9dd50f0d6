"""Win-sets: how many packages of the zone each home would ratify, counted or estimated.

The *zone* holds the packages that can be delivered and that every principal accepts. A home's
*win-set* (Putnam 1988, *International Organization* 42(3)) within it holds those that meet the
rules they call at that home. Packages that change no fundamental or mixed issue are *tactical*; all
others are counted apart. Counts are of packages that could be written down: no chance of anything.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Rule
from detente.kernel.counting import count_or_estimate
from detente.kernel.estimates import CountEstimate
from detente.kernel.system import System
from detente.lenses.ratification.count_difference import less
from detente.lenses.ratification.rules import OUTSIDE, home_of, homes_of
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables

__all__ = ["EVERYBODY", "KINDS", "WinSet", "WinSetCount", "WinSets", "win_sets_at"]

Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Kind = Literal["all", "tactical", "fundamental"]

#: All homes together. No key of a party has a space in it.
EVERYBODY = "all homes"
KINDS: tuple[Kind, ...] = ("all", "tactical", "fundamental")
#: Packages (of a smaller system with the same counts) that are counted one and all.
COUNTED = 10**9
SAMPLES = 2000
ZONE, RATIFIED = 1, 2


@dataclass(frozen=True, kw_only=True)
class WinSetCount:
    """Packages of one kind.

    Attributes
    ----------
    zone : CountEstimate
        In the zone.
    ratified : CountEstimate
        Of those, the ones this home would ratify.
    is_whole : bool
        Whether that is all of them because this home has no rules.
    """

    zone: CountEstimate
    ratified: CountEstimate
    is_whole: bool = False

    @property
    def share(self) -> float | None:
        """The part of the zone that is ratified; None where the zone is empty or a count unknown."""
        whole, part = self.zone.log10_estimate, self.ratified.log10_estimate
        if whole is None or part is None or whole == -math.inf:
            return None
        return float(min(1.0, 10.0 ** (part - whole)))

    @property
    def fraction(self) -> str | None:
        """The same as an exact fraction of numbers of packages; None where one is an estimate."""
        if self.zone.count and self.ratified.count is not None:
            return f"{self.ratified.count}/{self.zone.count}"
        return None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which the share certainly lies; both 0 where the zone is empty."""
        if self.is_whole and self.zone.log10_lower is not None:
            return 1.0, 1.0
        if self.ratified.log10_upper == -math.inf or self.zone.log10_upper == -math.inf:
            return 0.0, 0.0
        low, high = 0.0, 1.0
        if self.ratified.log10_lower is not None:
            low = min(1.0, 10.0 ** (self.ratified.log10_lower - self.zone.log10_upper))
        if self.zone.log10_lower is not None:
            high = min(1.0, 10.0 ** (self.ratified.log10_upper - self.zone.log10_lower))
        return low, high

    @property
    def error(self) -> float | None:
        """Relative standard error of the share, as if both counts had been estimated independently."""
        errors = (self.zone.relative_standard_error, self.ratified.relative_standard_error)
        if self.share is None or None in errors:
            return None
        return 0.0 if self.is_whole else math.hypot(*(error or 0.0 for error in errors))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        low, high = self.bounds
        return {
            "zone": _told(self.zone),
            "ratified": _told(self.ratified),
            "share": self.share,
            "share_exact": self.fraction,
            "share_relative_standard_error": self.error,
            "share_at_least": low,
            "share_at_most": high,
        }


def _told(count: CountEstimate) -> dict[str, Any]:
    return {
        "method": count.method,
        "packages": count.count,
        "log10": _finite(count.log10_estimate),
        "relative_standard_error": count.relative_standard_error,
        "log10_lower": _finite(count.log10_lower),
        "log10_upper": _finite(count.log10_upper),
    }


def _finite(number: float | None) -> float | None:
    return None if number is None or not math.isfinite(number) else number


@dataclass(frozen=True, kw_only=True)
class WinSet:
    """What one home would ratify.

    Attributes
    ----------
    home : str
        A principal, ``OUTSIDE`` or ``EVERYBODY``.
    has_rules : bool
        Without any the win-set is the whole zone.
    counts : mapping of kind to WinSetCount
        ``"all"``, ``"tactical"`` and ``"fundamental"``.
    """

    home: str
    has_rules: bool
    counts: Mapping[Kind, WinSetCount]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        counts = {kind: count.to_dict() for kind, count in self.counts.items()}
        return {"home": self.home, "has_rules": self.has_rules, "counts": counts}


@dataclass(frozen=True, kw_only=True)
class WinSets:
    """The win-sets of all homes at one set of numbers; ``draw`` is None for the medians."""

    draw: int | None
    homes: tuple[WinSet, ...]

    def of(self, home: str) -> WinSet:
        """Return the win-set of one home."""
        return next(found for found in self.homes if found.home == home)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"draw": self.draw, "homes": [home.to_dict() for home in self.homes]}


def win_sets_at(
    blueprint: Blueprint,
    rules: Sequence[Rule],
    *,
    values: Float | None = None,
    draw: int | None = None,
    seed: int = 0,
) -> WinSets:
    """Count the win-set of every home, and of all of them together.

    Parameters
    ----------
    blueprint : Blueprint
    rules : sequence of Rule
        All rules.
    values : float array, shape (n_quantities,), optional
        The medians if not given.
    draw : int, optional
        Number of the draw that ``values`` are of.
    seed : int
        Of estimates.

    Returns
    -------
    WinSets
        Counted one and all up to 10^9 packages (after reduction), and where counting by sums or by
        search succeeds; otherwise estimated, with bounds.

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    middle = [quantity.middle for quantity in blueprint.quantities]
    column = np.array(middle if values is None else values, np.float64).reshape(-1, 1)
    system = fill_tables(blueprint, column).common_system(0)
    tactical = _tactical_columns(blueprint)
    homes = homes_of(rules, blueprint.principals)
    with_rules = [h for h in homes if any(home_of(rule, blueprint.principals) == h for rule in rules)]
    counted: dict[str, Mapping[Kind, WinSetCount]] = {}
    for home in with_rules if len(with_rules) == 1 else [*with_rules, EVERYBODY]:
        clauses = _clauses(blueprint, home)
        counted[home] = _counts(_of_home(system, clauses), tactical, seed)
    if not with_rules:
        counted[EVERYBODY] = _counts(_of_home(system, _clauses(blueprint, EVERYBODY)), tactical, seed)
    # With rules at one home only, that is all there is to meet.
    everybody = counted.get(EVERYBODY) or counted[with_rules[0]]
    whole = {k: WinSetCount(zone=c.zone, ratified=c.zone, is_whole=True) for k, c in everybody.items()}
    found = [WinSet(home=h, has_rules=h in with_rules, counts=counted.get(h, whole)) for h in homes]
    found.append(WinSet(home=EVERYBODY, has_rules=bool(with_rules), counts=everybody))
    return WinSets(draw=draw, homes=tuple(found))


def _tactical_columns(blueprint: Blueprint) -> Bool:
    """Flag the columns that leave fundamental and mixed issues alone."""
    issues = blueprint.dossier.issues
    base = np.array(
        [
            issues[issue].kind not in ("fundamental", "mixed") or issues[issue].options[option].status_quo
            for issue, option in blueprint.space.base
        ]
    )
    return blueprint.space.every(base)


def _clauses(blueprint: Blueprint, home: str) -> list[int]:
    """Number the clauses of the zone, and those of the third gate that apply at a home."""
    kept = []
    for c, clause in enumerate(blueprint.clauses[: blueprint.n_common_clauses]):
        side = clause.side if clause.side in blueprint.principals else OUTSIDE
        if clause.gate <= ZONE or (clause.gate == RATIFIED and home in (side, EVERYBODY)):
            kept.append(c)
    return kept


def _of_home(system: System, clauses: Sequence[int]) -> System:
    """Return a system of three gates: deliverable, acceptable, ratified at one home."""
    start = system.clause_start
    programs = [system.code[start[c] : start[c + 1]] for c in clauses]
    return replace(
        system,
        code=np.concatenate(programs),
        clause_start=np.concatenate([[0], np.cumsum([len(program) for program in programs])]),
        clause_gate=system.clause_gate[list(clauses)],
        n_gates=RATIFIED + 1,
    )


def _counts(system: System, tactical: Bool, seed: int) -> dict[Kind, WinSetCount]:
    rng = np.random.Generator(np.random.Philox(key=seed))
    every = count_or_estimate(system, rng, exact_limit=COUNTED, samples=SAMPLES)
    minor = count_or_estimate(system.restricted(tactical), rng, exact_limit=COUNTED, samples=SAMPLES)
    rest = [less(whole, part) for whole, part in zip(every, minor, strict=True)]
    return {
        kind: WinSetCount(zone=counts[ZONE], ratified=counts[RATIFIED])
        for kind, counts in zip(KINDS, (every, minor, rest), strict=True)
    }

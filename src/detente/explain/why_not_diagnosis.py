"""One package taken apart: what holds, what fails and by how much, what makes it so, what it hangs on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.dossier.judgements import largest_stakes
from detente.explain.blocking_set import blocking_sets
from detente.explain.causes import Causes
from detente.explain.conditions import Condition, conditions_of, margins_of, surpluses_of
from detente.explain.package_model import PackageModel
from detente.explain.trust_alike import trust_alike
from detente.explain.why_not_package import (
    ConditionFinding,
    GateOutcome,
    Hinge,
    PackageDiagnosis,
    PartySurplus,
)
from detente.lenses.spread import Spread
from detente.model.fixed_point import UNIT
from detente.model.predicate import GATES

__all__ = ["diagnosis", "least_margin"]

Float = NDArray[np.float64]
N_GATES = len(GATES)
DIGITS = 6


def diagnosis(model: PackageModel, draws: int, seed: int) -> PackageDiagnosis:
    """Take the first package of a model apart.

    Parameters
    ----------
    model : PackageModel
    draws, seed : int

    Returns
    -------
    PackageDiagnosis

    Raises
    ------
    TooLargeError
        When points do not fit, or for a rule whose coalitions are too many.
    """
    values = model.drawn(draws, seed)
    conditions = conditions_of(model)
    middle = margins_of(model, 0, conditions, model.medians)[0]
    margins = margins_of(model, 0, conditions, values)
    alike = trust_alike(conditions, np.vstack([middle, margins]))
    causes = Causes(model=model, index=0, conditions=conditions)
    passes = int(model.depths(model.medians)[0, 0]) == N_GATES
    return PackageDiagnosis(
        name=model.packages[0].name,
        package=model.packages[0].package,
        gates=_gates(model, conditions, middle, margins, values),
        conditions=tuple(
            _finding(causes, condition, float(middle[k]), margins[:, k], alike.get(condition.key))
            for k, condition in enumerate(conditions)
        ),
        surpluses=_surpluses(model, causes, values),
        blocking=blocking_sets(model, 0, conditions, values),
        weakest=_weakest(model, conditions, middle),
        hinges=_hinges(model, conditions) if passes else (),
    )


def _gates(
    model: PackageModel, conditions: tuple[Condition, ...], middle: Float, margins: Float, values: Float
) -> tuple[GateOutcome, ...]:
    depth, depths = int(model.depths(model.medians)[0, 0]), model.depths(values)[:, 0]
    found = []
    for g, gate in enumerate(GATES):
        own = [k for k, one in enumerate(conditions) if one.gate == gate]
        found.append(
            GateOutcome(
                gate=gate,
                passes=depth > g,
                holds=bool((middle[own] >= 0).all()),
                share=float((depths > g).mean()),
                own_share=float((margins[:, own] >= 0).all(axis=1).mean()),
            )
        )
    return tuple(found)


def _finding(
    causes: Causes, condition: Condition, middle: float, margins: Float, same_as: str | None
) -> ConditionFinding:
    fails = margins < 0
    return ConditionFinding(
        condition=condition,
        margin=round(middle, DIGITS) + 0.0,
        margins=_spread(margins),
        fails=float(fails.mean()),
        shortfall=Spread.of(np.where(fails, -margins, np.nan)),
        causes=causes.of(condition),
        turned=tuple(party for party, _ in causes.turned(condition)),
        same_as=same_as,
    )


def _spread(values: Float) -> Spread:
    found = Spread.of(values)
    assert found is not None
    return found


def _surpluses(model: PackageModel, causes: Causes, values: Float) -> tuple[PartySurplus, ...]:
    drawn = surpluses_of(model, 0, values)
    asked = {party for one in causes.conditions if one.unit == "points" for party in one.parties}
    principals = [party for party in model.blueprint.principals if party in asked]
    ordered = [*principals, *sorted(asked.difference(principals), key=list(model.dossier.parties).index)]
    return tuple(
        PartySurplus(
            party=party,
            surplus=round(causes.surplus(party), DIGITS) + 0.0,
            spread=_spread(drawn[party] / UNIT),
            consents=float((drawn[party] >= 0).mean()),
            causes=causes.of_surplus(party),
        )
        for party in ordered
    )


def _scaled(model: PackageModel, conditions: tuple[Condition, ...], margins: Float) -> Float:
    """Return margins on comparable scales; NaN where no judgement bears on a condition."""
    largest = largest_stakes(model.dossier)
    scales = [
        max((largest.get(party, 0.0) for party in one.parties), default=0.0) or 1.0
        if one.is_about_points
        else 1.0
        for one in conditions
    ]
    bears = [one.kind not in ("agenda", "order") for one in conditions]
    return np.where(bears & np.isfinite(margins), margins / np.array(scales), np.nan)


def _weakest(model: PackageModel, conditions: tuple[Condition, ...], margins: Float) -> tuple[str, ...]:
    scaled = _scaled(model, conditions, margins)
    known = np.flatnonzero(~np.isnan(scaled))
    return tuple(conditions[k].key for k in known[np.argsort(scaled[known], kind="stable")])


def least_margin(model: PackageModel) -> float:
    """Return the smallest margin of the first package of a model at the medians, on comparable scales.

    Margins in points are taken as shares of the party's largest stake, the largest of them for a rule
    of several. Infinite where no judgement bears on any condition.
    """
    conditions = conditions_of(model)
    scaled = _scaled(model, conditions, margins_of(model, 0, conditions, model.medians)[0])
    return float(np.nanmin(scaled)) if not np.isnan(scaled).all() else float("inf")


def _hinges(model: PackageModel, conditions: tuple[Condition, ...]) -> tuple[Hinge, ...]:
    """Move every judgement alone to either end of its range, and see what then fails.

    A party's margin is monotone in each judgement, so that between two ends at which the package
    passes it passes, too, unless a rule can be met in several ways that one judgement pulls apart.
    """
    ends = [
        (row, end)
        for row, entry in enumerate(model.entries)
        if not entry.is_certain
        for end in (entry.low, entry.high)
    ]
    if not ends:
        return ()
    values = np.repeat(model.medians, len(ends), axis=1)
    values[[row for row, _ in ends], np.arange(len(ends))] = [end for _, end in ends]
    depths = model.depths(values)[:, 0]
    margins = margins_of(model, 0, conditions, values)
    found = []
    for k in np.flatnonzero(depths < N_GATES):
        gate = GATES[depths[k]]
        pairs = zip(conditions, margins[k], strict=True)
        failing = tuple(one.key for one, margin in pairs if margin < 0 and one.gate == gate)
        found.append((float(np.nanmin(_scaled(model, conditions, margins[k]))), int(k), gate, failing))
    return tuple(
        Hinge(entry=model.entries[ends[k][0]], value=ends[k][1], gate=gate, conditions=failing)
        for _, k, gate, failing in sorted(found)
    )

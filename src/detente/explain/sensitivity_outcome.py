"""Which outcome tells most about what drives a verdict: the verdict itself, gates passed, or a margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.judgements import largest_stakes
from detente.explain.conditions import Condition, conditions_of, margins_of
from detente.explain.drawn_outcomes import DrawnOutcomes
from detente.explain.package_model import PackageModel
from detente.model.predicate import GATE_NOUNS, GATES

__all__ = ["FEWEST", "Decisive", "Outcome", "OutcomeKind", "decisive_condition", "outcome_of"]

Float = NDArray[np.float64]
OutcomeKind = Literal["deal", "gate", "gates passed", "margin"]

#: An outcome that differs from its commonest value in fewer draws tells nothing.
FEWEST = 10
#: Packages that come equally far of which this many are compared by their margins.
MOST_COMPARED = 20
#: Conditions on which no judgement bears.
STATIC = ("agenda", "order")


@dataclass(frozen=True, kw_only=True, eq=False)
class Decisive:
    """The condition of a package that decides about it at the medians.

    Attributes
    ----------
    model : PackageModel
    index : int
        Which of its packages.
    condition : Condition
    """

    model: PackageModel
    index: int
    condition: Condition

    def margins(self, values: Float) -> Float:
        """Say by how much the condition holds, in its own unit; shape (n_samples,)."""
        return margins_of(self.model, self.index, [self.condition], values)[:, 0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What is compared over the draws.

    Attributes
    ----------
    kind : str
        ``"deal"`` (whether a package passes all gates), ``"gate"`` (whether one passes a certain gate
        and all before it), ``"gates passed"`` (0 to 5) or ``"margin"`` (of one condition, in its own
        unit).
    values : float array, shape (n_draws,)
    why : str
        Why this one, in a sentence.
    gate : str or None
        The gate that is passed or not.
    decisive : Decisive or None
        Whose margin it is.
    varies : bool
        Whether it tells anything.
    """

    kind: OutcomeKind
    values: Float
    why: str
    gate: str | None = None
    decisive: Decisive | None = None
    varies: bool = True

    @property
    def is_share(self) -> bool:
        """Whether its mean is a share of draws."""
        return self.kind in ("deal", "gate")


def outcome_of(drawn: DrawnOutcomes) -> Outcome:
    """Choose the outcome to compare: the first that varies.

    Parameters
    ----------
    drawn : DrawnOutcomes

    Returns
    -------
    Outcome
        Whether there is a deal; where that hardly varies (fewer than 10 draws differ) the gates passed,
        or whether a gate is passed if that is all that varies; where these hardly vary either, and
        packages can be judged one by one, the margin of the condition that decides at the medians; else
        an outcome that does not vary.
    """
    n, deals = drawn.draws, int(drawn.passes.sum())
    if _varies(drawn.passes):
        why = f"There is a deal in {deals:,} of {n:,} draws, so what decides whether there is one is asked."
        return Outcome(kind="deal", values=drawn.passes.astype(np.float64), why=why)
    fixed = f"There is {_how_often(deals, n)}, so the verdict does not tell judgements apart"
    if _varies(drawn.depths):
        if len(np.unique(drawn.depths)) == 2:
            return _one_gate(drawn, GATES[int(drawn.depths.max()) - 1], fixed)
        why = f"{fixed}; the number of gates passed does, and is compared instead."
        return Outcome(kind="gates passed", values=drawn.depths.astype(np.float64), why=why)
    gates = f"; the gates passed are {'always' if np.ptp(drawn.depths) == 0 else 'nearly always'} the same"
    decisive = decisive_condition(drawn.subject.model)
    if decisive is not None:
        model = decisive.model
        values = decisive.margins(model.drawn(drawn.draws, drawn.seed))
        if np.isfinite(values).all() and _varies(values):
            why = f"{fixed}{gates}. So it is compared by how much one condition holds: {_told(decisive)}."
            return Outcome(kind="margin", values=values, why=why, decisive=decisive)
    values = drawn.depths.astype(np.float64)
    why = f"{fixed}{gates}, and nothing else is measured."
    return Outcome(kind="gates passed", values=values, why=why, varies=False)


def _one_gate(drawn: DrawnOutcomes, gate: str, fixed: str) -> Outcome:
    passes = drawn.depths > GATES.index(gate)
    why = f"{fixed}; whether it passes {GATE_NOUNS[gate]} does, and is asked instead."
    return Outcome(kind="gate", values=passes.astype(np.float64), why=why, gate=gate)


def _varies(values: NDArray[np.generic]) -> bool:
    _, counts = np.unique(values, return_counts=True)
    return bool(counts.sum() - counts.max(initial=0) >= FEWEST)


def _how_often(deals: int, n: int) -> str:
    if deals in (0, n):
        return f"a deal in {'no draw' if deals == 0 else 'every draw'}"
    return (
        f"a deal in only {deals} of {n:,} draws"
        if deals < n - deals
        else f"no deal in only {n - deals} draws"
    )


def _told(decisive: Decisive) -> str:
    condition = decisive.condition
    return f"{condition.name} ({GATE_NOUNS[condition.gate]}), the one that decides at the medians"


def decisive_condition(model: PackageModel | None) -> Decisive | None:
    """Find the condition that decides about the package that comes furthest at the medians.

    Parameters
    ----------
    model : PackageModel or None

    Returns
    -------
    Decisive or None
        Of the conditions at the gate at which the package dies, or of all where it passes every gate,
        the one with the least margin, each measured against the largest stake of its parties (against 1
        for control). Of packages that come equally far the one whose least margin is largest. None
        without a model, or where no judgement bears on any of these conditions.
    """
    if model is None:
        return None
    depths = model.depths(model.medians)[0]
    best = [index for index in range(len(depths)) if depths[index] == depths.max()][:MOST_COMPARED]
    found = [_least(model, index, int(depths[index])) for index in best]
    known = [one for one in found if one is not None]
    return max(known, key=lambda one: one[0])[1] if known else None


def _least(model: PackageModel, index: int, depth: int) -> tuple[float, Decisive] | None:
    gates = GATES if depth == len(GATES) else GATES[depth : depth + 1]
    conditions = [one for one in conditions_of(model, index) if one.gate in gates and one.kind not in STATIC]
    if not conditions:
        return None
    margins = margins_of(model, index, conditions, model.medians)[0]
    measured = margins / _scales(model, conditions)
    k = int(np.argmin(np.where(np.isfinite(measured), measured, np.inf)))
    if not np.isfinite(measured[k]):
        return None
    return float(measured[k]), Decisive(model=model, index=index, condition=conditions[k])


def _scales(model: PackageModel, conditions: Sequence[Condition]) -> Float:
    stakes = largest_stakes(model.dossier)
    return np.array(
        [
            max((stakes.get(party, 0.0) for party in one.parties), default=0.0) or 1.0
            if one.is_about_points
            else 1.0
            for one in conditions
        ]
    )

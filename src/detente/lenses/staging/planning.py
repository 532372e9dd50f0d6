"""From the numbers of a package to its staged plan, or to why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.lenses.named_package import NamedPackage
from detente.lenses.staging.critical_patience import critical_discounts
from detente.lenses.staging.plan_conditions import conditions_of, fifth_gate_holds
from detente.lenses.staging.plan_levels import at_once
from detente.lenses.staging.plan_proof import NoPlan, no_plan
from detente.lenses.staging.plan_search import Why, find_plan
from detente.lenses.staging.plan_stages import spread_of, stages_of
from detente.lenses.staging.plan_words import (
    UNDECIDED,
    caveats_of,
    doubts_of,
    labels_of,
    missing_in_words,
    proof_in_words,
)
from detente.lenses.staging.preconditions import missing_preconditions
from detente.lenses.staging.staged_deal import StagedDeal
from detente.lenses.staging.staged_plan import Existence, StagedPlan

__all__ = ["PlanAtOnePoint", "complete_plan", "existence_in", "plan_at", "undeliverable"]

Numbers = NDArray[Any]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Outcome = Literal["plan", "none", "margin", "undecided"]

#: Draws whose conditions are held at once.
BLOCK = 500
#: Share of the time left that one search may take.
PATIENCE = 0.2


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanAtOnePoint:
    """The plan, or its absence, at one set of numbers.

    Attributes
    ----------
    status : str
        As that of a :class:`StagedPlan`.
    levels : array of Fraction, shape (n, K), or None
    is_best, is_fewest : bool
    proof : NoPlan or None
    why : str
        Why it is undecided, as :class:`detente.lenses.staging.plan_search.FoundPlan` says it.
    """

    status: str
    levels: Numbers | None = None
    is_best: bool = False
    is_fewest: bool = False
    proof: NoPlan | None = None
    why: Why = ""


def plan_at(deal: StagedDeal, *, stages: int, seconds: float, best: bool = True) -> PlanAtOnePoint:
    """Look for a proof that there is no plan, then for a plan.

    Parameters
    ----------
    deal : StagedDeal
        Of one draw, in floats.
    stages, seconds, best
        As for :func:`detente.lenses.staging.plan_search.find_plan`.
    """
    proof = no_plan(deal.exact())
    if proof is not None:
        return PlanAtOnePoint(status="none", proof=proof)
    found = find_plan(deal, stages=stages, seconds=seconds, best=best)
    status = f"none up to {found.stages} stages" if found.status == "none" else found.status
    return PlanAtOnePoint(
        status=status,
        levels=found.levels,
        is_best=found.is_best,
        is_fewest=found.is_fewest,
        why=found.why,
    )


def existence_in(deal: StagedDeal, levels: Numbers | None, *, stages: int, end: float) -> tuple[Outcome, ...]:
    """Tell for each draw whether there is some plan.

    Parameters
    ----------
    deal : StagedDeal
    levels : array, shape (n, K), or None
        A plan to try first: where it holds there is one.
    stages : int
    end : float
        When to stop, as :func:`time.monotonic` counts; one search takes a fifth of what is left by
        then at most, so that a hard draw does not use up the time of all others.

    Returns
    -------
    tuple of str, one for each draw
        ``"margin"`` where only plans came up that do not stand the exact test, ``"undecided"`` where
        the search did not end.
    """
    known = np.zeros(len(deal), np.bool_) if levels is None else _holding(deal, levels)
    return tuple(
        "plan" if known[draw] else _outcome(deal.at(draw), stages=stages, end=end)
        for draw in range(len(deal))
    )


def _outcome(deal: StagedDeal, *, stages: int, end: float) -> Outcome:
    seconds = PATIENCE * max(0.0, end - time.monotonic())
    found = plan_at(deal, stages=stages, seconds=seconds, best=False)
    if found.status == "plan":
        return "plan"
    if found.status == "undecided":
        return "margin" if found.why == "margin" else "undecided"
    return "none"


def undeliverable(dossier: Dossier, package: NamedPackage, *, draws: int, seed: int) -> StagedPlan | None:
    """Return the result for a package that lacks what must come first; None where it lacks nothing."""
    missing = missing_preconditions(dossier, package.package)
    if not missing:
        return None
    labels = labels_of(dossier)
    return StagedPlan(
        title=dossier.title,
        name=package.name,
        package=package.package,
        status="not deliverable",
        labels=labels,
        reading=dossier.reading,
        missing=missing,
        explanation=missing_in_words(missing, labels),
        draws=draws,
        seed=seed,
    )


def complete_plan(
    dossier: Dossier,
    package: NamedPackage,
    found: PlanAtOnePoint,
    *,
    middle: StagedDeal,
    drawn: StagedDeal | None,
    exists: Existence | None,
    seed: int,
) -> StagedPlan:
    """Put together what is known of a plan.

    Parameters
    ----------
    dossier : Dossier
    package : NamedPackage
    found : PlanAtOnePoint
        At the medians.
    middle, drawn : StagedDeal
        At the medians and in every draw; without draws the slack is that at the medians.
    exists : Existence or None
    seed : int
    """
    labels = labels_of(dossier)
    whole = StagedPlan(
        title=dossier.title,
        name=package.name,
        package=package.package,
        status=found.status,
        labels=labels,
        reading=dossier.reading,
        is_best=found.is_best,
        is_fewest=found.is_fewest,
        proof=found.proof,
        explanation=_explanation(found, labels),
        parties=middle.parties,
        draws=0 if drawn is None else len(drawn),
        seed=seed,
        one_stage=None if drawn is None else _share(_at_once(drawn)),
        fifth_gate=None if drawn is None else _share(_in_blocks(drawn, fifth_gate_holds)),
        exists=exists,
        caveats=(*caveats_of(dossier, middle), *_doubts(found, exists)),
    )
    if found.levels is None:
        return whole
    slack = _slack(middle if drawn is None else drawn, found.levels)
    return replace(
        whole,
        stages=stages_of(dossier, middle, found.levels, slack),
        after_the_end={party: spread_of(slack[:, a, -1]) for a, party in enumerate(middle.parties)},
        critical=critical_discounts(middle, found.levels.astype(np.float64)),
        holds=None if drawn is None else _share(_holding(drawn, found.levels)),
    )


def _in_blocks(deal: StagedDeal, ask: Callable[[StagedDeal], Numbers]) -> Numbers:
    parts = [ask(deal.taken(slice(k, k + BLOCK))) for k in range(0, len(deal), BLOCK)]
    return np.concatenate(parts)


def _holding(deal: StagedDeal, levels: Numbers) -> Bool:
    numbers = levels.astype(np.float64)
    return _in_blocks(deal, lambda block: conditions_of(block, numbers).holds())


def _slack(deal: StagedDeal, levels: Numbers) -> Float:
    numbers = levels.astype(np.float64)
    return _in_blocks(deal, lambda block: conditions_of(block, numbers).slack())


def _at_once(deal: StagedDeal) -> Bool:
    """Tell for each draw whether one stage is enough; what must come first takes one of its own."""
    return np.zeros(len(deal), np.bool_) if any(deal.after) else _holding(deal, at_once(deal))


def _share(flags: Bool) -> float:
    return float(flags.mean())


def _explanation(found: PlanAtOnePoint, labels: Mapping[str, str]) -> str:
    if found.proof is not None:
        return proof_in_words(found.proof, labels)
    if found.status.startswith("none up to"):
        return "No plan was found, and no proof that more stages would not help."
    if found.status == "undecided":
        return UNDECIDED[found.why]
    return ""


def _doubts(found: PlanAtOnePoint, exists: Existence | None) -> tuple[str, ...]:
    if found.levels is None:
        return doubts_of(exists)
    return doubts_of(exists, is_best=found.is_best, is_fewest=found.is_fewest)

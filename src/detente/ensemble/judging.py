"""Judge blocks of draws: pure functions of blueprint, judgements and draw number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.anchors import anchors_of
from detente.ensemble.asking import LIFTED, NODE_LIMIT, Judge
from detente.ensemble.kinds import FEW, Kinds, kinds_of
from detente.ensemble.one_draw import OneDraw
from detente.ensemble.outcomes import ClassOutcome, DrawOutcome, Effort
from detente.ensemble.reusing import Anchors
from detente.ensemble.sampling import draw_generator, draw_values
from detente.kernel.counting import count_or_estimate
from detente.lenses.status_quo import Move, preferred_moves
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables

__all__ = [
    "FEW",
    "LIFTED",
    "NODE_LIMIT",
    "ClassOutcome",
    "ClassPlan",
    "DrawOutcome",
    "Effort",
    "Judge",
    "class_plan",
    "judge_block",
    "judge_values",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassPlan:
    """What is the same for every draw of a run.

    Attributes
    ----------
    blueprint : Blueprint
    kinds : Kinds
    """

    blueprint: Blueprint
    kinds: Kinds

    @property
    def order(self) -> tuple[int, ...]:
        """Classes, widest first."""
        return self.kinds.order

    @property
    def wider(self) -> tuple[tuple[int, ...], ...]:
        """For each class the classes, among those before it in ``order``, that contain it."""
        return self.kinds.wider

    @property
    def n_exact(self) -> tuple[int, ...]:
        """Packages of each class exactly as described; 0 for a class without that form."""
        return self.kinds.n_exact

    @property
    def singles(self) -> Int:
        """Deals on a single option, shape (n_singles, n_groups)."""
        return self.kinds.singles

    @property
    def moves(self) -> tuple[Move, ...]:
        """What a side could do alone."""
        return self.kinds.moves

    @cached_property
    def anchors(self) -> Anchors:
        """Packages and proofs to try first; found when first asked for, and the same every time."""
        return anchors_of(self.blueprint, self.kinds)


def class_plan(b: Blueprint) -> ClassPlan:
    """Order the classes widest first, list which earlier class contains which, and lay out the rest."""
    return ClassPlan(blueprint=b, kinds=kinds_of(b))


@lru_cache(maxsize=8)
def _plan_of(blueprint: Blueprint) -> ClassPlan:
    """Keep the plans of the last blueprints: their anchors take as long to find as many a block."""
    return class_plan(blueprint)


def judge_values(
    blueprint: Blueprint,
    plan: ClassPlan,
    values: Float,
    *,
    seed: int,
    start: int,
    counted: int = 0,
    samples: int = 2000,
) -> list[DrawOutcome]:
    """Judge draws whose judgements are given.

    Parameters
    ----------
    blueprint : Blueprint
    plan : ClassPlan
        Of this blueprint.
    values : float array, shape (n_quantities, n_draws)
        One row per entry of ``blueprint.quantities``.
    seed : int
        Of the estimates of counts alone.
    start : int
        Number of the first draw.
    counted : int
        Packages are counted in draws whose number is below this.
    samples : int
        Sample size where a count is estimated.

    Returns
    -------
    list of DrawOutcome
        In draw order. Pure: what is said of a draw depends on its values and its number, not on
        the other draws.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    tables = fill_tables(blueprint, values)
    improves = preferred_moves(tables, plan.moves)
    outcomes = []
    for index in range(len(tables)):
        draw = start + index
        one = OneDraw(blueprint, plan.kinds, plan.anchors, tables, index)
        outcome = one.judged(draw, improves[index])
        if draw < counted:
            rng = draw_generator("count", seed, draw)
            counts = count_or_estimate(tables.common_system(index), rng, samples=samples)
            outcome = replace(outcome, counts=counts)
        outcomes.append(outcome)
    return outcomes


def judge_block(
    blueprint: Blueprint, *, seed: int, start: int, count: int, counted: int = 0, samples: int = 2000
) -> list[DrawOutcome]:
    """Judge draws ``start`` to ``start + count``, drawn independently.

    Parameters
    ----------
    blueprint : Blueprint
    seed : int
    start, count : int
    counted : int
        Packages are counted in draws whose number is below this.
    samples : int
        Sample size where a count is estimated.

    Returns
    -------
    list of DrawOutcome
        In draw order. Pure: the same arguments give the same answer anywhere.
    """
    values = draw_values(blueprint.quantities, seed, start, count, blueprint.correlations)
    return judge_values(
        blueprint, _plan_of(blueprint), values, seed=seed, start=start, counted=counted, samples=samples
    )

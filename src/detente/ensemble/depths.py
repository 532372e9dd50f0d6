"""How far the best package of each kind of deal gets in every draw, and nothing else.

What a run does without counting packages and without asking who is to blame: for questions that
judge one dossier after another.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.ensemble.judging import FEW, ClassPlan, Judge, class_plan
from detente.ensemble.sampling import draw_values
from detente.errors import UnknownNameError
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = ["AS_DESCRIBED", "SWEETENED", "ClassDepths", "Form", "class_depths", "depths_of_values", "members"]

Form = Literal["exactly as described", "with sweeteners"]
AS_DESCRIBED: Form = "exactly as described"
SWEETENED: Form = "with sweeteners"

Int = NDArray[np.int64]
Float = NDArray[np.float64]

N_GATES = len(GATES)
#: Draws judged together.
BLOCK = {AS_DESCRIBED: 250, SWEETENED: 16}


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassDepths:
    """Gates passed by the best package of each kind of deal.

    Attributes
    ----------
    form : str
    classes : tuple of str
        Keys of the kinds of deal, in file order; those without this form are left out.
    depths : int64 array, shape (n_draws, n_classes)
        0 (none can be delivered) to 5 (one passes all gates).
    """

    form: Form
    classes: tuple[str, ...]
    depths: Int

    def of(self, key: str) -> Int:
        """Gates passed by the best package of one class, shape (n_draws,)."""
        found: Int = self.depths[:, self.classes.index(key)]
        return found

    def share(self, key: str) -> float:
        """Share of draws in which some package of the class passes all gates."""
        return float((self.of(key) == N_GATES).mean())


def class_depths(
    dossier: Dossier,
    *,
    form: Form = AS_DESCRIBED,
    deals: Collection[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ClassDepths:
    """Judge kinds of deal in every draw.

    Parameters
    ----------
    dossier : Dossier
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    deals : collection of str, optional
        Keys of the kinds of deal to judge; all if not given.
    draws, seed, workers, progress
        As for :func:`detente.run`; the draws are the same.

    Returns
    -------
    ClassDepths
        Equal to the depths of a run in every draw.

    Raises
    ------
    UnknownNameError
        For a kind of deal that does not exist.
    TooLargeError
        When points do not fit.
    """
    for key in deals or ():
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
    chosen = {key: deal for key, deal in dossier.deals.items() if deals is None or key in deals}
    if form == AS_DESCRIBED:
        chosen = {key: deal for key, deal in chosen.items() if deal.all_of or deal.at_least}
    if not chosen:
        return ClassDepths(form=form, classes=(), depths=np.zeros((draws, 0), np.int64))
    asked = replace(dossier, deals=chosen)
    if form == AS_DESCRIBED:
        asked = trimmed(asked, {issue for deal in chosen.values() for issue in issues_of_deal(deal)})
    blueprint = Blueprint(asked)

    def work(start: int, count: int) -> Int:
        return depths_of_values(
            blueprint, draw_values(blueprint.quantities, seed, start, count, blueprint.correlations), form
        )

    parts = map_blocks(
        work, blocks_of(draws, BLOCK[form]), workers=workers or os.cpu_count() or 1, progress=progress
    )
    return ClassDepths(form=form, classes=tuple(chosen), depths=np.concatenate(parts))


def depths_of_values(blueprint: Blueprint, values: Float, form: Form) -> Int:
    """Judge every class of a blueprint for given values of its quantities.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    form : str

    Returns
    -------
    int64 array, shape (n_draws, n_classes)
        0 to 5; -1 in the column of a class that has no exact form where that is asked for.
    """
    tables = fill_tables(blueprint, values)
    plan = class_plan(blueprint)
    if form == AS_DESCRIBED:
        return _as_described(blueprint, tables, plan)
    depths = np.zeros((len(tables), len(blueprint.classes)), np.int64)
    for draw in range(len(tables)):
        judge = Judge(blueprint, tables, draw)
        for k in plan.order:
            mask = blueprint.classes[k]
            at_most = min((int(depths[draw, j]) for j in plan.wider[k]), default=N_GATES)
            depths[draw, k] = judge.depth(mask, judge.system.allowed & mask.sweetened, at_most)[0]
    return depths


def members(blueprint: Blueprint, mask: ClassMask) -> Int:
    """List the packages of a class exactly as described, deliverable or not.

    Returns
    -------
    int64 array, shape (n_packages, n_groups)
        Flat columns, the last issue turning fastest; none for a class without an exact form. The
        caller sees to it that there are few.
    """
    offsets = blueprint.space.offsets
    if mask.exact is None:
        return np.empty((0, len(offsets) - 1), np.int64)
    choices = [np.flatnonzero(mask.exact[a:b]) + a for a, b in itertools.pairwise(offsets)]
    packages = np.array(list(itertools.product(*choices)), np.int64).reshape(-1, len(choices))
    if mask.clause is not None:
        p = blueprint.clauses[mask.clause].program[1]
        moved = blueprint.static_tables[p][packages].sum(axis=1)
        packages = packages[moved >= blueprint.static_thresholds[p]]
    return packages


def _as_described(blueprint: Blueprint, tables: Tables, plan: ClassPlan) -> Int:
    depths = np.full((len(tables), len(blueprint.classes)), -1, np.int64)
    few = [k for k, n in enumerate(plan.n_exact) if 0 < n <= FEW]
    lists = [members(blueprint, blueprint.classes[k]) for k in few]
    if few:
        found = np.maximum(tables.depths(np.concatenate(lists)), 0)
        at = np.cumsum([0, *(len(packages) for packages in lists)])
        for k, (start, end) in zip(few, itertools.pairwise(at), strict=True):
            depths[:, k] = found[:, start:end].max(axis=1, initial=0)
    for k in (k for k, n in enumerate(plan.n_exact) if n > FEW):
        mask = blueprint.classes[k]
        assert mask.exact is not None
        for draw in range(len(tables)):
            judge = Judge(blueprint, tables, draw)
            depths[draw, k] = judge.depth(mask, judge.system.allowed & mask.exact, N_GATES)[0]
    for k, n in enumerate(plan.n_exact):
        if n == 0 and blueprint.classes[k].exact is not None:
            depths[:, k] = 0
    return depths

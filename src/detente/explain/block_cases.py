"""The draws of a question about blockers: alike ones together, each ready to be asked.

Where a kind of deal has few packages, each draw is reduced to which of its conditions every package
meets; draws that agree in this are one case. Otherwise every draw is a case of its own, in which
packages are searched for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import SWEETENED, Form, members
from detente.ensemble.sampling import draw_values
from detente.explain.blocking_conditions import Asking, Conditions
from detente.kernel.system import System
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = [
    "LISTED",
    "Case",
    "cases_of_list",
    "cases_of_search",
    "is_listed",
    "listed_packages",
    "listed_system",
]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Kinds of deal with at most this many packages are tried package by package.
LISTED = 64
#: Draws whose tables are held at once.
BLOCK = 250


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """Draws in which a question has the same answer, and the question.

    Attributes
    ----------
    draws : tuple of int
        Their numbers, in order; at least one.
    asking : Asking
    """

    draws: tuple[int, ...]
    asking: Asking

    @property
    def weight(self) -> int:
        """How many draws there are."""
        return len(self.draws)


def _wanted(mask: ClassMask, form: Form) -> Bool:
    """Return the columns that packages of a kind of deal may use; all kinds asked about have the form."""
    if form == SWEETENED:
        return mask.sweetened
    assert mask.exact is not None
    return mask.exact


def is_listed(blueprint: Blueprint, k: int, form: Form) -> bool:
    """Tell whether the packages of a kind of deal are few enough to be tried one by one."""
    wanted = _wanted(blueprint.classes[k], form)
    sizes = np.add.reduceat(wanted, blueprint.space.offsets[:-1], dtype=np.int64)
    return bool(math.prod(sizes.tolist()) <= LISTED)


def listed_packages(blueprint: Blueprint, k: int, form: Form) -> Int:
    """List the packages of a kind of deal that has few, deliverable or not.

    Returns
    -------
    int64 array, shape (n_packages, n_groups)
        Flat columns.
    """
    mask = blueprint.classes[k]
    return members(blueprint, replace(mask, exact=_wanted(mask, form)))


def cases_of_list(
    blueprint: Blueprint, k: int, form: Form, conditions: Conditions, draws: int, seed: int
) -> tuple[Case, ...]:
    """Judge the few packages of a kind of deal in every draw.

    Parameters
    ----------
    blueprint : Blueprint
    k : int
        Number of the kind of deal.
    form : str
        Exactly as described, or with sweeteners.
    conditions : Conditions
        Of the blueprint.
    draws, seed : int

    Returns
    -------
    tuple of Case
        By their first draw. Empty for a kind of deal of which there is no package.
    """
    packages = listed_packages(blueprint, k, form)
    if not len(packages):
        return ()
    alike: dict[bytes, list[int]] = {}
    seen: dict[bytes, tuple[Bool, Bool]] = {}
    for start in range(0, draws, BLOCK):
        values = draw_values(
            blueprint.quantities, seed, start, min(BLOCK, draws - start), blueprint.correlations
        )
        holds, allowed = _met(fill_tables(blueprint, values), packages)
        for n, (met, possible) in enumerate(zip(holds, allowed, strict=True)):
            key = met.tobytes() + possible.tobytes()
            alike.setdefault(key, []).append(start + n)
            seen[key] = met, possible
    return tuple(
        Case(draws=tuple(numbers), asking=_listed(blueprint, conditions, *seen[key]))
        for key, numbers in alike.items()
    )


def _met(tables: Tables, packages: Int) -> tuple[Bool, Bool]:
    """Tell which predicates each package meets in each draw, and whether it can be delivered.

    Shapes (n_draws, n_predicates, n_packages) and (n_draws, n_packages).
    """
    sums = np.stack([tables.tables[:, :, package].sum(axis=2) for package in packages], axis=2)
    allowed: Bool = np.asarray(tables.allowed[:, packages].all(axis=2))
    return sums >= tables.thresholds[:, :, None], allowed


def listed_system(blueprint: Blueprint, holds: Bool) -> System:
    """Make a system of a single issue, the options of which are packages.

    Parameters
    ----------
    blueprint : Blueprint
    holds : bool array, shape (n_predicates, n_packages)
        Which predicates each package meets.

    Returns
    -------
    System
        Every threshold is 0, and every sum 0 or -1.
    """
    return System(
        offsets=np.array([0, holds.shape[1]], np.int64),
        tables=holds.astype(np.int64) - 1,
        thresholds=np.zeros(len(holds), np.int64),
        allowed=np.ones(holds.shape[1], np.bool_),
        code=blueprint.code,
        clause_start=blueprint.clause_start,
        clause_gate=blueprint.clause_gate,
        n_gates=len(GATES),
    )


def _listed(blueprint: Blueprint, conditions: Conditions, holds: Bool, allowed: Bool) -> Asking:
    return Asking(
        conditions=conditions,
        system=listed_system(blueprint, holds),
        clause_on=conditions.common,
        allowed=allowed,
        undelivered=np.ones_like(allowed),
        is_listed=True,
    )


def cases_of_search(
    blueprint: Blueprint, k: int, form: Form, conditions: Conditions, block: tuple[int, int], seed: int
) -> tuple[Case, ...]:
    """Prepare draws in which packages of a kind of deal are searched for.

    Parameters
    ----------
    blueprint, k, form, conditions
        As for :func:`cases_of_list`.
    block : (int, int)
        The first draw, and how many.
    seed : int

    Returns
    -------
    tuple of Case
        One for each draw, in order.
    """
    mask = blueprint.classes[k]
    wanted = _wanted(mask, form)
    start, count = block
    tables = fill_tables(
        blueprint, draw_values(blueprint.quantities, seed, start, count, blueprint.correlations)
    )
    clause_on = _in_force(conditions, mask)
    return tuple(
        Case(
            draws=(start + n,),
            asking=Asking(
                conditions=conditions,
                system=replace(tables.system(n), allowed=np.ones_like(wanted)),
                clause_on=clause_on,
                allowed=tables.allowed[n] & wanted,
                undelivered=wanted,
                is_listed=False,
            ),
        )
        for n in range(count)
    )


def _in_force(conditions: Conditions, mask: ClassMask) -> Bool:
    on = conditions.common.copy()
    if mask.clause is not None:
        on[mask.clause] = True
    return on

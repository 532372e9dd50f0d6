"""How far given packages get, and whose conditions alone keep each from passing. Exact.

A party's conditions are *lifted* when every predicate it owns counts as holding. For every package
it is told how many gates it passes and, where it fails, which parties' conditions, lifted one party
at a time, would let it pass all gates.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds
from detente.kernel.question import is_pair
from detente.kernel.system import PRED

__all__ = ["Conditions", "note_kinds", "passes_lifted", "survey_each", "survey_kinds"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


class Conditions(NamedTuple):
    """Clauses of all gates and who owns which predicate.

    Attributes
    ----------
    code, clause_start, clause_gate : int64 array
        As in :class:`detente.kernel.system.System`.
    owner : int64 array, shape (n_predicates,)
        Number of the party whose condition a predicate is, -1 where it is nobody's.
    n_parties, n_gates : int
    """

    code: Int
    clause_start: Int
    clause_gate: Int
    owner: Int
    n_parties: int
    n_gates: int


@nb.njit(cache=True, nogil=True)
def _holds(program: Int, holds: Bool) -> bool:
    """Evaluate a clause; the two shapes that nearly all clauses have are read without a stack."""
    if len(program) == 2 and program[0] == PRED:
        return bool(holds[program[1]])
    if is_pair(program):
        return bool(holds[program[1]] or holds[program[3]])
    return bool(clause_holds(program, holds))


@nb.njit(cache=True, nogil=True)
def _pass_lifted(conditions: Conditions, holds: Bool, lifted: Bool, party: int, first: int) -> bool:
    """Tell whether all clauses hold once a party's conditions are lifted; try ``first`` first."""
    for p in range(len(holds)):
        lifted[p] = holds[p] or conditions.owner[p] == party
    start = conditions.clause_start
    if not _holds(conditions.code[start[first] : start[first + 1]], lifted):
        return False
    for f in range(len(conditions.clause_gate)):
        if not _holds(conditions.code[start[f] : start[f + 1]], lifted):
            return False
    return True


@nb.njit(cache=True, nogil=True)
def _judge(conditions: Conditions, holds: Bool, lifted: Bool, opens: Bool) -> int:
    """Count the gates that a package passes; mark in ``opens`` who alone keeps it from passing all."""
    depth = conditions.n_gates
    first = -1
    start = conditions.clause_start
    for f in range(len(conditions.clause_gate)):
        if not _holds(conditions.code[start[f] : start[f + 1]], holds):
            if first < 0:
                first = f
            depth = min(depth, conditions.clause_gate[f])
    if 0 < depth < conditions.n_gates:
        for party in range(conditions.n_parties):
            if not opens[party]:
                opens[party] = _pass_lifted(conditions, holds, lifted, party, first)
    return depth


@nb.njit(cache=True, nogil=True)
def survey_each(
    conditions: Conditions,
    across: Int,
    thresholds: Int,
    allowed: Bool,
    packages: Int,
    depths: Int,
    opens: Bool,
    holds: Bool,
) -> None:
    """Judge each of some packages.

    Parameters
    ----------
    conditions : Conditions
    across : int64 array, shape (n_columns, n_predicates)
        What each column adds to each predicate: the transpose of a system's tables.
    thresholds : int64 array, shape (n_predicates,)
    allowed : bool array, shape (n_columns,)
    packages : int64 array, shape (n_packages, n_issues)
    depths : int64 array, shape (n_packages,)
        Filled with the number of gates passed, -1 where a column is not allowed.
    opens : bool array, shape (n_packages, n_parties)
        False on entry; marked where a package that passes the first gate, but not all, passes all
        with this party's conditions lifted.
    holds : bool array, shape (n_packages, n_predicates)
        Filled with which predicates hold; left alone where a column is not allowed.
    """
    sums = np.empty(len(thresholds), np.int64)
    lifted = np.empty(len(thresholds), np.bool_)
    for k in range(len(packages)):
        possible = True
        for c in packages[k]:
            possible = possible and allowed[c]
        depths[k] = -1
        if possible:
            sums[:] = 0
            for c in packages[k]:
                for p in range(len(sums)):
                    sums[p] += across[c, p]
            for p in range(len(sums)):
                holds[k, p] = sums[p] >= thresholds[p]
            depths[k] = _judge(conditions, holds[k], lifted, opens[k])


@nb.njit(cache=True, nogil=True)
def note_kinds(depths: Int, opens: Bool, inside: Bool, floors: Int, opened: Bool, best: Int) -> None:
    """Note for every kind of deal what some packages show.

    Parameters
    ----------
    depths : int64 array, shape (n_packages,)
    opens : bool array, shape (n_packages, n_parties)
        As :func:`survey_each` filled them.
    inside : bool array, shape (n_packages, n_kinds)
        Which packages are of which kind.
    floors : int64 array, shape (n_kinds,)
        Raised to the gates that some package passes.
    opened : bool array, shape (n_kinds, n_parties)
        Marked where some package of the kind passes all gates with this party's conditions lifted.
    best : int64 array, shape (n_kinds,)
        Filled with the first package that gets further than any before it, -1 where none does.
    """
    best[:] = -1
    for j in range(len(depths)):
        for k in range(len(floors)):
            if inside[j, k] and depths[j] > floors[k]:
                floors[k] = depths[j]
                best[k] = j
        for party in range(opens.shape[1]):
            if opens[j, party]:
                for k in range(len(floors)):
                    opened[k, party] = opened[k, party] or inside[j, k]


@nb.njit(cache=True, nogil=True)
def passes_lifted(conditions: Conditions, depths: Int, holds: Bool, inside: Bool, parties: Int) -> bool:
    """Tell whether one of some packages passes all gates with the conditions of several parties lifted.

    Parameters
    ----------
    conditions : Conditions
    depths : int64 array, shape (n_packages,)
    holds : bool array, shape (n_packages, n_predicates)
        As :func:`survey_each` filled them.
    inside : bool array, shape (n_packages,)
        Packages that count.
    parties : int64 array
        Numbers of those whose conditions are lifted.
    """
    chosen = np.zeros(conditions.n_parties, np.bool_)
    for party in parties:
        chosen[party] = True
    lifted = np.empty(holds.shape[1], np.bool_)
    start = conditions.clause_start
    for k in range(len(depths)):
        if not inside[k] or depths[k] <= 0:
            continue
        for p in range(len(lifted)):
            owner = conditions.owner[p]
            lifted[p] = holds[k, p] or (owner >= 0 and chosen[owner])
        passed = True
        for f in range(len(conditions.clause_gate) - 1, -1, -1):
            if not _holds(conditions.code[start[f] : start[f + 1]], lifted):
                passed = False
                break
        if passed:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _survey_kind(
    conditions: Conditions,
    offsets: Int,
    across: Int,
    thresholds: Int,
    allowed: Bool,
    kind: int,
    best: Int,
    opens: Bool,
) -> int:
    """Try every package of the allowed columns, the first issue turning fastest."""
    n_issues = len(offsets) - 1
    columns = np.flatnonzero(allowed)
    first = np.searchsorted(columns, offsets)
    for i in range(n_issues):
        if first[i] == first[i + 1]:
            return 0
    at = first[:-1].copy()
    sums = np.zeros(len(thresholds), np.int64)
    for i in range(n_issues):
        sums += across[columns[at[i]]]
    holds = np.empty(len(thresholds), np.bool_)
    lifted = np.empty(len(thresholds), np.bool_)
    deepest = 0
    while True:
        for p in range(len(sums)):
            holds[p] = sums[p] >= thresholds[p]
        if kind < 0 or holds[kind]:
            depth = _judge(conditions, holds, lifted, opens)
            if depth > deepest:
                deepest = depth
                best[:] = columns[at]
                if depth == conditions.n_gates:
                    return deepest
        i = 0
        while i < n_issues:
            sums -= across[columns[at[i]]]
            at[i] = first[i] if at[i] + 1 == first[i + 1] else at[i] + 1
            sums += across[columns[at[i]]]
            if at[i] > first[i]:
                break
            i += 1
        if i == n_issues:
            return deepest


@nb.njit(cache=True, nogil=True)
def survey_kinds(
    conditions: Conditions,
    offsets: Int,
    across: Int,
    thresholds: Int,
    allowed: Bool,
    masks: Bool,
    kinds: Int,
    depths: Int,
    best: Int,
    opens: Bool,
) -> None:
    """Judge every package of some kinds of deal; the caller keeps them few.

    Parameters
    ----------
    conditions, across, thresholds, allowed
        As for :func:`survey_each`.
    offsets : int64 array, shape (n_issues + 1,)
    masks : bool array, shape (n_kinds, n_columns)
        Columns that packages of a kind may use.
    kinds : int64 array, shape (n_kinds,)
        Predicate without which a package is not of the kind, or -1.
    depths : int64 array, shape (n_kinds,)
        Filled with the gates that the best package passes; 0 where there is none.
    best : int64 array, shape (n_kinds, n_issues)
        Filled with the first package that gets as far, unless the depth is 0.
    opens : bool array, shape (n_kinds, n_parties)
        False on entry; marked where some package passes all gates with this party's conditions
        lifted. Not complete where some package passes anyway.
    """
    for k in range(len(masks)):
        depths[k] = _survey_kind(
            conditions, offsets, across, thresholds, allowed & masks[k], kinds[k], best[k], opens[k]
        )

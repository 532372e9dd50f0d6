"""Random walks among the packages that are at most so far from passing a gate.

The walk leaves the uniform distribution on those packages as it is: every proposal is as likely
as its reverse, and one that leads outside is refused. How far a package is from passing is the
sum of its clauses' violations, each 0 exactly when the clause holds.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.merging import Merged
from detente.kernel.reduction import predicate_places
from detente.kernel.system import AND, NOT, OR, PRED, System

__all__ = ["HARD", "LATER", "SOFT", "Walk", "fill_packages", "make_walk", "move"]

HARD, SOFT, LATER = 0, 1, 2
TINY = 1e-30  # far below any violation, so that "not" keeps the sign right at 0

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Float = NDArray[np.float64]
Words = NDArray[np.uint64]


class Walk(NamedTuple):
    """What a walk needs to know of a system.

    Attributes
    ----------
    offsets, thresholds, code, clause_start
        As in :class:`~detente.kernel.system.System`.
    columns : int64 array, shape (n_columns, n_predicates)
    per_unit : float array, shape (n_predicates,)
        One over the largest entry, which is the unit of violations.
    either : int64 array, shape (n_clauses, 2)
        For a clause "p or q" the two predicates, for "p" that one twice; -1 for other forms.
    predicate_start, predicates : int64 arrays
        Predicates on which each issue bears, one issue after another.
    clause_list_start, clause_lists : int64 arrays
        Clauses on which each issue bears.
    support_start, supports : int64 arrays
        Issues that bear on each clause.
    group_start, group_issues : int64 arrays
        Issues of each group.
    choice_start : int64 array, shape (n_groups + 1,)
        Where the choices of each group start in ``choices``, counted in numbers.
    choices : int64 array
        Joint choices of each group, row by row.
    """

    offsets: Int
    thresholds: Int
    code: Int
    clause_start: Int
    columns: NDArray[np.int64]
    per_unit: Float
    either: NDArray[np.int64]
    predicate_start: Int
    predicates: Int
    clause_list_start: Int
    clause_lists: Int
    support_start: Int
    supports: Int
    group_start: Int
    group_issues: Int
    choice_start: Int
    choices: Int


def make_walk(core: System, start: Merged) -> Walk:
    """Lay out a reduced system and its settled clauses for walking."""
    n_clauses = len(core.clause_gate)
    bears = np.logical_or.reduceat(core.tables != 0, core.offsets[:-1], axis=1).T
    touches = np.zeros((core.n_issues, n_clauses), np.bool_)
    for c in range(n_clauses):
        program = core.code[core.clause_start[c] : core.clause_start[c + 1]]
        touches[:, c] = bears[:, program[predicate_places(program) + 1]].any(axis=1)
    group_issues = [np.array(group.issues, np.int64) for group in start.groups]
    choices = [group.choices.ravel() for group in start.groups]
    return Walk(
        core.offsets,
        core.thresholds,
        core.code,
        core.clause_start,
        np.ascontiguousarray(core.tables.T),
        1.0 / core.tables.max(axis=1).astype(np.float64),
        _either(core),
        *_lists([np.flatnonzero(row) for row in bears]),
        *_lists([np.flatnonzero(row) for row in touches]),
        *_lists([np.flatnonzero(row) for row in touches.T]),
        *_lists(group_issues),
        *_lists(choices),
    )


def _either(core: System) -> Int:
    """Return the two predicates of clauses of the common forms."""
    found = np.full((len(core.clause_gate), 2), -1)
    for c in range(len(found)):
        program = core.code[core.clause_start[c] : core.clause_start[c + 1]].tolist()
        if len(program) == 2 and program[0] == PRED:
            found[c] = program[1]
        elif len(program) == 6 and program[0] == program[2] == PRED and program[4:] == [OR, 2]:
            found[c] = program[1], program[3]
    return found


def _lists(parts: list[Int]) -> tuple[Int, Int]:
    """Return where each list starts, and all of them in one array."""
    start = np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
    return start, np.concatenate([*parts, np.empty(0, np.int64)]).astype(np.int64)


@nb.njit(cache=True, nogil=True, inline="always")
def _below(state: Words, n: int) -> int:
    """Return a whole number from 0 to ``n`` - 1 (splitmix64; n below 2**31)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    x = state[0]
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x = x ^ (x >> np.uint64(31))
    return int((np.int64(x >> np.uint64(33)) * n) >> 31)


@nb.njit(cache=True, nogil=True)
def _quota(need: int, weights: Int, parts: Float) -> float:
    """Return what must go, smallest first, for the weights to reach ``need``; 0 when they do."""
    have = 0
    for j in range(len(parts)):
        if parts[j] <= 0.0:
            have += weights[j]
    total = 0.0
    reached = 0.0
    while have < need:
        least = np.inf
        for j in range(len(parts)):
            if weights[j] > 0 and reached < parts[j] < least:
                least = parts[j]
        if least == np.inf:
            return total + 1.0
        for j in range(len(parts)):
            if weights[j] > 0 and parts[j] == least and have < need:
                have += weights[j]
                total += least
        reached = least
    return total


@nb.njit(cache=True, nogil=True)
def _connected(program: Int, at: int, parts: Float) -> float:
    """Return how far an AND, OR or QUOTA of ``parts`` is from holding; at most 0 when it holds."""
    if program[at] == OR:
        least = 1.0
        for j in range(len(parts)):
            least = parts[j] if j == 0 else min(least, parts[j])
        return least
    if program[at] != AND:
        return _quota(program[at + 2], program[at + 3 : at + 3 + len(parts)], parts)
    total = 0.0
    largest = -1.0
    for part in parts:
        total += max(part, 0.0)
        largest = max(largest, part)
    return float(total if total > 0.0 else largest)


@nb.njit(cache=True, nogil=True)
def _violation(program: Int, slack: Int, per_unit: Float, stack: Float) -> float:
    """Return how far a clause is from holding, 0 when it holds; ``slack`` is sum less threshold."""
    top = 0
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            p = program[at + 1]
            stack[top] = -slack[p] * per_unit[p]
            top += 1
            at += 2
        elif op == NOT:
            stack[top - 1] = TINY - stack[top - 1]
            at += 1
        else:
            n = program[at + 1]
            stack[top - n] = _connected(program, at, stack[top - n : top])
            top += 1 - n
            at += 2 if op in (AND, OR) else 3 + n
    return float(max(stack[0], 0.0))


@nb.njit(cache=True, nogil=True, inline="always")
def _redraw_group(w: Walk, g: int, state: Words, package: Int) -> None:
    """Choose the issues of a group anew among its joint choices."""
    first, n = w.group_start[g], w.group_start[g + 1] - w.group_start[g]
    at = w.choice_start[g] + n * _below(state, (w.choice_start[g + 1] - w.choice_start[g]) // n)
    for j in range(n):
        package[w.group_issues[first + j]] = w.choices[at + j]


@nb.njit(cache=True, nogil=True)
def fill_packages(w: Walk, state: Words, packages: NDArray[np.int64], slack: NDArray[np.int64]) -> None:
    """Draw independent packages, uniformly among those made of the joint choices."""
    for k in range(len(packages)):
        for g in range(len(w.group_start) - 1):
            _redraw_group(w, g, state, packages[k])
        slack[k] = -w.thresholds
        for c in packages[k]:
            slack[k] += w.columns[c]


@nb.njit(cache=True, nogil=True, inline="always")
def _propose(w: Walk, state: Words, package: Int, changed: Int) -> int:
    """Change ``package`` and list the issues it was done to; as likely as the way back.

    Mostly one issue; else a few at random, a few of those that one clause depends on, or a
    whole group.
    """
    kind = _below(state, 16)
    n_clauses = len(w.support_start) - 1
    if kind == 0:
        g = _below(state, len(w.group_start) - 1)
        n = w.group_start[g + 1] - w.group_start[g]
        for j in range(n):
            changed[j] = w.group_issues[w.group_start[g] + j]
        _redraw_group(w, g, state, package)
        return int(n)
    c = _below(state, n_clauses) if 1 <= kind <= 3 else -1
    first = 0 if c < 0 else w.support_start[c]
    n = len(package) if c < 0 else w.support_start[c + 1] - first
    m = 1 if kind >= 6 else 2 + _below(state, 3)
    for j in range(m):
        at = _below(state, n)
        i = at if c < 0 else w.supports[first + at]
        size = w.offsets[i + 1] - w.offsets[i]
        if m == 1:
            old = package[i] - w.offsets[i]
            package[i] = w.offsets[i] + (old + 1 + _below(state, max(size - 1, 1))) % size
        else:
            package[i] = w.offsets[i] + _below(state, size)
        changed[j] = i
    return m


@nb.njit(cache=True, nogil=True)
def _shift(
    columns: NDArray[np.int64],
    predicate_start: Int,
    predicates: Int,
    changed: Int,
    n: int,
    wanted: Int,
    package: Int,
    slack: Int,
) -> bool:
    """Bring a package and its sums to the options wanted; tell whether that changed anything.

    The first ``n`` of ``changed`` count; an issue may be listed twice.
    """
    moved = False
    for k in range(n):
        i = changed[k]
        old, new = package[i], wanted[i]
        if old != new:
            for j in range(predicate_start[i], predicate_start[i + 1]):
                p = predicates[j]
                slack[p] += columns[new, p] - columns[old, p]
            package[i] = new
            moved = True
    return moved


@nb.njit(cache=True, nogil=True)
def _asked(
    clauses: Int,
    begin: int,
    end: int,
    role: Small,
    either: NDArray[np.int64],
    per_unit: Float,
    code: Int,
    clause_start: Int,
    slack: Int,
    trial: Float,
    stack: Float,
    asked: Int,
    n_asked: int,
) -> tuple[bool, int]:
    """Fill in ``trial`` for the clauses not yet asked, and list them; stop at a hard one that fails.

    Those of ``clauses`` from ``begin`` to ``end`` count. Returns whether none failed, and how
    many clauses are now listed in ``asked``.
    """
    for k in range(begin, end):
        c = clauses[k]
        if role[c] == LATER or trial[c] >= 0.0:
            continue
        asked[n_asked] = c
        n_asked += 1
        p, q = either[c, 0], either[c, 1]
        if p < 0:
            trial[c] = _violation(code[clause_start[c] : clause_start[c + 1]], slack, per_unit, stack)
        elif slack[p] >= 0 or slack[q] >= 0:
            trial[c] = 0.0
        else:
            trial[c] = min(-slack[p] * per_unit[p], -slack[q] * per_unit[q])
        if role[c] == HARD and trial[c] > 0.0:
            return False, n_asked
    return True, n_asked


@nb.njit(cache=True, nogil=True)
def _total(soft: Int, trial: Float, violation: Float) -> float:
    """Add up the violations of the soft clauses, each as last asked."""
    total = 0.0
    for c in soft:
        total += trial[c] if trial[c] >= 0.0 else violation[c]
    return total


@nb.njit(cache=True, nogil=True)
def move(
    w: Walk,
    role: Small,
    level: float,
    n_moves: int,
    state: Words,
    packages: NDArray[np.int64],
    slack: NDArray[np.int64],
) -> Float:
    """Move every package ``n_moves`` times and return its total violation of the soft clauses.

    Parameters
    ----------
    w : Walk
    role : int8 array, shape (n_clauses,)
        HARD: must hold. SOFT: counts in the violation. LATER: left out.
    level : float
        The violation may not exceed this.
    n_moves : int
        0 only measures.
    state : uint64 array of one element
        Of the random numbers; advanced.
    packages : int64 array, shape (n_packages, n_issues)
        Changed in place.
    slack : int64 array, shape (n_packages, n_predicates)
        Sums less thresholds; kept in step.
    """
    n_clauses = len(role)
    columns, predicate_start, predicates = w.columns, w.predicate_start, w.predicates
    lists, list_start, either, per_unit = w.clause_lists, w.clause_list_start, w.either, w.per_unit
    code, start = w.code, w.clause_start
    every = np.arange(n_clauses)
    soft = np.flatnonzero(role == SOFT)
    totals = np.zeros(len(packages))
    changed = np.empty(max(packages.shape[1], 8), np.int64)
    violation = np.empty(n_clauses)
    trial = np.full(n_clauses, -1.0)
    asked = np.empty(n_clauses, np.int64)
    stack = np.empty(len(w.code) + 1)
    for k in range(len(packages)):
        package, sums = packages[k], slack[k]
        wanted, before = package.copy(), package.copy()
        violation[:] = -1.0
        _asked(every, 0, n_clauses, role, either, per_unit, code, start, sums, violation, stack, asked, 0)
        for _ in range(n_moves):
            n = _propose(w, state, wanted, changed)
            inside = _shift(columns, predicate_start, predicates, changed, n, wanted, package, sums)
            m = 0
            for j in range(n):
                if inside:
                    begin, end = list_start[changed[j]], list_start[changed[j] + 1]
                    inside, m = _asked(
                        lists, begin, end, role, either, per_unit, code, start, sums, trial, stack, asked, m
                    )
            inside = inside and _total(soft, trial, violation) <= level
            if not inside:
                _shift(columns, predicate_start, predicates, changed, n, before, package, sums)
            for j in range(m):
                if inside:
                    violation[asked[j]] = trial[asked[j]]
                trial[asked[j]] = -1.0
            for j in range(n):
                wanted[changed[j]] = before[changed[j]] = package[changed[j]]
        totals[k] = _total(soft, violation, violation)
    return totals

"""Small clauses settled in advance: issues they tie together become one issue of joint choices.

A ratifier usually cares about a handful of issues. All choices on those can be listed and only
the good ones kept. The issues then count as one, the clause needs no more asking, and what is
left is often smaller by many powers of ten, without any approximation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.passing import clause_met
from detente.kernel.reduction import predicate_places
from detente.kernel.system import System

__all__ = ["Group", "Merged", "merged"]

MOST_LISTED = 1 << 18  # joint choices looked at for one clause
MOST_KEPT = 1 << 13  # joint choices of a group

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Issues that are chosen together.

    Attributes
    ----------
    issues : tuple of int
    choices : int64 array, shape (n_choices, n_issues)
        All joint choices that are left, as flat columns; each row is in the order of ``issues``.
    """

    issues: tuple[int, ...]
    choices: Int


@dataclass(frozen=True, kw_only=True, eq=False)
class Merged:
    """A system with some clauses settled.

    Attributes
    ----------
    groups : tuple of Group
        Every issue is in one group.
    settled : bool array, shape (n_clauses,)
        Clauses that hold for every package made of the choices.
    """

    groups: tuple[Group, ...]
    settled: Bool

    @property
    def n_packages(self) -> int:
        """Packages that can be made of the choices: exactly those that pass the settled clauses."""
        return math.prod(len(group.choices) for group in self.groups)

    def system(self, core: System, gate: int) -> System:
        """Return the system whose issues are the groups; only gates from ``gate`` on are the same."""
        sizes = [len(group.choices) for group in self.groups]
        left = np.flatnonzero(~self.settled)
        programs = [core.code[core.clause_start[c] : core.clause_start[c + 1]] for c in left]
        asked = np.unique([p for program in programs for p in program[predicate_places(program) + 1]])
        tables = np.zeros((len(core.tables), sum(sizes)), np.int64)
        for p in asked.astype(np.int64):
            tables[p] = np.concatenate([_sums(core.tables[p], group.choices) for group in self.groups])
        return replace(
            core,
            offsets=np.cumsum([0, *sizes], dtype=np.int64),
            tables=tables,
            allowed=np.ones(sum(sizes), np.bool_),
            code=np.concatenate([*programs, np.empty(0, np.int64)]),
            clause_start=np.cumsum([0, *(len(p) for p in programs)], dtype=np.int64),
            clause_gate=np.maximum(core.clause_gate[left], gate),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Clause:
    """A clause with the predicates and the issues that it depends on.

    ``program`` counts predicates by their place among ``predicates``.
    """

    number: int
    program: Int
    predicates: Int
    issues: list[int]


def merged(core: System, gate: int) -> Merged:
    """Settle the clauses up to ``gate`` that can be settled by listing, cheapest first.

    Parameters
    ----------
    core : System
        Reduced, with at least one issue.
    gate : int
        Only packages that pass this gate matter.

    Returns
    -------
    Merged
        A clause stays unsettled when more joint choices than a fixed number would have to be
        looked at, or kept.
    """
    groups = [
        Group(issues=(i,), choices=np.arange(core.offsets[i], core.offsets[i + 1])[:, None])
        for i in range(core.n_issues)
    ]
    of_issue = list(groups)
    waiting = [_read(core, c) for c in np.flatnonzero(core.clause_gate <= gate).tolist()]
    sizes = [_listed(clause, of_issue) for clause in waiting]
    settled = np.zeros(len(core.clause_gate), np.bool_)
    while waiting:
        cheapest = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes.pop(cheapest) > MOST_LISTED:
            break
        clause = waiting.pop(cheapest)
        group = _joined(core, clause, _parts(clause, of_issue))
        if group is None:
            continue
        settled[clause.number] = True
        for i in group.issues:
            of_issue[i] = group
        for k, other in enumerate(waiting):
            if not set(group.issues).isdisjoint(other.issues):
                sizes[k] = _listed(other, of_issue)
    return Merged(groups=tuple(dict.fromkeys(of_issue)), settled=settled)


def _sums(row: Int, choices: Int) -> Int:
    """Add up what one predicate gives for each joint choice."""
    total: Int = row[choices].sum(axis=1)
    return total


def _read(core: System, c: int) -> _Clause:
    program = core.code[core.clause_start[c] : core.clause_start[c + 1]]
    places = predicate_places(program) + 1
    predicates = np.unique(program[places])
    used = core.tables[predicates].any(axis=0)
    issues = np.flatnonzero(np.logical_or.reduceat(used, core.offsets[:-1])).tolist()
    program = program.copy()
    program[places] = np.searchsorted(predicates, program[places])
    return _Clause(number=c, program=program, predicates=predicates, issues=issues)


def _parts(clause: _Clause, of_issue: list[Group]) -> list[Group]:
    """Return the groups that a clause depends on, each once."""
    return list(dict.fromkeys(of_issue[i] for i in clause.issues))


def _listed(clause: _Clause, of_issue: list[Group]) -> int:
    """Return how many joint choices a clause depends on."""
    return math.prod(len(group.choices) for group in _parts(clause, of_issue))


def _joined(core: System, clause: _Clause, parts: list[Group]) -> Group | None:
    """Return the joint choices of ``parts`` that satisfy a clause; None when they are too many."""
    sizes = np.array([len(part.choices) for part in parts], np.int64)
    own = [core.tables[clause.predicates][:, part.choices].sum(axis=2).T for part in parts]
    most = max(MOST_KEPT, *sizes.tolist())
    good = _satisfying(
        clause.program,
        np.concatenate([*own, np.empty((0, len(clause.predicates)), np.int64)]),
        sizes,
        core.thresholds[clause.predicates],
        most,
    )
    if len(good) > most:
        return None
    choices = [part.choices[good[:, k]] for k, part in enumerate(parts)]
    return Group(
        issues=tuple(i for part in parts for i in part.issues),
        choices=np.concatenate(choices, axis=1),
    )


@nb.njit(cache=True, nogil=True)
def _satisfying(
    program: Int, own: NDArray[np.int64], sizes: Int, thresholds: Int, most: int
) -> NDArray[np.int64]:
    """List the joint choices that satisfy a clause, the last part turning fastest.

    Parameters
    ----------
    program : int64 array
    own : int64 array, shape (n_choices, n_predicates)
        What each choice of each part adds to the predicates, one part after another.
    sizes : int64 array, shape (n_parts,)
        Choices of each part.
    thresholds : int64 array, shape (n_predicates,)
    most : int
        No more than one above this are listed.

    Returns
    -------
    int64 array, shape (n_listed, n_parts)
        The choice of each part.
    """
    n_parts, n_predicates = len(sizes), own.shape[1]
    if (sizes == 0).any():
        return np.empty((0, n_parts), np.int64)
    start = np.zeros(n_parts + 1, np.int64)
    start[1:] = np.cumsum(sizes)
    slack = np.zeros((n_parts + 1, n_predicates), np.int64)  # with the first parts chosen
    slack[0] = -thresholds
    states = np.empty(n_predicates, np.int8)
    stack = np.empty(len(program) + 1, np.int8)
    digits = np.zeros(n_parts, np.int64)
    listed = int(np.prod(sizes))
    found = np.empty((min(most + 1, listed), n_parts), np.int64)
    n = 0
    changed = 0
    while n <= most:
        for k in range(changed, n_parts):
            for p in range(n_predicates):
                slack[k + 1, p] = slack[k, p] + own[start[k] + digits[k], p]
        if clause_met(program, slack[n_parts], states, stack):
            found[n] = digits
            n += 1
        changed = n_parts - 1
        while changed >= 0 and digits[changed] + 1 == sizes[changed]:
            digits[changed] = 0
            changed -= 1
        if changed < 0:
            break
        digits[changed] += 1
    return found[:n].copy()

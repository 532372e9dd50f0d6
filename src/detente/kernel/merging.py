"""Small clauses settled in advance: issues they tie together become one issue of joint choices.

A ratifier usually cares about a handful of issues. All choices on those can be listed and only
the good ones kept. The issues then count as one, the clause needs no more asking, and what is
left is often smaller by many powers of ten, without any approximation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.kernel.reduction import predicate_places
from detente.kernel.system import AND, NOT, PRED, QUOTA, System

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
    """A clause with the predicates and the issues that it depends on."""

    number: int
    program: list[int]
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
    settled = np.zeros(len(core.clause_gate), np.bool_)
    while waiting:
        sizes = [_listed(clause, of_issue) for clause in waiting]
        cheapest = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes[cheapest] > MOST_LISTED:
            break
        clause = waiting.pop(cheapest)
        parts = _parts(clause, of_issue)
        group = _joined(core, clause, parts)
        if len(group.choices) <= max(MOST_KEPT, *(len(part.choices) for part in parts)):
            settled[clause.number] = True
            for i in group.issues:
                of_issue[i] = group
    return Merged(groups=tuple(dict.fromkeys(of_issue)), settled=settled)


def _sums(row: Int, choices: Int) -> Int:
    """Add up what one predicate gives for each joint choice."""
    total = row[choices[:, 0]]
    for column in range(1, choices.shape[1]):
        total = total + row[choices[:, column]]
    return total


def _read(core: System, c: int) -> _Clause:
    program = core.code[core.clause_start[c] : core.clause_start[c + 1]]
    predicates = np.unique(program[predicate_places(program) + 1])
    used = core.tables[predicates].any(axis=0)
    issues = np.flatnonzero(np.logical_or.reduceat(used, core.offsets[:-1])).tolist()
    return _Clause(number=c, program=program.tolist(), predicates=predicates, issues=issues)


def _parts(clause: _Clause, of_issue: list[Group]) -> list[Group]:
    """Return the groups that a clause depends on, each once."""
    return list(dict.fromkeys(of_issue[i] for i in clause.issues))


def _listed(clause: _Clause, of_issue: list[Group]) -> int:
    """Return how many joint choices a clause depends on."""
    return math.prod(len(group.choices) for group in _parts(clause, of_issue))


def _joined(core: System, clause: _Clause, parts: list[Group]) -> Group:
    """Return the joint choices of ``parts`` that satisfy a clause."""
    sums = np.zeros((len(clause.predicates), 1), np.int64)
    for part in parts:
        own = np.stack([_sums(core.tables[p], part.choices) for p in clause.predicates])
        sums = (sums[:, :, None] + own[:, None, :]).reshape(len(sums), -1)
    holds = dict(
        zip(clause.predicates.tolist(), sums >= core.thresholds[clause.predicates, None], strict=True)
    )
    good = np.flatnonzero(_truth(clause.program, holds, sums.shape[1]))
    places = np.unravel_index(good, [len(part.choices) for part in parts])
    choices = [part.choices[place] for part, place in zip(parts, places, strict=True)]
    return Group(
        issues=tuple(i for part in parts for i in part.issues),
        choices=np.concatenate(choices, axis=1),
    )


def _truth(program: list[int], holds: dict[int, Bool], n: int) -> Bool:
    """Evaluate a postfix program for ``n`` packages at once."""
    stack: list[Bool] = []
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            stack.append(holds[program[at + 1]])
            at += 2
        elif op == NOT:
            stack.append(~stack.pop())
            at += 1
        else:
            k = program[at + 1]
            weights = program[at + 3 : at + 3 + k] if op == QUOTA else [1] * k
            quota = program[at + 2] if op == QUOTA else k if op == AND else 1
            total = np.zeros(n, np.int64)
            for weight, part in zip(weights, stack[len(stack) - k :], strict=True):
                total += weight * part
            del stack[len(stack) - k :]
            stack.append(total >= quota)
            at += 3 + k if op == QUOTA else 2
    return stack[0]

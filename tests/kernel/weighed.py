"""Rows and certificates of small systems, for the tests of weighing, certifying and proving."""

from __future__ import annotations

import numpy as np

from detente.kernel.question import is_pair
from detente.kernel.system import System
from detente.kernel.weighing import Rows


def rows_of(system: System) -> tuple[Rows, list[int]]:
    """Turn bare predicates, and pairs whose first predicate is a guard, into rows; also their clauses."""
    found: list[tuple[int, int, int]] = []
    for f in range(len(system.clause_gate)):
        program = system.code[system.clause_start[f] : system.clause_start[f + 1]]
        if len(program) == 2:
            found.append((f, int(program[1]), -1))
        elif is_pair(program):
            g = int(program[1])
            if system.thresholds[g] == 0 and (system.tables[g] <= 0).all():
                found.append((f, int(program[3]), g))
    touched = [
        [
            i
            for i in range(system.n_issues)
            if g >= 0 and (system.tables[g, system.offsets[i] : system.offsets[i + 1]] < 0).any()
        ]
        for _, _, g in found
    ]
    rows = Rows(
        predicate=np.array([p for _, p, _ in found], np.int64),
        guard=np.array([g for _, _, g in found], np.int64),
        first=np.cumsum([0, *map(len, touched)]).astype(np.int64),
        issues=np.array([i for t in touched for i in t], np.int64),
    )
    return rows, [f for f, _, _ in found]

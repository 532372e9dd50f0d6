"""Exact counts, at any size, where a gate rests on few predicates with few different sums.

"Changes at least one issue", "touches none of these" and "at most m issues" take small whole
numbers only. Issue by issue one keeps how many packages reach each combination of sums.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds
from detente.kernel.question import clause_predicates
from detente.kernel.system import System

__all__ = ["count_by_sums"]

Int = NDArray[np.int64]
#: Most combinations of sums kept at any time, and most different columns of an issue.
STATES = 20_000


def count_by_sums(system: System, gate: int) -> int | None:
    """Count the packages that pass all gates up to ``gate``, or None when sums are too many.

    Parameters
    ----------
    system : System
    gate : int

    Returns
    -------
    int or None
        Exact.
    """
    programs = [
        system.code[a:b]
        for a, b, g in zip(system.clause_start[:-1], system.clause_start[1:], system.clause_gate, strict=True)
        if g <= gate
    ]
    predicates = sorted({int(p) for program in programs for p in clause_predicates(program)})
    states: Counter[tuple[int, ...]] = Counter({(0,) * len(predicates): 1})
    for i in range(system.n_issues):
        columns = np.arange(system.offsets[i], system.offsets[i + 1])
        kept = columns[system.allowed[columns]]
        steps = Counter(tuple(step) for step in system.tables[predicates][:, kept].T.tolist())
        if len(states) * len(steps) > STATES:
            return None
        grown: Counter[tuple[int, ...]] = Counter()
        for sums, n in states.items():
            for step, m in steps.items():
                grown[tuple(a + b for a, b in zip(sums, step, strict=True))] += n * m
        states = grown
    return sum(n for sums, n in states.items() if _pass(system, programs, predicates, sums))


def _pass(system: System, programs: list[Int], predicates: list[int], sums: tuple[int, ...]) -> bool:
    holds = np.zeros(len(system.thresholds), np.bool_)
    for p, total in zip(predicates, sums, strict=True):
        holds[p] = total >= system.thresholds[p]
    return all(clause_holds(program, holds) for program in programs)

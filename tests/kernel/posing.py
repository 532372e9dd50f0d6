"""Questions and nodes of the search, made from a small system."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from brute_force import Int, every_package, formula_holds, holding
from numpy.typing import NDArray

from detente.kernel.propagation import propagate
from detente.kernel.question import Question, pose
from detente.kernel.system import System

Bool = NDArray[np.bool_]
Small = NDArray[np.int8]


def asked(system: System, clause_on: Bool | None = None) -> Question:
    """Pose the question whether some package satisfies all clauses, or those that are on."""
    on = np.ones(len(system.clause_gate), np.bool_) if clause_on is None else clause_on
    return pose(
        system.offsets,
        system.tables,
        system.thresholds,
        system.allowed,
        system.code,
        system.clause_start,
        on,
    )


def satisfies(system: System, package: tuple[int, ...], clause_on: Bool | None = None) -> bool:
    """Tell by the reference whether a package satisfies all clauses, or those that are on."""
    holds = holding(system, package)
    code, start = system.code.tolist(), system.clause_start.tolist()
    on = [True] * len(system.clause_gate) if clause_on is None else clause_on.tolist()
    return all(formula_holds(code[start[c] : start[c + 1]], holds) for c, flag in enumerate(on) if flag)


def has_packages(system: System) -> bool:
    """Tell whether every issue has an allowed column: the search poses no other question."""
    return system.n_packages > 0


@dataclass
class Node:
    """A node of the search, some predicates decided, and the packages that it must keep."""

    question: Question
    passing: list[tuple[int, ...]]
    allowed: Bool
    required: Small
    truth: Small
    blame: Bool

    def propagate(self) -> bool:
        """Draw the cheap consequences in place."""
        return bool(propagate(self.question, self.allowed, self.required, self.truth, self.blame))


def node(system: System, rng: np.random.Generator, *, decide: float = 0.0) -> Node:
    """Make a node in which each open predicate was decided with chance ``decide``."""
    question = asked(system)
    required = question.root.copy()
    for p in question.relevant:
        if required[p] == 0 and rng.random() < decide:
            required[p] = rng.choice([-1, 1])
    decided = np.flatnonzero(required)
    passing = [
        x
        for x in every_package(system)
        if satisfies(system, x) and all(holding(system, x)[p] == (required[p] == 1) for p in decided)
    ]
    n = len(system.thresholds)
    return Node(
        question, passing, system.allowed.copy(), required, np.zeros(n, np.int8), np.zeros(n, np.bool_)
    )


def columns_of(packages: list[tuple[int, ...]]) -> Int:
    """Return the columns that some of the packages use."""
    return np.array(sorted({c for package in packages for c in package}), np.int64)

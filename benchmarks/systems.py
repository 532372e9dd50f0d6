"""Systems to measure on: random bargains of any size, and the reference case."""

from __future__ import annotations

import numpy as np

import detente
from detente.ensemble.sampling import draw_values
from detente.kernel.system import PRED, System
from detente.model.blueprint import Blueprint
from detente.model.tables import Tables, fill_tables


def random_bargain(n_issues: int, n_predicates: int, n_gates: int = 5) -> System:
    """Return a system whose every predicate is passed by somewhat less than half of all packages.

    Four options to an issue; as many predicates to each gate as to any other, about.
    """
    rng = np.random.default_rng(n_issues)
    points = np.round(rng.normal(size=(n_predicates, 4 * n_issues)) * 2**20).astype(np.int64)
    return System(
        offsets=np.arange(0, 4 * n_issues + 1, 4),
        tables=points,
        thresholds=points.sum(axis=1) // 4 + 2**17,
        allowed=np.ones(4 * n_issues, np.bool_),
        code=np.array([x for p in range(n_predicates) for x in (PRED, p)]),
        clause_start=np.arange(0, 2 * n_predicates + 1, 2),
        clause_gate=np.arange(n_predicates) * n_gates // n_predicates,
        n_gates=n_gates,
    )


def reference_tables(draws: int) -> Tables:
    """Return the tables of the first draws of the reference case."""
    blueprint = Blueprint(detente.load("us-russia"))
    return fill_tables(blueprint, draw_values(blueprint.quantities, 0, 0, draws, blueprint.correlations))

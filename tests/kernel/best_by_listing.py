"""The best packages of a small system, by looking at every one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from brute_force import Int, every_package
from numpy.typing import NDArray
from posing import satisfies

from detente.kernel.system import System

Bool = NDArray[np.bool_]
Package = tuple[int, ...]
Conditions = Sequence[tuple[Int, int]]


def all_on(system: System) -> Bool:
    """Ask for all clauses."""
    return np.ones(len(system.clause_gate), np.bool_)


def sums(rows: Int, package: Sequence[int]) -> tuple[int, ...]:
    """Add up each row over a package, in Python's own integers."""
    return tuple(sum(row[c] for c in package) for row in rows.tolist())


def passing(
    system: System, clause_on: Bool | None = None, allowed: Bool | None = None, at_least: Conditions = ()
) -> list[Package]:
    """List the packages that satisfy the clauses that are on and further rows."""
    narrowed = system if allowed is None else system.restricted(allowed)
    return [
        x
        for x in every_package(narrowed)
        if satisfies(system, x, clause_on)
        and all(sum(row.tolist()[c] for c in x) >= goal for row, goal in at_least)
    ]


def dominates(a: Sequence[int], b: Sequence[int]) -> bool:
    """Tell whether a point is nowhere below another and somewhere above."""
    return all(x >= y for x, y in zip(a, b, strict=True)) and tuple(a) != tuple(b)


def beats(a: Sequence[int], b: Sequence[int]) -> bool:
    """Tell whether a point is above another everywhere."""
    return all(x > y for x, y in zip(a, b, strict=True))


def frontier(points: set[tuple[int, ...]], *, weak: bool = False) -> list[tuple[int, ...]]:
    """Return the Pareto-optimal points in descending order."""
    worse = beats if weak else dominates
    return sorted((p for p in points if not any(worse(q, p) for q in points)), reverse=True)


def random_rows(rng: np.random.Generator, system: System, k: int, *, spread: int = 8) -> Int:
    """Return ``k`` rows of small points, with ties."""
    return rng.integers(-spread, spread + 1, (k, len(system.allowed)))


def random_conditions(rng: np.random.Generator, system: System, passed: list[Package]) -> Conditions:
    """Return up to two further conditions, each on the edge of some package or out of reach."""
    conditions = []
    for row in random_rows(rng, system, int(rng.integers(3))):
        base = passed[int(rng.integers(len(passed)))] if passed else None
        goal = 0 if base is None else sums(row[None], base)[0]
        conditions.append((row, goal + int(rng.integers(0, 2)) * int(rng.random() < 0.2) * 100))
    return conditions


def moved(system: System, rows: Int, seed: int) -> tuple[System, Int, list[int]]:
    """Return the system with its issues in another order, the rows to match, and the order."""
    order = np.random.default_rng(seed).permutation(system.n_issues)
    starts = system.offsets
    columns = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in order])
    sizes = np.diff(starts)[order]
    changed = System(
        **{
            **vars(system),
            "offsets": np.cumsum([0, *sizes], dtype=np.int64),
            "tables": np.ascontiguousarray(system.tables[:, columns]),
            "allowed": system.allowed[columns],
        }
    )
    return changed, np.ascontiguousarray(rows[:, columns]), order.tolist()

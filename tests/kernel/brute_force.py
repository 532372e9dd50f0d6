"""The reference for every kernel: list all packages of a small system and look at each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

settings.register_profile("kernel", deadline=None)  # the first example pays for compilation
settings.load_profile("kernel")

Int = NDArray[np.int64]


def every_package(system: System) -> Iterator[tuple[int, ...]]:
    """Yield each package as the columns it is made of, in lexicographic order."""
    ends = zip(system.offsets[:-1].tolist(), system.offsets[1:].tolist(), strict=True)
    yield from itertools.product(*([c for c in range(a, b) if system.allowed[c]] for a, b in ends))


def holding(system: System, package: tuple[int, ...]) -> list[bool]:
    """Tell for each predicate whether it holds, in Python's own integers."""
    table = system.tables.tolist()
    return [
        sum(table[p][c] for c in package) >= threshold
        for p, threshold in enumerate(system.thresholds.tolist())
    ]


def formula_holds(program: list[int], holds: list[bool]) -> bool:
    """Evaluate a postfix program with plain lists."""
    stack: list[bool] = []
    rest = list(program)
    while rest:
        op = rest.pop(0)
        if op == PRED:
            stack.append(holds[rest.pop(0)])
        elif op == NOT:
            stack.append(not stack.pop())
        else:
            n = rest.pop(0)
            parts = [stack.pop() for _ in range(n)][::-1]
            if op == QUOTA:
                quota, weights, rest = rest[0], rest[1 : 1 + n], rest[1 + n :]
                parts_hold = sum(w for w, part in zip(weights, parts, strict=True) if part) >= quota
                stack.append(parts_hold)
            else:
                stack.append(all(parts) if op == AND else any(parts))
    (answer,) = stack
    return answer


def gates_passed(system: System, package: tuple[int, ...]) -> int:
    """Return how many gates a package passes: the gate of the first clause that it fails."""
    holds = holding(system, package)
    code, start = system.code.tolist(), system.clause_start.tolist()
    for c, gate in enumerate(system.clause_gate.tolist()):
        if not formula_holds(code[start[c] : start[c + 1]], holds):
            return int(gate)
    return system.n_gates


def surviving(system: System, gate: int) -> list[tuple[int, ...]]:
    """List the packages that pass ``gate``."""
    return [x for x in every_package(system) if gates_passed(system, x) > gate]


def brute_counts(system: System) -> tuple[int, ...]:
    """Count the packages that pass each gate."""
    passed = [gates_passed(system, x) for x in every_package(system)]
    return tuple(sum(n > gate for n in passed) for gate in range(system.n_gates))


def make_system(
    sizes: list[int],
    tables: Int,
    thresholds: list[int],
    clauses: list[tuple[int, list[int]]],
    n_gates: int,
    allowed: list[bool] | None = None,
) -> System:
    """Build a system from issue sizes and (gate, program) pairs."""
    ordered = sorted(clauses, key=lambda clause: clause[0])
    n_columns = sum(sizes)
    return System(
        offsets=np.cumsum([0, *sizes], dtype=np.int64),
        tables=np.asarray(tables, np.int64).reshape(len(thresholds), n_columns),
        thresholds=np.array(thresholds, np.int64),
        allowed=np.array([True] * n_columns if allowed is None else allowed, np.bool_),
        code=np.array([x for _, program in ordered for x in program], np.int64),
        clause_start=np.cumsum([0, *(len(program) for _, program in ordered)], dtype=np.int64),
        clause_gate=np.array([gate for gate, _ in ordered], np.int64),
        n_gates=n_gates,
    )


def random_program(rng: np.random.Generator, n_predicates: int, depth: int = 2) -> list[int]:
    """Return a random formula: a predicate, or a connective over up to four formulas."""
    op = int(rng.choice([PRED, PRED, AND, OR, NOT, QUOTA])) if depth else PRED
    if op == PRED:
        return [PRED, int(rng.integers(n_predicates))]
    if op == NOT:
        return [*random_program(rng, n_predicates, depth - 1), NOT]
    n = int(rng.integers(0 if rng.random() < 0.1 else 1, 5))
    parts = [x for _ in range(n) for x in random_program(rng, n_predicates, depth - 1)]
    if op in (AND, OR):
        return [*parts, op, n]
    weights = rng.integers(-1, 5, n).tolist()
    return [*parts, QUOTA, n, int(rng.integers(-1, sum(weights) + 2 if sum(weights) > 0 else 2)), *weights]


def random_tables(rng: np.random.Generator, sizes: list[int], n_predicates: int) -> tuple[Int, list[int]]:
    """Return tables and thresholds: coarse points with ties, and some guards."""
    tables = rng.integers(-6, 7, (n_predicates, sum(sizes)))
    thresholds = []
    for p in range(n_predicates):
        if rng.random() < 0.25:
            tables[p] = np.where(rng.random(sum(sizes)) < rng.random(), -1, 0)
            thresholds.append(0)
        else:
            tables[p] *= rng.random(sum(sizes)) < 0.8
            one = [int(rng.integers(n)) for n in sizes]  # a package that stands on the threshold
            starts = np.cumsum([0, *sizes[:-1]]).astype(np.int64) if sizes else []
            thresholds.append(int(sum(tables[p, a + o] for a, o in zip(starts, one, strict=True))))
    return tables, thresholds


def random_clause(rng: np.random.Generator, n_predicates: int) -> list[int]:
    """Return a plain predicate, a guarded one, or any formula."""
    kind = rng.random()
    if kind < 0.4:
        return [PRED, int(rng.integers(n_predicates))]
    if kind < 0.6:
        guard, needed = rng.integers(n_predicates, size=2).tolist()
        return [PRED, guard, PRED, needed, OR, 2]
    return random_program(rng, n_predicates)


def random_system(
    rng: np.random.Generator,
    *,
    max_issues: int = 6,
    max_options: int = 4,
    max_predicates: int = 6,
    max_clauses: int = 6,
    max_gates: int = 4,
) -> System:
    """Return a random system with ties, guards, single options and options not allowed."""
    sizes = rng.integers(1, max_options + 1, rng.integers(1, max_issues + 1)).tolist()
    n_predicates = int(rng.integers(1, max_predicates + 1))
    n_gates = int(rng.integers(1, max_gates + 1))
    tables, thresholds = random_tables(rng, sizes, n_predicates)
    clauses = [
        (int(rng.integers(n_gates)), random_clause(rng, n_predicates))
        for _ in range(rng.integers(max_clauses + 1))
    ]
    allowed = rng.random(sum(sizes)) < (0.85 if rng.random() < 0.5 else 1.0)
    if rng.random() < 0.95:
        for start in np.cumsum([0, *sizes[:-1]]):
            allowed[start] = True
    return make_system(sizes, tables, thresholds, clauses, n_gates, allowed.tolist())


def bargain(
    rng: np.random.Generator,
    sizes: list[int],
    *,
    n_plain: int = 4,
    n_guarded: int = 4,
    n_gates: int = 3,
    strictness: float = 0.5,
) -> System:
    """Return a system of the shape that dossiers give: parties' points and guarded ratifiers.

    ``strictness`` is how many standard deviations above even odds the thresholds lie.
    """
    n_columns = sum(sizes)
    points = np.round(rng.normal(size=(n_plain + n_guarded, n_columns)) * 10 * 2**20).astype(np.int64)
    points[:, np.cumsum([0, *sizes[:-1]])] = 0
    guards = np.zeros((n_guarded, n_columns), np.int64)
    for g in range(n_guarded):
        for i in rng.choice(len(sizes), max(1, len(sizes) // 3), replace=False):
            guards[g, sum(sizes[:i]) + 1 : sum(sizes[: i + 1])] = -1
    spread = 10 * 2**20 * np.sqrt(len(sizes))
    thresholds = np.round(spread * strictness * rng.uniform(0, 2, n_plain + n_guarded)).astype(np.int64)
    plain = [(p * n_gates // n_plain, [PRED, p]) for p in range(n_plain)]
    guarded = [
        (g * n_gates // n_guarded, [PRED, n_plain + n_guarded + g, PRED, n_plain + g, OR, 2])
        for g in range(n_guarded)
    ]
    return make_system(
        sizes,
        np.concatenate([points, guards]),
        [*thresholds.tolist(), *[0] * n_guarded],
        plain + guarded,
        n_gates,
    )


def systems(**sizes: int) -> st.SearchStrategy[System]:
    """Return a strategy of random systems; keywords as for :func:`random_system`."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_system(np.random.default_rng(seed), **sizes))

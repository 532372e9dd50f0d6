"""What is measured. Each section runs in a process of its own, so that memory is its own too."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray
from systems import random_bargain, reference_tables

import detente
from detente.ensemble.sampling import draw_generator
from detente.kernel.counting import count_gates, count_or_estimate
from detente.kernel.depth_first import count_gates_depth_first
from detente.kernel.formula import clause_holds, predicates_hold
from detente.kernel.merging import merged
from detente.kernel.reduction import reduced
from detente.kernel.searching import find_package
from detente.kernel.splitting import split
from detente.kernel.tilting import estimate_counts

CASE = "us-russia"
BY_SIZE = {"10^6": (10, 8), "10^9": (15, 10), "10^12": (20, 10)}


class Figure(NamedTuple):
    """One measured number."""

    name: str
    value: float
    unit: str


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """Return the least time of several repeats."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def draws(workers: int, quick: bool) -> Iterator[Figure]:
    """Judge the draws of the reference case, without counting packages."""
    dossier = detente.load(CASE)
    detente.run(dossier, draws=2, counted=0, workers=1)
    n = 32 if quick else 128
    taken = seconds(lambda: detente.run(dossier, draws=n, counted=0, workers=workers))
    yield Figure(f"draws judged, {workers} worker{'s' * (workers > 1)}", n / taken, "draws/s")


def lenses(quick: bool) -> Iterator[Figure]:
    """Ask each lens about the reference case, choice of packages included, and cut one into stages."""
    dossier = detente.load(CASE)
    n = 100 if quick else 1000
    relief = {"sanctions-relief": "staged", "donbas": "withdrawal"}
    successors = {key: detente.load(CASE, successor=key) for key in dossier.successors}
    asked: dict[str, Callable[[int], object]] = {
        "leverage": lambda draws: detente.leverage(dossier, draws=draws),
        "ratification": lambda draws: detente.ratification(dossier, successors=successors, draws=draws),
        "trust": lambda draws: detente.trust(dossier, draws=draws),
        "third parties": lambda draws: detente.third_parties(dossier, draws=draws),
        "a staged plan": lambda draws: detente.staged_plan(dossier, relief, draws=draws),
    }
    total = 0.0
    for name, ask in asked.items():
        ask(2)
        taken = seconds(lambda ask=ask: ask(n))  # type: ignore[misc]
        total += taken
        yield Figure(f"{name}, {n} draws", taken, "s")
    yield Figure(f"all of them, {n} draws", total, "s")


def estimates(quick: bool) -> Iterator[Figure]:
    """Count or estimate the packages of the reference case at every gate."""
    n = 8 if quick else 40
    tables = reference_tables(n)
    rngs = [draw_generator("count", 0, d) for d in range(n)]
    small = reduced(tables.common_system(0))
    start = merged(small.core, 2)
    count_or_estimate(tables.common_system(0), np.random.default_rng(0))
    split(small.core, start, 2, np.random.default_rng(0), particles=10)
    times, methods, errors = [], Counter[str](), []
    for d in range(n):
        began = time.perf_counter()
        found = count_or_estimate(tables.common_system(d), rngs[d])
        times.append(time.perf_counter() - began)
        methods.update(e.method for e in found)
        errors += [e.relative_standard_error for e in found if e.relative_standard_error is not None]
    yield Figure("counts of a draw, all gates, mean", 1e3 * float(np.mean(times)), "ms")
    yield Figure("counts of a draw, all gates, median", 1e3 * float(np.median(times)), "ms")
    for method, number in sorted(methods.items()):
        yield Figure(f"gates by {method}", 100 * number / methods.total(), "%")
    yield Figure("relative standard error, median", 100 * float(np.median(errors)), "%")
    yield Figure("relative standard error, largest", 100 * max(errors), "%")
    taken = seconds(lambda: split(small.core, start, 2, np.random.default_rng(1)))
    yield Figure("splitting alone, last three gates", 1e3 * taken, "ms")


@nb.njit(cache=True, nogil=True)
def _one_by_one(
    offsets: NDArray[np.int64],
    tables: NDArray[np.int64],
    thresholds: NDArray[np.int64],
    code: NDArray[np.int64],
    clause_start: NDArray[np.int64],
    first: int,
    last: int,
) -> int:
    """Judge each package by itself, as the reference for counting does; return how many pass."""
    columns = np.empty(len(offsets) - 1, np.int64)
    passed = 0
    for number in range(first, last):
        rest = number
        for i in range(len(columns)):
            size = offsets[i + 1] - offsets[i]
            columns[i] = offsets[i] + rest % size
            rest //= size
        holds = predicates_hold(tables, thresholds, columns)
        good = True
        for c in range(len(clause_start) - 1):
            good = good and clause_holds(code[clause_start[c] : clause_start[c + 1]], holds)
        passed += good
    return passed


def kernels(quick: bool) -> Iterator[Figure]:
    """Packages counted and nodes visited a second."""
    system = random_bargain(*BY_SIZE["10^6"])
    arrays = (system.offsets, system.tables, system.thresholds, system.code, system.clause_start)
    _one_by_one(*arrays, 0, 10)
    count_gates(system)
    count_gates_depth_first(system, 10)
    plain = 100_000 if quick else 1_000_000
    yield Figure(
        "one by one (the reference)", plain / seconds(lambda: _one_by_one(*arrays, 0, plain)), "packages/s"
    )
    yield Figure(
        "bitsets, 10^6 packages", system.n_packages / seconds(lambda: count_gates(system), 10), "packages/s"
    )
    large = random_bargain(*BY_SIZE["10^9"])
    yield Figure(
        "bitsets, 10^9 packages", large.n_packages / seconds(lambda: count_gates(large), 3), "packages/s"
    )
    budget = 200_000 if quick else 1_000_000
    wide = random_bargain(45, 40)
    visited = seconds(lambda: count_gates_depth_first(wide, budget))
    yield Figure("depth first, 45 issues", budget / visited, "nodes/s")
    whole = random_bargain(8, 8)
    settled = seconds(lambda: count_gates_depth_first(whole, 10**9), 3)
    yield Figure("depth first, 65 536 packages", whole.n_packages / settled, "packages/s")
    yield from _searching(4 if quick else 20)
    estimate_counts(wide, np.random.default_rng(0), samples=10)
    taken = seconds(lambda: estimate_counts(wide, np.random.default_rng(0)))
    yield Figure("tilted estimate, 10^27 packages", 1e3 * taken, "ms")


def _searching(n: int) -> Iterator[Figure]:
    """Ask in each draw of the reference case whether any package passes all gates."""
    tables = reference_tables(n)
    every = np.ones(len(tables.common_system(0).clause_gate), np.bool_)
    find_package(tables.common_system(0), clause_on=every)
    nodes = 0
    began = time.perf_counter()
    for d in range(n):
        nodes += find_package(tables.common_system(d), clause_on=every).nodes
    taken = time.perf_counter() - began
    yield Figure("searching, all gates of the reference case", nodes / taken, "nodes/s")
    yield Figure("searching, one question", 1e3 * taken / n, "ms")


def memory(size: str, quick: bool, workers: int = 1) -> Iterator[Figure]:
    """Do the work whose peak memory is asked for; tell how long counting takes."""
    if size == "nothing":
        return
    if size == "reference case":
        detente.run(detente.load(CASE), draws=8 if quick else 64, counted=4, workers=1)
        return
    system = random_bargain(*BY_SIZE[size])
    taken = seconds(lambda: count_gates(system, limit=10**13, workers=workers))
    by = f"{workers} worker{'s' * (workers > 1)}"
    yield Figure(f"counting {size} packages by {by}, code loaded in passing", taken, "s")


#: Name of each section, and whether a quick run has it.
SECTIONS: dict[str, tuple[Callable[[bool], Iterator[Figure]], bool]] = {
    "draws, 1 worker": (lambda quick: draws(1, quick), True),
    "draws, 2 workers": (lambda quick: draws(2, quick), True),
    "lenses": (lenses, True),
    "estimates": (estimates, True),
    "kernels": (kernels, True),
    "memory, nothing": (lambda quick: memory("nothing", quick), True),
    "memory, 10^6": (lambda quick: memory("10^6", quick), True),
    "memory, 10^9": (lambda quick: memory("10^9", quick), True),
    "memory, 10^12": (lambda quick: memory("10^12", quick), False),
    "memory, 10^12, 2 workers": (lambda quick: memory("10^12", quick, workers=2), False),
    "memory, reference case": (lambda quick: memory("reference case", quick), True),
}

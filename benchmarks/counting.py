"""How fast packages are counted: run ``python benchmarks/counting.py [--large]``.

Systems are random: four options to an issue, one additive condition per predicate, two
predicates to a gate. ``--large`` adds 10^12 packages, which take one to three minutes.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from detente.kernel.counting import count_gates
from detente.kernel.depth_first import count_gates_depth_first
from detente.kernel.system import PRED, System
from detente.kernel.tilting import estimate_counts


def random_bargain(n_issues: int, n_predicates: int, n_gates: int = 5) -> System:
    """Return a system whose every predicate is passed by somewhat less than half of all packages."""
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


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def time_counting(name: str, system: System, repeats: int) -> None:
    before = peak_megabytes()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        counts = count_gates(system, limit=10**13)
        seconds.append(time.perf_counter() - start)
    best = min(seconds)
    print(
        f"{name}: {system.n_packages:.3g} packages, {len(system.thresholds)} predicates, "
        f"{system.n_gates} gates: {best * 1e3:.2f} ms, {system.n_packages / best:.3g} packages/s, "
        f"peak memory {peak_megabytes():.0f} MB (+{peak_megabytes() - before:.0f} MB); {counts}",
        flush=True,
    )


def time_other_routes(system: System) -> None:
    start = time.perf_counter()
    count_gates_depth_first(system, 200_000)
    rate = 200_000 / (time.perf_counter() - start)
    print(f"depth first: {rate:.3g} nodes/s ({len(system.thresholds)} predicates)")
    start = time.perf_counter()
    estimate_counts(system, np.random.default_rng(0))
    print(f"estimate at {system.n_packages:.2g} packages: {(time.perf_counter() - start) * 1e3:.1f} ms")


def main() -> None:
    start = time.perf_counter()
    count_gates(random_bargain(3, 2))
    print(f"first call, compilation or its cache: {time.perf_counter() - start:.1f} s")
    count_gates_depth_first(random_bargain(3, 2), 10)
    estimate_counts(random_bargain(3, 2), np.random.default_rng(0))
    time_counting("10^6", random_bargain(10, 8), 20)
    time_counting("10^9", random_bargain(15, 10), 5)
    if "--large" in sys.argv:
        time_counting("10^12", random_bargain(20, 10), 1)
    else:
        print("10^12: skipped, it takes one to three minutes; ask for it with --large")
    time_other_routes(random_bargain(45, 40))


if __name__ == "__main__":
    main()

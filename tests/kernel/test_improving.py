"""Improved packages still pass, gain, and cannot be bettered by one or two changes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from best_by_listing import passing, random_rows, sums
from brute_force import bargain, make_system, random_system
from posing import asked

from detente.kernel.improving import improve
from detente.kernel.system import PRED, System


def with_rows(system: System, rows: np.ndarray) -> System:
    """Add rows as conditions that every package meets."""
    start = system.clause_start.tolist()
    programs = [(0, system.code[a:b].tolist()) for a, b in itertools.pairwise(start)]
    n = len(system.thresholds)
    return make_system(
        np.diff(system.offsets).tolist(),
        np.concatenate([system.tables, rows]),
        [*system.thresholds.tolist(), *[-1000] * len(rows)],
        [*programs, *((0, [PRED, n + k]) for k in range(len(rows)))],
        1,
        system.allowed.tolist(),
    )


@pytest.mark.parametrize("seed", range(120))
def test_no_change_of_one_or_two_issues_helps_any_more(seed: int) -> None:
    """The least scaled gain never falls, and no package within two changes has more."""
    rng = np.random.default_rng(seed)
    k = int(rng.integers(1, 4))
    base = random_system(rng, max_issues=5)
    rows = random_rows(rng, base, k)
    system = with_rows(base, rows)
    found = passing(system)
    if not found:
        return
    floors, scales = rng.integers(-3, 4, k).astype(float), rng.integers(1, 5, k).astype(float)

    def gain(x: tuple[int, ...]) -> float:
        return min(m * (s - f) for m, s, f in zip(scales, sums(rows, x), floors, strict=True))

    start = found[int(rng.integers(len(found)))]
    package = np.array(start, np.int64)
    numbers = len(base.thresholds) + np.arange(k)
    improve(asked(system), numbers, floors, scales, system.allowed, package)
    better = tuple(package.tolist())
    assert better in found
    assert gain(better) >= gain(start)
    near = [x for x in found if sum(a != b for a, b in zip(x, better, strict=True)) <= 2]
    assert gain(better) == max(gain(x) for x in near)


def test_barred_columns_stay_barred() -> None:
    """Only columns allowed to the improvement are taken."""
    system = bargain(np.random.default_rng(0), [3] * 6, strictness=-3)
    allowed = np.zeros(18, np.bool_)
    allowed[::3] = True
    package = np.arange(0, 18, 3)
    improve(asked(system), np.array([0]), np.zeros(1), np.ones(1), allowed, package)
    assert package.tolist() == list(range(0, 18, 3))

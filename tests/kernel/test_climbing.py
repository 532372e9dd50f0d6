"""Climbing by differences against climbing by trying every neighbour afresh."""

from __future__ import annotations

import numpy as np
import pytest
from brute_force import bargain, random_system
from numpy.typing import NDArray

from detente.kernel.climbing import PASS, climb, make_climb
from detente.kernel.passing import pass_counts
from detente.kernel.system import System

Int = NDArray[np.int64]
Sample = tuple[Int, Int, NDArray[np.bool_]]


def sample_of(system: System, rng: np.random.Generator, draws: int = 12) -> Sample:
    """Return draws whose tables differ a little from the system's."""
    shape = (draws, *system.tables.shape)
    moved = system.tables + rng.integers(-2, 3, shape) * (system.tables != 0)
    allowed = np.stack([system.allowed] * draws) & (rng.random((draws, len(system.allowed))) < 0.97)
    return moved, np.stack([system.thresholds] * draws), allowed


def plain_climb(system: System, sample: Sample, size: Int, package: Int) -> Int:
    """Climb by judging every package that differs in one issue from the start."""

    def worth(packages: Int) -> Int:
        passes = pass_counts(
            *sample, system.code, system.clause_start, system.clause_gate, system.n_gates, packages
        )
        value: Int = PASS * passes[:, -1] - size[packages].sum(axis=1)
        return value

    best = int(worth(package[None])[0])
    for _ in range(len(package)):
        rows = []
        for g in range(system.n_issues):
            for c in range(system.offsets[g], system.offsets[g + 1]):
                rows.append(np.where(np.arange(system.n_issues) == g, c, package))
        values = worth(np.array(rows, np.int64))
        if values.max() <= best:
            break
        best, package = int(values.max()), rows[int(values.argmax())]
    return package


@pytest.mark.parametrize("seed", range(16))
def test_the_same_summit(seed: int) -> None:
    """Random rules and bargains, with options missing in some draws: step by step the same climb."""
    rng = np.random.default_rng(seed)
    system = random_system(rng, max_issues=6) if seed % 2 else bargain(rng, [3, 2, 4, 3, 2], strictness=0.2)
    sample = sample_of(system, rng)
    size = rng.integers(0, 2, len(system.allowed))
    at = make_climb(system.offsets, *sample, system.code, system.clause_start, size)
    for _ in range(5):
        start = rng.integers(system.offsets[:-1], system.offsets[1:])
        before = start.copy()
        assert (climb(at, start) == plain_climb(system, sample, size, start)).all()
        assert (start == before).all()


def test_what_carries_nothing_is_taken_off() -> None:
    """Where every package passes, the climb ends at the smallest."""
    tables = np.zeros((2, 1, 4), np.int64)
    size = np.array([0, 1, 0, 1])
    at = make_climb(
        np.array([0, 2, 4]),
        tables,
        np.zeros((2, 1), np.int64),
        np.ones((2, 4), np.bool_),
        np.array([0, 0]),
        np.array([0, 2]),
        size,
    )
    assert climb(at, np.array([1, 3])).tolist() == [0, 2]

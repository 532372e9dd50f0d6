"""Two halves that together hold every package once, with members that are alike side by side."""

from __future__ import annotations

import numpy as np
import pytest
from brute_force import bargain, every_package, systems
from hypothesis import given, settings
from numpy.typing import NDArray

from detente.kernel.bitsets import BATCH, BLOCK
from detente.kernel.halving import Halves, halved
from detente.kernel.reduction import reduced
from detente.kernel.system import System

Int = NDArray[np.int64]


def members_of_a(halves: Halves) -> Int:
    """Put the sums of half A back in the order of its members, shape (n_predicates, n_members)."""
    sums = np.empty_like(halves.minus_sums)
    np.put_along_axis(sums, halves.order.astype(np.int64), -halves.minus_sums, axis=2)
    return sums.reshape(len(sums), sums.shape[1] * BLOCK)[:, : halves.n_members]


@settings(max_examples=100)
@given(systems(max_issues=4))
def test_the_halves_make_every_package(system: System) -> None:
    """Sums of both halves add up to those of all packages, with thresholds taken off."""
    core = reduced(system).core
    halves = halved(core)
    met = members_of_a(halves)[:, :, None] + halves.slack[:, None, :]
    assert met.size == core.n_packages * len(core.thresholds)
    listed = [core.tables[:, x].sum(axis=1) - core.thresholds for x in every_package(core)]
    expected = np.array(listed).reshape(core.n_packages, len(core.thresholds)).tolist()
    assert sorted(met.reshape(len(met), core.n_packages).T.tolist()) == sorted(expected)


def test_blocks_ascend() -> None:
    """Within a block every predicate has its own ascending order, a permutation of 512 places."""
    halves = halved(reduced(bargain(np.random.default_rng(0), [4] * 12)).core)
    assert (np.diff(halves.minus_sums, axis=2) >= 0).all()
    assert (np.sort(halves.order, axis=2) == np.arange(BLOCK)).all()


@pytest.mark.parametrize("n_issues", [14, 16])
def test_members_in_a_block_and_in_a_batch_are_alike(n_issues: int) -> None:
    """Sums of the first clause's predicate spread far less within blocks and batches than over all."""
    core = reduced(bargain(np.random.default_rng(1), [4] * n_issues, n_guarded=0)).core
    halves = halved(core)
    p = int(core.code[1])
    sums = -halves.minus_sums[p]
    assert np.median(np.ptp(sums, axis=1)) < np.ptp(sums) / 2
    batches = halves.slack[p][: len(halves.slack[p]) // BATCH * BATCH].reshape(-1, BATCH)
    assert np.median(np.ptp(batches, axis=1)) < np.ptp(batches) / 3


def test_small_halves_keep_their_order() -> None:
    """Where A has few blocks sorting would not pay, and members stay in the order of the choices."""
    core = reduced(bargain(np.random.default_rng(2), [4] * 8)).core
    halves = halved(core)
    sums = members_of_a(halves)
    assert halves.n_members * halves.slack.shape[1] == core.n_packages
    for at, column in ((0, core.offsets[:-1]), (-1, core.offsets[1:] - 1)):
        expected = core.tables[:, column].sum(axis=1) - core.thresholds
        assert (sums[:, at] + halves.slack[:, at] == expected).all()

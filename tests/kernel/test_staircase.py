"""Unions of shifted staircases, held to a filter of all their points."""

from __future__ import annotations

import numpy as np
from frontiers import SEEDS
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.dominance import nondominated
from detente.kernel.staircase import union_of_shifted


@given(SEEDS, st.booleans())
def test_the_union_is_the_frontier_of_all_points(seed: int, weak: bool) -> None:
    """Merging in pairs keeps exactly what a filter of everything keeps."""
    rng = np.random.default_rng(seed)
    stairs = [
        nondominated(rng.integers(-4, 5, (int(rng.integers(0, 6)), 2)), weak=weak)
        for _ in range(int(rng.integers(1, 7)))
    ]
    shift = rng.integers(-3, 4, (len(stairs), 2))
    edge = np.cumsum([0, *map(len, stairs)])
    found = union_of_shifted(np.concatenate(stairs), edge[:-1], edge[1:], shift, weak)
    everything = np.concatenate([s + d for s, d in zip(stairs, shift, strict=True)])
    assert np.array_equal(found, nondominated(everything, weak=weak))

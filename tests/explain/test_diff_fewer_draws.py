"""Attribution on some of the draws."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.explain.attribution import shapley
from detente.explain.diff_fewer_draws import BATCHES, batch_counts, draws_for, scaled_up
from detente.model.predicate import GATES

N = len(GATES)


def test_shared_by_the_kinds_that_need_it() -> None:
    """All if there are few, the more kinds the fewer each, never less than 100."""
    assert [draws_for(n, 1) for n in (50, 400, 1000)] == [50, 400, 400]
    assert [draws_for(1000, kinds) for kinds in (2, 4, 15)] == [200, 100, 100]


def test_counts_of_batches() -> None:
    """First all, then the batches, which add up to all."""
    depths = np.random.default_rng(0).integers(0, N + 1, 107)
    counts = np.array(batch_counts(depths)).reshape(1 + BATCHES, N)
    assert [int((depths > gate).sum()) for gate in range(N)] == counts[0].tolist()
    assert counts[1:].sum(axis=0).tolist() == counts[0].tolist()


def test_values_add_up_and_margins_cover() -> None:
    """Two causes that need each other in some draws: near the values of all draws in most of 60 samples."""
    generator = np.random.default_rng(1)
    outside = []
    for _ in range(60):
        # Gates passed with none, with either and with both of the changes, draw by draw.
        alone = generator.random((2, 1000)) < [[0.3], [0.1]]
        both = alone.any(axis=0) | (generator.random(1000) < 0.2)
        worth = {frozenset(): np.zeros(1000, int), frozenset("ab"): both * N}
        worth |= {frozenset(key): row * N for key, row in zip("ab", alone, strict=True)}
        exact = shapley("ab", lambda s, w=worth: batch_counts(w[s])[:N])
        part = shapley("ab", lambda s, w=worth: batch_counts(w[s][:200]))
        found = scaled_up(part, [int(both.sum())] * N, judged=200, draws=1000)
        assert found.margins is not None
        assert sum(found.values[key][0] for key in "ab") == both.sum()
        outside += [abs(found.values[k][0] - exact.values[k][0]) > found.margins[k][0] for k in "ab"]
    assert np.mean(outside) <= 0.08


def test_what_the_first_draws_do_not_show_is_in_the_margins() -> None:
    """A movement in later draws alone is shared alike, and as much may be off."""
    found = scaled_up(
        shapley("ab", lambda _: (0,) * (N + N * BATCHES)), [0, 6, 6, 6, 6], judged=100, draws=1000
    )
    assert found.values == {key: (Fraction(0), *[Fraction(3)] * 4) for key in "ab"}
    assert found.margins is not None
    assert found.margins["a"] == pytest.approx((0, 3, 3, 3, 3))


def test_margins_of_orders_are_scaled_as_well() -> None:
    """With sampled orders of four that need each other, margins are wider than by draws alone."""
    everything = frozenset("abcd")
    some = np.tile([N, 0], 100)

    def worth(chosen: frozenset[str]) -> tuple[int, ...]:
        return batch_counts(some * (len(chosen & frozenset("abc")) == 3 or chosen == everything))

    sampled = shapley("abcd", worth, most=1)
    found = scaled_up(sampled, [500] * N, judged=200, draws=1000)
    assert sampled.margins is not None
    assert found.margins is not None
    assert found.orders == sampled.orders
    assert all(found.margins[k][0] >= 5 * sampled.margins[k][0] for k in "abcd")

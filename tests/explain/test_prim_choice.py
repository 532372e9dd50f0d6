"""Which box is told, which limits stay, and boxes that were planted."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.explain.prim import Counted, counted, peeled, unlimited
from detente.explain.prim_choice import best_of, discovered, quasi_p, simplified, worth


def planted(seed: int, *, noise: float = 0.05, n: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """Eight inputs; hits in 85% of draws where the third is high and the sixth low, else few."""
    rng = np.random.default_rng(seed)
    x = rng.random((8, n))
    inside = (x[2] > 0.6) & (x[5] < 0.4)
    return x, rng.random(n) < np.where(inside, 0.85, noise)


@pytest.mark.parametrize(("noise", "seed"), list(itertools.product([0.02, 0.1, 0.3], [0, 1])))
def test_a_planted_box_is_recovered(noise: float, seed: int) -> None:
    """Both inputs are limited on the right side near the right place, and no other is."""
    x, y = planted(seed, noise=noise)
    found = discovered(x, y)
    assert found is not None
    assert found.box.limited == (2, 5)
    assert found.box.low[2] == pytest.approx(0.6, abs=0.08)
    assert found.box.high[5] == pytest.approx(0.4, abs=0.08)
    assert max(found.quasi_p.values()) < 1e-6
    assert counted(found.box, x, y).density > 0.75


def test_thresholds_do_not_depend_on_scales() -> None:
    """Stretched inputs give a box with the same draws."""
    x, y = planted(3)
    one, two = discovered(x, y), discovered(np.exp(3 * x), y)
    assert one is not None
    assert two is not None
    assert one.box.holds(x).tolist() == two.box.holds(np.exp(3 * x)).tolist()
    assert one.quasi_p == two.quasi_p


def test_noise_gives_mostly_nothing() -> None:
    """Where hits fall anywhere, no box is told in most cases, and never one of any worth."""
    found = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        x, y = rng.random((6, 500)), rng.random(500) < 0.3
        one = discovered(x, y)
        found.append(0.0 if one is None else worth(counted(one.box, x, y)))
    assert found.count(0.0) >= 3
    assert max(found) < 0.2


@pytest.mark.parametrize("hit", [False, True])
def test_nothing_to_discover(hit: bool) -> None:
    """An outcome that never or always occurs has no box."""
    assert discovered(np.random.default_rng(0).random((3, 50)), np.full(50, hit)) is None


def test_at_most_four_inputs() -> None:
    """Of seven inputs that all matter, four stay limited."""
    rng = np.random.default_rng(0)
    x = rng.random((7, 2000))
    y = rng.random(2000) < (x > 0.25).all(axis=0)
    found = discovered(x, y)
    assert found is not None
    assert len(found.box.limited) == 4


def test_the_trajectory_starts_with_all_draws() -> None:
    """And limits only inputs that matter; the chosen box is one of it."""
    x, y = planted(0)
    found = discovered(x, y)
    assert found is not None
    assert found.trajectory[0].limited == ()
    assert {k for box in found.trajectory for k in box.limited} <= {2, 5}
    assert 0 < found.chosen < len(found.trajectory)


def test_worth() -> None:
    """Coverage times the way to certainty; nothing where the outcome does not vary."""
    assert worth(Counted(draws=10, hits=8, all_draws=100, all_hits=20)) == pytest.approx(0.4 * 0.75)
    assert worth(Counted(draws=100, hits=20, all_draws=100, all_hits=20)) == 0.0
    assert worth(Counted(draws=20, hits=20, all_draws=100, all_hits=20)) == 1.0
    assert worth(Counted(draws=5, hits=0, all_draws=100, all_hits=0)) == 0.0
    assert worth(Counted(draws=5, hits=5, all_draws=100, all_hits=100)) == 0.0


def test_the_best_box_of_a_trajectory() -> None:
    """No other is worth more."""
    x, y = planted(1)
    boxes = peeled(x, y)
    values = [worth(counted(box, x, y)) for box in boxes]
    assert values[best_of(boxes, x, y)] == max(values)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_quasi_p_is_a_binomial_tail(seed: int) -> None:
    """As scipy's distribution has it."""
    rng = np.random.default_rng(seed)
    x, y = rng.random((2, 80)), rng.random(80) < 0.4
    box = unlimited(2).limiting(0, low=0.3).limiting(1, low=0.2, high=0.7)
    inside, without = counted(box, x, y), counted(box.freed(1), x, y)
    expected = stats.binom.sf(inside.hits - 1, inside.draws, without.density)
    assert quasi_p(box, 1, x, y) == pytest.approx(expected, rel=1e-9)
    low_only = stats.binom.sf(inside.hits - 1, inside.draws, counted(box.freed(1, ("low",)), x, y).density)
    assert quasi_p(box, 1, x, y, ("low",)) == pytest.approx(low_only, rel=1e-9)


def test_quasi_p_of_a_box_without_hits() -> None:
    """Nothing speaks for its limits."""
    x = np.array([[1.0, 2, 3]])
    assert quasi_p(unlimited(1).limiting(0, low=2.0), 0, x, np.array([True, False, False])) == 1.0


def test_limits_of_chance_are_dropped() -> None:
    """Each end by itself: the one that matters stays."""
    x, y = planted(0)
    box = unlimited(8).limiting(0, low=0.02).limiting(2, low=0.6, high=0.99).limiting(5, high=0.4)
    assert simplified(box, x, y).ends == ((2, "low"), (5, "high"))


def test_few_limits_are_left() -> None:
    """The one that matters least goes first."""
    x, y = planted(0)
    box = unlimited(8).limiting(2, low=0.6).limiting(5, high=0.4)
    worths = {k: worth(counted(box.freed(k), x, y)) for k in (2, 5)}
    kept = simplified(box, x, y, most=1).limited
    assert kept == (min(worths, key=lambda k: worths[k]),)

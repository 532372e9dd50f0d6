"""Draws from a mixture: weights are right, packages are told apart, and the same draws come again."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from brute_force import bargain, brute_counts, every_package, gates_passed, make_system
from numpy.typing import NDArray

from detente.kernel.reduction import reduced
from detente.kernel.sampling import Component, Mixture, Sample, draw
from detente.kernel.system import PRED, System


def odds_of(core: System, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return random odds, some of them 0, that add up to 1 in each issue."""
    n = core.tables.shape[1]
    odds = np.where(rng.random(n) < 0.8, rng.random(n), 0.0)
    odds[core.offsets[:-1]] += 0.1
    total: NDArray[np.float64] = np.repeat(np.add.reduceat(odds, core.offsets[:-1]), np.diff(core.offsets))
    return odds / total


def sampled(seed: int, first: int, even_draws: int = 2000) -> tuple[System, list[Component], Sample]:
    """Draw from even odds and two random components."""
    rng = np.random.default_rng(seed)
    core = reduced(bargain(rng, [3, 2, 12, 2, 3], n_guarded=2, strictness=0.2)).core
    sizes = np.diff(core.offsets)
    even = np.repeat(1.0 / sizes, sizes)
    components = [Component(probability=even, draws=even_draws)]
    components += [Component(probability=odds_of(core, rng), draws=1500) for _ in range(2)]
    return core, components, draw(core, components, np.random.default_rng(1), first)


def test_the_mean_weight_is_the_count() -> None:
    """For every gate the mean of the weights lies within four standard errors of the true count."""
    for seed in range(4):
        core, _, sample = sampled(seed, 0)
        for gate, count in enumerate(brute_counts(core)):
            log_mean, error, _ = sample.mean(gate)
            if count:
                assert abs(math.exp(log_mean) / count - 1) <= 4 * error + 1e-9
            else:
                assert sample.hits(gate) == 0


def test_weights_are_those_of_the_mixture() -> None:
    """Weights seen are minus the logarithms of mixture probabilities of packages that pass as much."""
    core, components, sample = sampled(1, 0)
    total = sum(c.draws for c in components)
    wanted: set[tuple[int, float]] = set()
    for package in every_package(core):
        chance = sum(c.draws / total * math.prod(c.probability[list(package)]) for c in components)
        wanted.add((gates_passed(core, package), round(-math.log(chance), 9)))
    seen = {(int(n), round(float(x), 9)) for n, x in zip(sample.passed, sample.log_weight, strict=True) if n}
    assert seen
    assert all(any(n == m and abs(x - y) < 2e-9 for m, y in wanted) for n, x in seen)


def test_distinct_packages_are_told_apart() -> None:
    """There are never more different packages than pass, and with many draws all are seen."""
    core, _, sample = sampled(2, 0, 20_000)
    for gate, count in enumerate(brute_counts(core)):
        assert sample.distinct(gate) <= count
    assert sample.distinct(0) == brute_counts(core)[0]


def test_a_later_first_gate_changes_nothing_from_there_on() -> None:
    """Leaving the weights of early gates out alters no later answer."""
    _, _, whole = sampled(3, 0)
    core, _, late = sampled(3, 1)
    assert (whole.passed == late.passed).all()
    for gate in range(1, core.n_gates):
        assert (whole.mean(gate), whole.distinct(gate)) == (late.mean(gate), late.distinct(gate))
    assert Counter(late.log_weight[late.passed <= 1].tolist()) == {0.0: int((late.passed <= 1).sum())}


def test_draws_go_where_packages_pass() -> None:
    """Of two components the one that leads to passing packages gets most draws, the other its part."""
    system = make_system([2] * 12, np.array([[0, 1] * 12]), [11], [(0, [PRED, 0])], 1)
    good, bad = (Component(probability=np.tile([1 - p, p], 12), draws=1) for p in (0.9, 0.1))
    found = Mixture(system, [bad, good]).allotted(np.random.default_rng(0), 0, 1, 1000)
    assert 80 <= found[0] <= 120
    assert 870 <= found[1] <= 920


def test_without_a_passing_package_draws_are_even() -> None:
    """A pilot that finds nothing says nothing."""
    system = make_system([2] * 40, np.array([[0, 1] * 40]), [40], [(0, [PRED, 0])], 1)
    even = [Component(probability=np.tile([1 - p, p], 40), draws=1) for p in (0.3, 0.2, 0.1)]
    found = Mixture(system, even).allotted(np.random.default_rng(0), 0, 1, 300)
    assert (abs(found - 100) <= 1).all()


def test_draws_divided_by_a_pilot_still_count_right() -> None:
    """With shares from a pilot the mean of many estimates is the count, within four of its errors."""
    rng = np.random.default_rng(3)
    core, components, _ = sampled(3, 0)
    truth = brute_counts(core)[0]
    mixture = Mixture(core, components)
    ratios = []
    for _ in range(60):
        sample = mixture.draw(mixture.allotted(rng, 0, 1, 400), rng, 0)
        ratios.append(math.exp(sample.mean(0)[0]) / truth)
    assert abs(np.mean(ratios) - 1) <= 4 * np.std(ratios) / math.sqrt(len(ratios))

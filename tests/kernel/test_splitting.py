"""Splitting against exact counts: no bias, honest errors, and silence where a gate is out of reach."""

import math

import numpy as np
from brute_force import bargain, make_system
from numpy.typing import NDArray

from detente.kernel.counting import count_gates, count_or_estimate
from detente.kernel.merging import Group, Merged, merged
from detente.kernel.reduction import reduced
from detente.kernel.splitting import split
from detente.kernel.system import OR, PRED, System


def not_merged(core: System) -> Merged:
    """Return the starting set of all packages."""
    starts = zip(core.offsets[:-1].tolist(), core.offsets[1:].tolist(), strict=True)
    groups = (Group(issues=(i,), choices=np.arange(a, b)[:, None]) for i, (a, b) in enumerate(starts))
    return Merged(groups=tuple(groups), settled=np.zeros(len(core.clause_gate), np.bool_))


def dossier_like(rng: np.random.Generator, n_issues: int, n_ratifiers: int = 5) -> System:
    """Return two principals, ratifiers of a few issues each with fixed costs, and stricter gates."""
    sizes = rng.integers(2, 5, n_issues).tolist()
    start = np.cumsum([0, *sizes])
    changed = np.ones(sum(sizes), np.bool_)
    changed[start[:-1]] = False
    own = rng.normal(0, 6, changed.shape) * changed
    points = [own, (rng.normal(1, 6, changed.shape) - 0.3 * own) * changed]
    rows: list[NDArray[np.float64]] = [*points, *(p - np.maximum(0, -p) * 0.3 for p in points)]
    thresholds = [5.0, 5.0, 6.0, 6.0]
    clauses = [(0, [PRED, 0]), (1, [PRED, 1]), (3, [PRED, 2]), (4, [PRED, 3])]
    for r in range(n_ratifiers):
        here = np.zeros_like(changed)
        for i in rng.choice(n_issues, rng.integers(2, 8) if r else n_issues * 2 // 3, replace=False):
            here[start[i] : start[i + 1]] = True
        touched = here & changed
        rows += [-1.0 * touched, touched * (rng.normal(0, 5, changed.shape) + 0.3 * points[r % 2])]
        thresholds += [0.0, rng.uniform(0, 8)]
        clauses.append((2, [PRED, len(rows) - 2, PRED, len(rows) - 1, OR, 2]))
    whole = np.round(np.array(rows) * 1024).astype(np.int64)
    return make_system(sizes, whole, [round(t * 1024) for t in thresholds], clauses, 5)


def test_estimates_have_no_bias_and_honest_errors() -> None:
    """Over many rare gates the logarithms are right on average, and errors as large as they claim."""
    off, within = [], []
    for seed in range(14):
        system = dossier_like(np.random.default_rng(seed), 11)
        small = reduced(system)
        truth = count_gates(system)
        found = split(small.core, not_merged(small.core), 0, np.random.default_rng(seed), particles=120)
        for gate, part in found.items():
            if truth[gate]:
                ratio = math.exp(part.log_estimate) * small.factor / truth[gate]
                off.append(math.log(ratio))
                within.append(abs(ratio - 1) <= 3 * part.relative_standard_error)
                assert part.seen <= truth[gate]
    assert len(off) > 30
    assert abs(np.mean(off)) < 0.1
    assert np.mean(within) > 0.95


def test_a_start_with_settled_clauses_gives_the_same() -> None:
    """Starting from the packages that pass the small clauses changes the road, not the answer."""
    for seed in range(3):
        system = dossier_like(np.random.default_rng(seed + 100), 12)
        small = reduced(system)
        truth = count_gates(system)
        found = split(small.core, merged(small.core, 2), 2, np.random.default_rng(0))
        for gate, part in found.items():
            ratio = math.exp(part.log_estimate) * small.factor / truth[gate]
            assert abs(ratio - 1) <= 4 * part.relative_standard_error + 1e-9


def test_same_generator_same_answer() -> None:
    """The state of the generator settles everything, the walks included."""
    core = reduced(dossier_like(np.random.default_rng(3), 12)).core
    first, second = (
        split(core, not_merged(core), 0, np.random.default_rng(9), particles=60) for _ in range(2)
    )
    assert first == second


def test_a_gate_that_nothing_passes_is_left_out() -> None:
    """Populations that cannot reach a gate say nothing about it or any later one."""
    points = np.random.default_rng(0).integers(-9, 10, (1, 40))
    clauses = [(0, [PRED, 0]), (1, [PRED, 1]), (2, [PRED, 0])]
    core = reduced(make_system([4] * 10, np.concatenate([points, -points]), [1, 1], clauses, 3)).core
    found = split(core, not_merged(core), 0, np.random.default_rng(0), particles=60)
    assert set(found) == {0}


def test_no_package_to_start_from() -> None:
    """When settling the small clauses leaves nothing there is nothing to estimate."""
    system = make_system(
        [2, 2], np.array([[0, 1, 0, 0], [1, 0, 0, 0]]), [1, 1], [(0, [PRED, 0]), (0, [PRED, 1])], 1
    )
    core = reduced(system).core
    start = merged(core, 0)
    assert start.n_packages == 0
    assert split(core, start, 0, np.random.default_rng(0)) == {}


def test_every_route_agrees_with_exact_counts() -> None:
    """With counting and searching switched off, what is estimated still lies near the truth."""
    methods = set()
    for seed in range(12):
        system = dossier_like(np.random.default_rng(seed + 40), 12)
        truth = count_gates(system)
        found = count_or_estimate(system, np.random.default_rng(seed), exact_limit=0, nodes=0)
        sizes = [e.log10_estimate for e in found if e.log10_estimate is not None]
        assert sizes == sorted(sizes, reverse=True)
        for estimate, count in zip(found, truth, strict=True):
            methods.add(estimate.method)
            assert (estimate.method == "bracket") == (estimate.log10_estimate is None)
            if estimate.exact:
                assert estimate.count == count
            elif estimate.log10_estimate is not None:
                ratio = 10 ** (estimate.log10_estimate - math.log10(count))
                assert estimate.relative_standard_error is not None
                assert abs(ratio - 1) <= 4 * estimate.relative_standard_error + 1e-9
    assert "tilting" in methods


def test_splitting_takes_over_where_tilting_fails() -> None:
    """Without tilted draws worth the name the estimate comes from splitting, and is right."""
    system = bargain(np.random.default_rng(1), [3] * 12, n_guarded=2, strictness=0.5)
    truth = count_gates(system)
    found = count_or_estimate(system, np.random.default_rng(0), exact_limit=0, nodes=0, samples=4)
    taken = [g for g, e in enumerate(found) if e.method == "splitting"]
    assert taken
    for gate in taken:
        size, error = found[gate].log10_estimate, found[gate].relative_standard_error
        assert size is not None
        assert error is not None
        assert abs(10 ** (size - math.log10(truth[gate])) - 1) <= 4 * error

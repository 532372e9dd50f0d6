"""Estimates against exact counts: brackets always, standard errors as often as promised."""

import math

import numpy as np
from brute_force import bargain, brute_counts, make_system, random_system, systems
from hypothesis import given, settings

from detente.kernel.counting import count_gates
from detente.kernel.system import NOT, OR, PRED, System
from detente.kernel.tilting import CountEstimate, estimate_counts


def bracket_holds(estimate: CountEstimate, truth: int) -> bool:
    """Tell whether the truth lies within the bracket, or equals what is called exact."""
    if estimate.exact:
        return estimate.count == truth
    lower = 0 if estimate.log10_lower is None else round(10**estimate.log10_lower)
    return lower <= truth and (truth == 0 or math.log10(truth) <= estimate.log10_upper)


def larger_system(seed: int) -> System:
    """Return a system of some 10^4 to 10^7 packages."""
    rng = np.random.default_rng(seed)
    if seed % 2:
        return random_system(rng, max_issues=11)
    sizes = rng.integers(2, 5, rng.integers(9, 13)).tolist()
    return bargain(rng, sizes, n_guarded=int(rng.integers(0, 4)), strictness=rng.uniform(0, 0.4))


@settings(max_examples=200)
@given(systems(max_issues=4))
def test_bracket_always_holds(system: System) -> None:
    """Nothing ever lies outside the bracket, and what is called exact is."""
    found = estimate_counts(system, np.random.default_rng(0), samples=40)
    for estimate, truth in zip(found, brute_counts(system), strict=True):
        assert bracket_holds(estimate, truth)


def test_standard_errors_are_honest() -> None:
    """Of many estimates at least 95 % lie within four standard errors, and every bracket holds."""
    within = []
    for seed in range(120):
        system = larger_system(seed)
        found = estimate_counts(system, np.random.default_rng(seed))
        for estimate, truth in zip(found, count_gates(system), strict=True):
            assert bracket_holds(estimate, truth)
            if not estimate.exact and estimate.log10_estimate is not None:
                assert estimate.relative_standard_error is not None
                off = abs(10 ** (estimate.log10_estimate - math.log10(truth)) - 1)
                within.append(off <= 4 * estimate.relative_standard_error + 1e-9)
    assert len(within) > 100
    assert np.mean(within) >= 0.95


def test_same_generator_same_answer() -> None:
    """The state of the generator settles everything."""
    system = bargain(np.random.default_rng(0), [4] * 30)
    first, second = (estimate_counts(system, np.random.default_rng(9)) for _ in range(2))
    assert first == second


def test_estimates_never_increase() -> None:
    """Gates are cumulative, and so are their estimates and bounds."""
    found = estimate_counts(bargain(np.random.default_rng(4), [4] * 20), np.random.default_rng(0))
    uppers = [e.log10_upper for e in found]
    sizes = [e.log10_estimate for e in found if e.log10_estimate is not None]
    assert uppers == sorted(uppers, reverse=True)
    assert sizes == sorted(sizes, reverse=True)


def test_an_estimate_in_a_space_of_ten_to_the_27() -> None:
    """One party's condition at its exact median passes half of a space too large to list."""
    tables = np.tile(np.array([-3, -1, 1, 3]), 45)[None, :]
    system = make_system([4] * 45, tables, [1], [(0, [PRED, 0])], 1)
    (found,) = estimate_counts(system, np.random.default_rng(0), samples=20_000)
    assert found.log10_estimate is not None
    steps = np.array([1])
    for _ in range(45):
        steps = np.convolve(steps.astype(object), np.array([1, 0, 1, 0, 1, 0, 1], dtype=object))
    truth = sum(steps[len(steps) // 2 + 1 :])
    assert abs(10 ** (found.log10_estimate - math.log10(truth)) - 1) < 0.05


def test_too_few_hits_give_no_estimate() -> None:
    """Where draws hardly ever pass there is a bracket but no estimate."""
    system = bargain(np.random.default_rng(0), [4] * 45, n_plain=12, strictness=1.0)
    found = estimate_counts(system, np.random.default_rng(0), samples=50)[-1]
    assert not found.exact
    assert found.log10_estimate is None
    assert found.relative_standard_error is None
    assert 0 < found.log10_upper < 28


def test_opposed_interests_are_proven_empty() -> None:
    """The dual bound shows that two opposed parties cannot both gain."""
    points = np.random.default_rng(0).integers(-9, 10, (1, 160))
    clauses = [(0, [PRED, 0]), (1, [PRED, 1])]
    system = make_system([4] * 40, np.concatenate([points, -points]), [1, 1], clauses, 2)
    found = estimate_counts(system, np.random.default_rng(0))
    assert (found[1].count, found[1].log10_estimate, found[1].log10_upper) == (0, -math.inf, -math.inf)


def test_guarded_rules_sharpen_the_bound() -> None:
    """A rule that only untouched issues are exempt from bounds the count nearly as if it were plain."""
    rng = np.random.default_rng(1)
    points = rng.integers(-100, 101, (1, 40))
    guard = np.tile(np.array([0, -1, -1, -1]), 10)[None, :]
    tables = np.concatenate([points, guard])
    high = int(points.reshape(10, 4).max(axis=1).sum()) - 100
    uppers = []
    for program in ([PRED, 0], [PRED, 1, PRED, 0, OR, 2], [PRED, 1, NOT, PRED, 0, OR, 2]):
        system = make_system([4] * 10, tables, [high, 0], [(0, program)], 1)
        uppers.append(estimate_counts(system, np.random.default_rng(0))[0].log10_upper)
    assert uppers[0] <= uppers[1] < uppers[0] + 0.1 < uppers[2]

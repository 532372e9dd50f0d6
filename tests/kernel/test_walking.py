"""Random walks: violations tell exactly who passes, and the walk keeps the uniform distribution."""

import numpy as np
from brute_force import bargain, every_package, formula_holds, holding, systems
from hypothesis import given, settings

from detente.kernel.merging import merged
from detente.kernel.reduction import reduced
from detente.kernel.system import System
from detente.kernel.walking import LATER, SOFT, fill_packages, make_walk, move


@settings(max_examples=150)
@given(systems(max_issues=3, max_options=3))
def test_violation_is_zero_exactly_when_the_clause_holds(system: System) -> None:
    """For every package and clause of a reduced system, whatever the formula."""
    core = reduced(system).core
    if not len(core.clause_gate):
        return
    walk = make_walk(core, merged(core, -1))
    packages = np.array(list(every_package(core)), np.int64)
    slack = core.tables[:, packages].sum(axis=2).T - core.thresholds
    for c in range(len(core.clause_gate)):
        role = np.full(len(core.clause_gate), LATER, np.int8)
        role[c] = SOFT
        program = core.code[core.clause_start[c] : core.clause_start[c + 1]].tolist()
        seen = move(walk, role, np.inf, 0, np.zeros(1, np.uint64), packages, slack)
        truth = [formula_holds(program, holding(core, tuple(x))) for x in packages.tolist()]
        assert (seen == 0.0).tolist() == truth


def test_walk_stays_uniform_within_a_level() -> None:
    """After many moves every package within the level is found about equally often, no other at all."""
    system = bargain(np.random.default_rng(5), [3, 4, 2, 3, 3], n_guarded=3, strictness=0.1)
    core = reduced(system).core
    start = merged(core, 0)
    walk = make_walk(core, start)
    role = np.where(start.settled, 0, SOFT).astype(np.int8)
    packages = np.empty((30_000, core.n_issues), np.int64)
    slack = np.empty((len(packages), len(core.thresholds)), np.int64)
    state = np.array([7], np.uint64)
    fill_packages(walk, state, packages, slack)
    violation = move(walk, role, np.inf, 0, state, packages, slack)
    level = float(np.quantile(violation, 0.3))
    inside = np.flatnonzero(violation <= level)
    chosen = np.resize(inside[: len(inside) // 3], len(packages))  # not uniform to begin with
    packages, slack = packages[chosen], slack[chosen]
    after = move(walk, role, level, 60, state, packages, slack)
    assert after.max() <= level
    assert (slack == core.tables[:, packages].sum(axis=2).T - core.thresholds).all()
    _, counts = np.unique(packages, axis=0, return_counts=True)
    expected = len(packages) / len(counts)
    chi_square = float(((counts - expected) ** 2 / expected).sum())
    assert chi_square < len(counts) + 6 * np.sqrt(2 * len(counts))

"""Given packages, and whose conditions keep each from passing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from brute_force import every_package, gates_passed, random_system
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.surveying import Conditions, note_kinds, passes_lifted, survey_each, survey_kinds
from detente.kernel.system import System


def lifted(system: System, owner: np.ndarray, parties: list[int]) -> System:
    """Return the system in which every condition of these parties holds."""
    return replace(system, thresholds=np.where(np.isin(owner, parties), -(1 << 40), system.thresholds))


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_every_package_as_by_hand(seed: int) -> None:
    """Depths and who alone opens agree with trying each package, one by one and as a kind."""
    rng = np.random.default_rng(seed)
    s = random_system(rng, max_issues=4)
    owner = rng.integers(-1, 3, len(s.thresholds))
    conditions = Conditions(s.code, s.clause_start, s.clause_gate, owner, 3, s.n_gates)
    packages = np.array(list(every_package(s)), np.int64).reshape(-1, s.n_issues)
    n = len(packages)
    across = np.ascontiguousarray(s.tables.T)
    depths, opens = np.zeros(n, np.int64), np.zeros((n, 3), np.bool_)
    holds = np.zeros((n, len(owner)), np.bool_)
    survey_each(conditions, across, s.thresholds, s.allowed, packages, depths, opens, holds)
    rows = [tuple(x) for x in packages.tolist()]
    assert depths.tolist() == [gates_passed(s, x) for x in rows]
    blocked = (depths > 0) & (depths < s.n_gates)
    for party in range(3):
        passes = [gates_passed(lifted(s, owner, [party]), x) == s.n_gates for x in rows]
        assert opens[:, party].tolist() == (np.array(passes, np.bool_) & blocked).tolist()
    both = np.array([0, 1])
    open_to_both = [gates_passed(lifted(s, owner, [0, 1]), x) == s.n_gates for x in rows]
    some = passes_lifted(conditions, depths, holds, np.ones(n, np.bool_), both)
    assert some == bool((np.array(open_to_both, np.bool_) & (depths > 0)).any())
    best, who = np.zeros((1, s.n_issues), np.int64), np.zeros((1, 3), np.bool_)
    deepest = np.zeros(1, np.int64)
    mask = np.ones((1, len(s.allowed)), np.bool_)
    kind = np.array([-1])
    survey_kinds(conditions, s.offsets, across, s.thresholds, s.allowed, mask, kind, deepest, best, who)
    assert deepest[0] == depths.max(initial=0)
    if 0 < deepest[0] < s.n_gates:
        assert who[0].tolist() == opens.any(axis=0).tolist()
    if deepest[0] > 0:
        assert gates_passed(s, tuple(best[0].tolist())) == deepest[0]


def test_an_undeliverable_package() -> None:
    """A package with a column that is not allowed passes no gate, not even the first."""
    s = random_system(np.random.default_rng(0))
    conditions = Conditions(
        s.code, s.clause_start, s.clause_gate, np.zeros(len(s.thresholds), np.int64), 1, s.n_gates
    )
    depths = np.zeros(1, np.int64)
    survey_each(
        conditions, np.ascontiguousarray(s.tables.T), s.thresholds, np.zeros_like(s.allowed),
        s.offsets[None, :-1], depths, np.zeros((1, 1), np.bool_), np.zeros((1, len(s.thresholds)), np.bool_),
    )  # fmt: skip
    assert depths.tolist() == [-1]


def test_what_packages_show_of_kinds() -> None:
    """A kind learns from its own packages alone; of those that get furthest the first is named."""
    depths = np.array([2, 3, 3, -1])
    opens = np.array([[True, False], [False, False], [False, True], [False, False]])
    inside = np.array([[True, False, True], [True, False, True], [True, True, False], [True, True, True]])
    floors, best = np.array([0, 1, 4]), np.zeros(3, np.int64)
    opened = np.zeros((3, 2), np.bool_)
    note_kinds(depths, opens, inside, floors, opened, best)
    assert floors.tolist() == [3, 3, 4]
    assert best.tolist() == [1, 2, -1]
    assert opened.tolist() == [[True, True], [False, True], [True, False]]

"""Mending a package: within the allowed columns, never for the worse, and with success where easy."""

import numpy as np
import pytest
from brute_force import bargain, every_package, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st
from posing import asked, has_packages, satisfies

from detente.kernel.question import passes
from detente.kernel.repairing import repair
from detente.kernel.system import NOT, OR, PRED, QUOTA, System

seeds = st.integers(0, 2**32 - 1)
small = systems(max_issues=4).filter(has_packages)


def mended(system: System, package: tuple[int, ...]) -> tuple[int, ...]:
    """Return what becomes of a package."""
    columns = np.array(package, np.int64)
    repair(asked(system), system.allowed, columns)
    return tuple(columns.tolist())


def start(system: System, seed: int) -> tuple[int, ...]:
    """Take some package of allowed columns."""
    rng = np.random.default_rng(seed)
    bounds = zip(system.offsets[:-1], system.offsets[1:], strict=True)
    return tuple(int(rng.choice(a + np.flatnonzero(system.allowed[a:b]))) for a, b in bounds)


@settings(max_examples=300)
@given(small, seeds)
def test_the_result_is_a_package_of_allowed_columns(system: System, seed: int) -> None:
    """Each issue still takes one of its own columns, and one that is allowed."""
    result = mended(system, start(system, seed))
    issue = np.searchsorted(system.offsets, result, side="right") - 1
    assert issue.tolist() == list(range(system.n_issues))
    assert system.allowed[list(result)].all()


@settings(max_examples=100)
@given(small)
def test_a_passing_package_still_passes(system: System) -> None:
    """Whatever is done to a package that passes, it passes afterwards."""
    for package in every_package(system):
        if satisfies(system, package):
            assert satisfies(system, mended(system, package))


def test_a_package_on_every_threshold_is_left_alone() -> None:
    """A tie is no shortfall, even where the scale does not divide the entries."""
    tables = np.array([[0, 3, 7, 0, 1, 3], [0, -1, -3, 0, 7, 1]])
    clauses = [(0, [PRED, 0]), (0, [PRED, 1])]
    system = make_system([3, 3], tables, [4, 6], clauses, 1)
    assert mended(system, (1, 4)) == (1, 4)


@pytest.mark.parametrize("package", [(0, 3), (0, 5), (2, 3)])
def test_an_easy_one_is_mended(package: tuple[int, ...]) -> None:
    """Two issues away at most, the only package that pleases both sides is found."""
    tables = np.array([[0, 2, 9, 0, 1, -9], [0, 1, -9, 0, 2, 9]])
    system = make_system([3, 3], tables, [3, 3], [(0, [PRED, 0]), (0, [PRED, 1])], 1)
    assert mended(system, package) == (1, 4)


@pytest.mark.parametrize(
    "clause",
    [
        [PRED, 0, PRED, 1, OR, 2],
        [PRED, 0, PRED, 1, QUOTA, 2, 2, 2, 1],
        [PRED, 2, NOT],
        [PRED, 2, NOT, PRED, 2, OR, 2, NOT, NOT, PRED, 0, QUOTA, 2, 2, 1, 1],
    ],
)
def test_every_connective_leads_the_way(clause: list[int]) -> None:
    """From a package that fails a formula one change leads to one that meets it."""
    tables = np.array([[1, 0, 0], [0, 0, 0], [0, 2, 2]])
    system = make_system([3], tables, [1, 1, 1], [(0, clause)], 1)
    assert not satisfies(system, (2,))
    assert mended(system, (2,)) == (0,)


def test_what_cannot_be_mended_ends() -> None:
    """With nothing that helps the package comes back as it went in."""
    system = make_system([2, 2], np.array([[0, -1, 0, -1]]), [1], [(0, [PRED, 0])], 1)
    assert mended(system, (0, 2)) == (0, 2)


def test_a_bar_on_the_way_out_is_kept() -> None:
    """The column that would mend the package is not allowed, so the next best is taken."""
    table = np.array([[0, 9, 4]])
    system = make_system([3], table, [4], [(0, [PRED, 0])], 1, [True, False, True])
    assert mended(system, (0,)) == (2,)


def test_most_bargains_with_some_room_are_mended() -> None:
    """From the status quo four bargains in five are mended, each checked exactly."""
    successes = 0
    for seed in range(20):
        system = bargain(np.random.default_rng(seed), [4] * 20, strictness=0.2)
        columns = system.offsets[:-1].copy()
        question = asked(system)
        repair(question, system.allowed, columns)
        successes += passes(question, columns, np.zeros(len(system.thresholds), np.bool_))
    assert successes >= 16

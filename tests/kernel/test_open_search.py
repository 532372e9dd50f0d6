"""Raising the bar: every value in turn, conditions added on the way, and bounds that hold."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, passing, random_rows, sums
from brute_force import make_system, random_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.open_search import OpenSearch
from detente.kernel.searching import FOUND, NONE, UNDECIDED
from detente.kernel.system import PRED, System


@settings(max_examples=150)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_raising_the_bar_ends_at_the_best(system: System, seed: int) -> None:
    """Each package found is above the last, and when none is left the last was the best."""
    row = random_rows(np.random.default_rng(seed), system, 1)
    values = [sums(row, x)[0] for x in passing(system)]
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(row[0], -(10**30))
    last = None
    while (status := search.run(100_000)) == FOUND:
        value = sums(row, search.columns.tolist())[0]
        assert value in values
        assert last is None or value > last
        last = value
        search.raise_goal(number, value + 1)
    assert status == NONE
    assert last == max(values, default=None)


@settings(max_examples=150)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_conditions_may_be_added_on_the_way(system: System, seed: int) -> None:
    """Ruling out every point found by "somebody more than there" ends with the frontier covered."""
    rows = random_rows(np.random.default_rng(seed), system, 2, spread=3)
    points = {sums(rows, x) for x in passing(system)}
    search = OpenSearch(system, clause_on=all_on(system))
    seen = []
    while (status := search.run(100_000)) == FOUND:
        point = sums(rows, search.columns.tolist())
        assert not any(a >= point[0] and b >= point[1] for a, b in seen)
        seen.append(point)
        search.require_one(rows, [total + 1 for total in point])
    assert status == NONE
    assert all(any(a >= p[0] and b >= p[1] for a, b in seen) for p in points)


@pytest.mark.parametrize("seed", range(80))
def test_what_is_ruled_out_is_out_of_reach(seed: int) -> None:
    """Levels ruled out lie above every value left, wherever the search was stopped."""
    rng = np.random.default_rng(seed)
    system = random_system(rng, max_issues=5)
    row = random_rows(rng, system, 1)
    values = [sums(row, x)[0] for x in passing(system)]
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(row[0], -1000)
    search.run(int(rng.integers(4)))
    level = search.smallest_ruled_out(lambda goal: {number: goal}, -1000, 1000)
    assert level > max(values, default=-1000)
    if not search.rules_out({number: level - 1}):
        assert level == 1000 or search.rules_out({number: level})
    assert search.run(100_000) == (FOUND if values else NONE)


def test_a_lower_goal_is_ignored() -> None:
    """The bar never goes down."""
    system = make_system([3], np.array([[0, 1, 2]]), [0], [(0, [PRED, 0])], 1)
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(np.array([0, 1, 2]), 2)
    search.raise_goal(number, 1)
    assert search.run(100) == FOUND
    assert search.columns.tolist() == [2]
    assert not search.accepts(np.array([1]))


def test_goals_beyond_int64() -> None:
    """A goal of any size is out of reach, or met by all, as it should be."""
    system = make_system([2], np.array([[0, 1]]), [0], [], 1)
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(np.array([0, 1]), -(2**100))
    assert search.run(10) == FOUND
    search.raise_goal(number, 2**100)
    assert search.run(10) == NONE


def test_an_issue_without_columns_leaves_none() -> None:
    """Nothing can be found where an issue has no column left."""
    system = make_system([2, 1], np.zeros((1, 3)), [0], [], 1)
    barred = np.array([True, True, False])
    assert OpenSearch(system, clause_on=all_on(system), allowed=barred).run(10) == NONE


def test_no_nodes_leave_the_question_open() -> None:
    """A limit of zero nodes answers nothing, and the search can still go on."""
    system = make_system([2], np.array([[0, 1]]), [1], [(0, [PRED, 0])], 1)
    search = OpenSearch(system, clause_on=all_on(system))
    assert (search.run(0), search.nodes) == (UNDECIDED, 0)
    assert search.run(10) == FOUND


@pytest.mark.parametrize("start", [0, 1, 2])
def test_the_incumbent_is_taken_first_if_it_passes(start: int) -> None:
    """One that passes is handed over before any search; one that does not is passed over."""
    system = make_system([4], np.array([[0, 1, 2, 3]]), [1], [(0, [PRED, 0])], 1)
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(system.tables[0], 0)
    taken: list[int] = []

    def take(package: np.ndarray) -> None:
        taken.append(int(package[0]))
        search.raise_goal(number, int(package[0]) + 1)

    assert search.exhaust(take, node_limit=100, incumbent=np.array([start])) == NONE
    assert (taken[0] == start) == (start > 0)
    assert taken == sorted(taken)
    assert taken[-1] == 3


def test_goals_are_rounded_up_to_possible_sums() -> None:
    """Where points come in steps of ten, more than 20 means 30."""
    row = np.array([0, 10, 30, 0, 20])
    system = make_system([3, 2], row[None], [0], [(0, [PRED, 0])], 1)
    search = OpenSearch(system, clause_on=all_on(system))
    number = search.require(row, 1)
    assert search.question.thresholds[number] == 10
    search.raise_goal(number, 21)
    assert search.question.thresholds[number] == 30
    assert search.rules_out({number: 51})

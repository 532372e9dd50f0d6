"""Settling clauses in advance against brute force."""

import numpy as np
import pytest
from brute_force import brute_counts, every_package, make_system, surviving, systems
from hypothesis import given, settings

from detente.kernel import merging
from detente.kernel.merging import merged
from detente.kernel.reduction import reduced
from detente.kernel.system import PRED, System


@settings(max_examples=200)
@given(systems(max_issues=4))
def test_later_gates_count_the_same(system: System) -> None:
    """From the gate on for which clauses were settled, the merged system has the same counts."""
    core = reduced(system).core
    if not len(core.clause_gate):
        return
    for gate in range(core.n_gates):
        start = merged(core, gate)
        counts = brute_counts(start.system(core, gate)) if start.n_packages else (0,) * core.n_gates
        assert counts[gate:] == brute_counts(core)[gate:]


@settings(max_examples=100)
@given(systems(max_issues=4))
def test_everything_small_is_settled(system: System) -> None:
    """A small system is settled whole: what is left are exactly the packages that pass."""
    core = reduced(system).core
    if not len(core.clause_gate):
        return
    start = merged(core, core.n_gates - 1)
    assert start.settled.all()
    assert start.n_packages == len(surviving(core, core.n_gates - 1))


def test_choices_of_a_group_are_those_that_satisfy_its_clause() -> None:
    """Two issues under one clause become one group, the third stays by itself."""
    tables = np.array([[0, 1, 0, 1, 0, 0], [0, 1, 0, 1, 0, 1]])
    system = make_system([2, 2, 2], tables, [1, 2], [(0, [PRED, 0]), (1, [PRED, 1])], 2)
    start = merged(system, 0)
    assert [group.issues for group in start.groups] == [(0, 1), (2,)]
    assert start.groups[0].choices.tolist() == [[0, 3], [1, 2], [1, 3]]
    assert start.settled.tolist() == [True, False]


def test_nothing_is_listed_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clause over too many joint choices is left alone."""
    monkeypatch.setattr(merging, "MOST_LISTED", 3)
    system = make_system([2, 2], np.array([[0, 1, 0, 1]]), [1], [(0, [PRED, 0])], 1)
    start = merged(system, 0)
    assert not start.settled.any()
    assert start.n_packages == len(list(every_package(system)))

"""Counting one and all, in pieces and on threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from brute_force import bargain, brute_counts, systems
from hypothesis import given, settings

from detente.kernel import halving, meeting
from detente.kernel.depth_first import count_gates_depth_first
from detente.kernel.meeting import count_reduced
from detente.kernel.reduction import reduced
from detente.kernel.system import System


@settings(max_examples=60)
@given(systems(max_issues=5))
def test_all_members_meet(system: System) -> None:
    """A reduced system is counted exactly."""
    assert count_reduced(reduced(system)) == brute_counts(system)


@pytest.mark.parametrize("workers", [1, 2])
def test_size_of_pieces_changes_no_count(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """Chunks of 100 members against single blocks, the last of each not full: the same counts."""
    system = bargain(np.random.default_rng(4), [3] * 7 + [5] * 4, strictness=0.1)
    counts = count_gates_depth_first(system, 10**7)
    monkeypatch.setattr(meeting, "PIECE", 1)
    monkeypatch.setattr(meeting, "CHUNK", 100)
    assert count_reduced(reduced(system), workers=workers) == counts


@pytest.mark.parametrize("orderings", [0, 1, 2, 3])
def test_order_of_members_changes_no_count(monkeypatch: pytest.MonkeyPatch, orderings: int) -> None:
    """However many predicates members are ordered by, the counts are those of no order."""
    system = bargain(np.random.default_rng(6), [4] * 11 + [3], strictness=0.1)
    monkeypatch.setattr(halving, "STRIPS", 2)
    monkeypatch.setattr(halving, "MOST_ORDERINGS", orderings)
    assert count_reduced(reduced(system)) == count_gates_depth_first(system, 10**7)


def test_an_error_in_a_thread_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in a thread is raised in the caller's, and no thread is left."""

    def broken(_self: object, start: int) -> Iterator[meeting.Counted]:
        raise MemoryError(f"no room at {start}")
        yield

    monkeypatch.setattr(meeting._Meeting, "pieces_of", broken)
    threads = threading.active_count()
    with pytest.raises(MemoryError, match="no room"):
        count_reduced(reduced(bargain(np.random.default_rng(1), [4] * 10)), workers=2)
    assert threading.active_count() == threads

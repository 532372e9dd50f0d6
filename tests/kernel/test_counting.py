"""Meeting in the middle against brute force, and against other routes where that is too slow."""

import os
import signal
import threading
import time

import numpy as np
import pytest
from brute_force import bargain, brute_counts, make_system, random_system, systems
from hypothesis import given, settings

from detente.errors import RunError, TooLargeError
from detente.kernel.counting import count_gates, count_or_estimate
from detente.kernel.depth_first import count_gates_depth_first
from detente.kernel.system import AND, OR, PRED, QUOTA, System


@settings(max_examples=300)
@given(systems(max_issues=5))
def test_counts_agree_with_brute_force(system: System) -> None:
    """Every gate of a small random system is counted exactly."""
    assert count_gates(system) == brute_counts(system)


@pytest.mark.parametrize("seed", range(8))
def test_counts_agree_with_depth_first_on_larger_systems(seed: int) -> None:
    """Systems with several blocks and chunks give the same by both exact routes."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 5, 11).tolist()
    system = bargain(rng, sizes, strictness=0.3) if seed % 2 else random_system(rng, max_issues=11)
    assert count_gates(system) == count_gates_depth_first(system, 10**7)


def test_many_chunks_agree_with_a_direct_list() -> None:
    """A million packages, more than one chunk of the other half: the same as summing them all."""
    rng = np.random.default_rng(5)
    tables = rng.integers(-50, 51, (3, 40))
    clauses = [(g, [PRED, g]) for g in range(3)]
    system = make_system([2] * 20, tables, [10, 10, 10], clauses, 3)
    sums = np.zeros((3, 1), np.int64)
    for i in range(20):
        sums = (sums[:, :, None] + tables[:, None, 2 * i : 2 * i + 2]).reshape(3, -1)
    passes = np.logical_and.accumulate(sums >= 10, axis=0)
    assert count_gates(system) == tuple(passes.sum(axis=1).tolist())


def test_quota_of_large_weights() -> None:
    """A vote of 100 members with a two-thirds quota is decided by its weights."""
    tables = np.array([[0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 0, 1]])
    vote = [PRED, 0, PRED, 1, PRED, 2, QUOTA, 3, 67, 48, 33, 19]
    system = make_system([2, 2, 2], tables, [1, 1, 1], [(0, vote)], 1)
    assert count_gates(system) == brute_counts(system) == (3,)


def test_no_issues_leave_one_package() -> None:
    """Without issues there is one empty package, which passes thresholds of 0 or less."""
    clauses = [(0, [PRED, 0]), (1, [PRED, 1])]
    system = make_system([], np.empty((2, 0)), [0, 1], clauses, 2)
    assert count_gates(system) == (1, 0)


def test_an_issue_without_allowed_options_leaves_none() -> None:
    """There is no package when an issue has no option left."""
    system = make_system([2, 1], np.zeros((1, 3)), [0], [], 2, [True, True, False])
    assert count_gates(system) == (0, 0)


def test_gates_without_clauses_repeat_the_count_before() -> None:
    """A gate that asks for nothing lets everything through that came so far."""
    system = make_system([4], np.array([[0, 1, 2, 3]]), [2], [(1, [PRED, 0])], 4)
    assert count_gates(system) == (4, 2, 2, 2)


def test_constant_clauses() -> None:
    """The conjunction of nothing passes all; the disjunction of nothing none."""
    system = make_system([3], np.zeros((0, 3)), [], [(0, [AND, 0]), (1, [OR, 0])], 3)
    assert count_gates(system) == (3, 0, 0)


def test_thresholds_at_the_edge_of_int64() -> None:
    """Entries and thresholds near 2**62 are compared without overflow."""
    big = 2**61 - 1
    tables = np.array([[-big, big, -big, big]])
    system = make_system([2, 2], tables, [2 * big], [(0, [PRED, 0])], 1)
    assert count_gates(system) == (1,)
    never = make_system([2, 2], tables, [2**63 - 1], [(0, [PRED, 0])], 1)
    assert count_gates(never) == (0,)


def test_issues_set_aside_may_exceed_int64() -> None:
    """Issues that matter to nobody multiply in whole numbers of any size."""
    sizes = [4] * 42
    tables = np.zeros((1, 168), np.int64)
    tables[0, :8] = [0, 1, 2, 3, 0, 1, 2, 3]
    system = make_system(sizes, tables, [5], [(0, [PRED, 0])], 1)
    assert count_gates(system) == (3 * 4**40,)


def test_too_many_packages_are_refused() -> None:
    """Past the limit nothing is counted, and the message says what would be possible."""
    system = bargain(np.random.default_rng(0), [4] * 12)
    with pytest.raises(TooLargeError, match="estimate"):
        count_gates(system, limit=10**6)


@pytest.mark.parametrize("workers", [2, 3, 100, None])
def test_workers_change_no_count(workers: int | None) -> None:
    """One thread or several, with chunks that do not split evenly: the same counts."""
    system = bargain(np.random.default_rng(3), [4, 3] * 6 + [2], strictness=0.2)
    counts = count_gates(system)
    assert counts[-1] > 0
    assert count_gates(system, workers=workers) == counts


@settings(max_examples=60)
@given(systems(max_issues=5))
def test_two_workers_agree_with_brute_force(system: System) -> None:
    """Every gate of a small random system is counted exactly on two threads."""
    assert count_gates(system, workers=2) == brute_counts(system)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_progress_reaches_the_total(workers: int) -> None:
    """Calls come from the caller's thread, never go back, and end with all packages done."""
    system = bargain(np.random.default_rng(3), [4] * 12)
    calls: list[tuple[int, int, threading.Thread]] = []
    count_gates(
        system,
        workers=workers,
        progress=lambda n, total: calls.append((n, total, threading.current_thread())),
    )
    done = [n for n, _, _ in calls]
    assert done == sorted(set(done))
    assert calls[-1] == (4**12, 4**12, threading.main_thread())
    assert {(total, thread) for _, total, thread in calls} == {(4**12, threading.main_thread())}


def test_nothing_to_look_at_makes_no_progress() -> None:
    """Where no clause is open nothing is counted, and progress is not called."""
    calls: list[int] = []
    system = make_system([4], np.zeros((0, 4)), [], [], 2)
    assert count_gates(system, workers=2, progress=lambda n, _: calls.append(n)) == (4, 4)
    assert calls == []


@pytest.mark.parametrize("workers", [0, -1])
def test_less_than_one_worker_is_refused(workers: int) -> None:
    """A count needs a thread to run on."""
    with pytest.raises(RunError, match="1 or more"):
        count_gates(bargain(np.random.default_rng(0), [2] * 4), workers=workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_the_count_and_its_threads(workers: int) -> None:
    """After a signal, as Ctrl-C sends it, the count ends within two seconds and no thread is left."""
    system = bargain(np.random.default_rng(1), [4] * 17, n_plain=3, n_guarded=0)
    sent: list[float] = []

    def interrupt() -> None:
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    def progress(_done: int, _total: int) -> None:
        if not timers:
            timers.append(threading.Timer(0.05, interrupt))
            timers[0].start()

    timers: list[threading.Timer] = []
    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        count_gates(system, limit=10**11, workers=workers, progress=progress)
    assert time.perf_counter() - sent[0] < 2
    timers[0].join()
    assert threading.active_count() == threads


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_progress_is_passed_on(workers: int) -> None:
    """What the callback raises reaches the caller, and no thread is left."""
    threads = threading.active_count()

    def progress(_done: int, _total: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        count_gates(bargain(np.random.default_rng(1), [4] * 14), workers=workers, progress=progress)
    assert threading.active_count() == threads


@settings(max_examples=100)
@given(systems(max_issues=4))
def test_small_systems_are_counted_not_estimated(system: System) -> None:
    """Below the limit every answer is exact and says so."""
    found = count_or_estimate(system, np.random.default_rng(0))
    assert tuple(e.count for e in found) == brute_counts(system)
    assert all(e.exact for e in found)


def test_large_systems_are_estimated_until_few_pass() -> None:
    """Early gates of a large space are estimates; one that nothing passes is proven empty."""
    rng = np.random.default_rng(2)
    system = bargain(rng, [4] * 24, n_plain=3, n_guarded=0, strictness=0.5)
    hopeless = make_system(
        [4] * 24,
        np.concatenate([system.tables[:3], -system.tables[:1]]),
        [*system.thresholds[:3].tolist(), 1],
        [(0, [PRED, 0]), (1, [PRED, 1]), (2, [PRED, 2]), (3, [PRED, 3])],
        4,
    )
    found = count_or_estimate(hopeless, rng)
    assert [e.exact for e in found] == [False, False, False, True]
    assert found[3].count == 0


def test_a_gate_that_sampling_misses_is_searched() -> None:
    """Where hardly any package passes, the count comes from the depth-first search, exactly."""
    rng = np.random.default_rng(7)
    points = rng.integers(1, 1000, (1, 80))
    points[0, ::4] = 0
    best = np.add.reduce(points.reshape(20, 4).max(axis=1))
    tables = np.concatenate([points, np.where(points > 0, -1, 0)])
    clauses = [(0, [PRED, 0]), (0, [PRED, 1])]
    system = make_system([4] * 20, tables, [int(best) - 3, -19], clauses, 1)
    (found,) = count_or_estimate(system, rng, samples=1, nodes=10**6)
    assert found.exact
    assert (found.count,) == count_gates_depth_first(system, 10**7)

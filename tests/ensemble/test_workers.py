"""One contract for every kind of worker."""

from __future__ import annotations

import gc
import importlib.util
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.ensemble.cell_work import compute, tasks_of
from tests.ensemble.dask_processes import local_dask

from detente.ensemble.crews import Arrays, Crew
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import MOST, Cluster, Here, Processes, Submitting, Threads, Workers, cores
from detente.errors import RunError, UnknownNameError

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed"
)


@pytest.fixture(
    scope="module",
    params=[
        "here",
        "threads",
        "submitting",
        "processes",
        pytest.param("cluster", marks=[pytest.mark.slow, needs_dask]),
    ],
)
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    """Two workers of each kind."""
    kinds: dict[str, Workers] = {"here": Here(), "threads": Threads(2), "processes": Processes(2)}
    if request.param in kinds:
        with kinds[request.param].opened() as crew:
            yield crew
    elif request.param == "submitting":
        with ThreadPoolExecutor(2) as executor, Submitting(executor).opened() as crew:
            yield crew
    else:
        with local_dask(2) as dask, Cluster(dask.address).opened() as crew:
            yield crew


def test_results_are_those_of_a_plain_call(crew: Crew) -> None:
    """Every cell comes once, to the same bytes; progress rises by its draws to the end."""
    tasks = tasks_of(25) + tasks_of(5, act="other")
    found: dict[int, bytes] = {}
    told: list[tuple[int, int]] = []

    def done(k: int, arrays: Arrays) -> None:
        assert k not in found
        found[k] = arrays["normal"].tobytes()

    run_cells(compute, tasks, workers=crew, done=done, progress=lambda *at: told.append(at))
    assert found == {k: compute(*task)["normal"].tobytes() for k, task in enumerate(tasks)}
    assert told == [(4 * k, 120) for k in range(1, 31)]


def test_nothing_to_do(crew: Crew) -> None:
    """No cells, no results."""
    run_cells(compute, [], workers=crew, done=lambda *_: pytest.fail("nothing was asked"))
    assert crew.describe()


def test_an_error_of_a_cell_comes_through(crew: Crew) -> None:
    """An error of ours ends the run at once, whole; the crew serves the next run."""
    with pytest.raises(UnknownNameError, match="did you mean 'russia'"):
        run_cells(compute, tasks_of(500, act="raise"), workers=crew, done=lambda *_: None)
    found: dict[int, Arrays] = {}
    run_cells(compute, tasks_of(3), workers=crew, done=found.__setitem__)
    assert len(found) == 3


def test_an_error_of_the_caller_comes_through(crew: Crew) -> None:
    """A disk that is full, say: nothing is handed over after it."""
    calls: list[int] = []

    def full(k: int, _: Arrays) -> None:
        calls.append(k)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        run_cells(compute, tasks_of(20), workers=crew, done=full)
    assert len(calls) == 1


def test_an_interrupt_keeps_what_is_done(crew: Crew, tmp_path: Path) -> None:
    """Ctrl-C ends a run of minutes in seconds; what is done is handed over, and no cell twice."""
    found: list[int] = []
    # An interrupt that falls into a callback of the garbage collector is swallowed there.
    gc.disable()
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.4)
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            run_cells(
                compute,
                tasks_of(1000, act="slow", folder=str(tmp_path)),
                workers=crew,
                done=lambda k, _: found.append(k),
            )
    finally:
        gc.enable()
    assert time.monotonic() - began < 10
    assert len(found) == len(set(found)) < 100
    assert found


@pytest.mark.parametrize("n", [0, -1, MOST + 1])
@pytest.mark.parametrize("kind", [Threads, Processes])
def test_a_number_out_of_range_is_told(kind: type[Threads | Processes], n: int) -> None:
    """No workers, or too many, are an error that names a number that can be used."""
    with pytest.raises(RunError, match=f"such as {cores()}"), kind(n).opened():
        pytest.fail("opened")


@pytest.mark.parametrize("workers", [Here(), Threads(3), Processes(3), Cluster("tcp://192.0.2.1:8786")])
def test_workers_say_what_they_are(workers: Workers) -> None:
    """A description names the number or the address."""
    assert any(word in workers.describe() for word in ("one thread", "3 threads", "3 processes", "192.0.2.1"))

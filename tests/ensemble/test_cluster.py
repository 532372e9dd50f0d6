"""Dask workers that die, stop, or are of another version; a scheduler that dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ensemble.cell_work import compute, tasks_of
from tests.ensemble.dask_processes import LocalDask, local_dask

from detente.ensemble import parcels
from detente.ensemble.crews import Arrays
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import Cluster
from detente.errors import RunError

pytest.importorskip("distributed", reason="Dask is not installed")
pytestmark = pytest.mark.slow


@pytest.fixture
def dask() -> Iterator[LocalDask]:
    """Two workers, to be killed."""
    with local_dask(2) as dask:
        yield dask


@pytest.fixture(scope="module")
def quiet() -> Iterator[LocalDask]:
    """One worker that is left alone."""
    with local_dask(1) as dask:
        yield dask


def run(workers: Cluster, n: int, timeout: float | None = None, **job: str) -> dict[int, bytes]:
    """Run ``n`` cells and return what was handed over."""
    found: dict[int, bytes] = {}

    def done(k: int, arrays: Arrays) -> None:
        found[k] = arrays["normal"].tobytes()

    run_cells(compute, tasks_of(n, **job), workers=workers, done=done, timeout=timeout)
    return found


EXPECTED = {k: compute(*task)["normal"].tobytes() for k, task in enumerate(tasks_of(40))}


def test_a_killed_worker_is_done_without(dask: LocalDask, tmp_path: Path) -> None:
    """A worker killed by its cell, and another at a random moment: the run finishes, same bytes."""
    dask.add_worker()
    threading.Timer(0.7, dask.processes[1].kill).start()
    found = run(Cluster(dask.address), 40, act="die once", folder=str(tmp_path))
    assert found == EXPECTED


def test_a_stopped_worker_is_timed_out(dask: LocalDask, tmp_path: Path) -> None:
    """A worker that answers nothing is passed over and its cells go to the other."""
    found = run(Cluster(dask.address), 40, timeout=1.0, act="stop once", folder=str(tmp_path))
    assert found == EXPECTED


def test_a_dead_scheduler_ends_the_run(
    dask: LocalDask, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A clear error in seconds, what was done kept, and no noise."""
    found: list[int] = []
    threading.Timer(1.0, dask.scheduler.kill).start()
    began = time.monotonic()
    with pytest.raises(RunError, match=r"scheduler at .* does not answer any more"):
        run_cells(
            compute,
            tasks_of(1000, act="slow", folder=str(tmp_path)),
            workers=Cluster(dask.address),
            done=lambda k, _: found.append(k),
        )
    assert time.monotonic() - began < 5
    assert 0 < len(found) < 1000
    assert capfd.readouterr().err == ""


def test_no_worker_left_is_told(dask: LocalDask) -> None:
    """When all workers are gone and none comes, the run ends and says so."""
    for worker in dask.processes[1:]:
        os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(RunError, match=r"no worker of the cluster at .* can be used"):
        run(Cluster(dask.address, patience=0.5), 4)


def test_workers_of_another_version_are_refused(quiet: LocalDask, monkeypatch: pytest.MonkeyPatch) -> None:
    """At connection, by name, with both versions."""
    monkeypatch.setattr(parcels, "__version__", "9.9.9")
    with pytest.raises(RunError, match=r"tcp://127.* has detente .*, but this is detente 9\.9\.9"):
        run(Cluster(quiet.address), 4)


def test_a_worker_of_another_version_that_joins_later_is_refused(
    quiet: LocalDask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first cell it gets is given back, and the worker passed over."""
    with Cluster(quiet.address, patience=0.5).opened() as crew:
        monkeypatch.setattr(parcels, "__version__", "9.9.9")
        with pytest.raises(RunError, match=r"has detente .*, but this is detente 9\.9\.9"):
            run_cells(compute, tasks_of(4), workers=crew, done=lambda *_: None)
        assert "passed over" in crew.describe()


def test_a_block_costs_little(quiet: LocalDask) -> None:
    """The connection is described, and a trivial cell takes this side a few milliseconds of computing."""
    with Cluster(quiet.address).opened() as crew:
        assert f"Dask at {quiet.address}, workers: 1, threads: 1" in crew.describe()
        run_cells(compute, tasks_of(4), workers=crew, done=lambda *_: None)
        began = time.process_time()
        run_cells(compute, tasks_of(100), workers=crew, done=lambda *_: None)
    assert (time.process_time() - began) / 100 < 0.010

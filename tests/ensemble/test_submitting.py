"""Somebody else's executor."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest
from tests.ensemble.cell_work import compute, tasks_of

from detente.ensemble import parcels
from detente.ensemble.crews import Arrays
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import Submitting
from detente.errors import RunError


class Broken(Executor):
    """Takes two cells, then breaks."""

    def __init__(self) -> None:
        self.taken = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it, or not."""
        self.taken += 1
        future: Future[Any] = Future()
        if self.taken > 2:
            future.set_exception(BrokenProcessPool("a process died"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_an_executor_that_breaks_ends_the_run() -> None:
    """What was done before is handed over, and the executor is named."""
    found: dict[int, Arrays] = {}
    with pytest.raises(RunError, match="workers of a Broken are gone: a process died"):
        run_cells(compute, tasks_of(9), workers=Submitting(Broken()), done=found.__setitem__)
    assert sorted(found) == [0, 1]


def test_an_executor_that_was_shut_down_is_told() -> None:
    """An executor that takes nothing gives an error of ours."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(RunError, match="take no more cells"):
        run_cells(compute, tasks_of(2), workers=Submitting(executor), done=lambda *_: None)


def test_a_worker_of_another_version_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose version is not that of the parcel does not compute it."""
    executor = ThreadPoolExecutor(1)

    def late(*arguments: Any) -> bytes:
        monkeypatch.undo()
        return parcels.answer(*arguments)

    monkeypatch.setattr(parcels, "__version__", "9.9.9")
    monkeypatch.setattr("detente.ensemble.submitting.answer", late)
    with executor, pytest.raises(RunError, match="a worker has detente"):
        run_cells(compute, tasks_of(1), workers=Submitting(executor), done=lambda *_: None)


def test_an_overdue_cell_ends_the_run() -> None:
    """An executor cannot be made to end a cell, so the run ends without it."""
    executor = ThreadPoolExecutor(1)
    began = time.monotonic()
    with pytest.raises(RunError, match=r"test-0000 takes more than 0\.1 seconds"):
        run_cells(_sleep, tasks_of(1), workers=Submitting(executor), done=lambda *_: None, timeout=0.1)
    assert time.monotonic() - began < 0.9
    executor.shutdown()


def _sleep(*_: Any) -> Arrays:
    time.sleep(1)
    return {}

"""The loop that keeps cells going."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

import pytest
from tests.ensemble.cell_work import compute, tasks_of

from detente.ensemble.crews import Arrays, Crew, LostWorkerError, NotTakenError
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import Threads
from detente.errors import RunError


class Scripted(Crew):
    """Answers cell 1 with the errors it is given, one after another, then with its result."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.most = self.out = 0

    @property
    def depth(self) -> int:
        """Three at a time."""
        return 3

    def describe(self) -> str:
        """Say something."""
        return "scripted"

    def submit(self, compute: Any, job: Any, cell: Any, _timeout: float | None) -> Future[Arrays]:
        """Have it done at once."""
        self.out += 1
        self.most = max(self.most, self.out)
        future: Future[Arrays] = Future()
        if cell.number == 1 and self.errors:
            future.set_exception(self.errors.pop(0))
        else:
            future.set_result(compute(job, cell))
        return future

    def collect(self, future: Future[Any]) -> Arrays:
        """Count it back in."""
        self.out -= 1
        return super().collect(future)


def test_a_cell_is_tried_again() -> None:
    """Two lost workers of three allowed, and refusals without limit, do not end the run."""
    crew = Scripted(*[NotTakenError()] * 9, LostWorkerError("x"), NotTakenError(), LostWorkerError("y"))
    found: dict[int, Arrays] = {}
    run_cells(compute, tasks_of(6), workers=crew, done=found.__setitem__)
    assert sorted(found) == list(range(6))
    assert crew.most == 3


def test_a_cell_that_loses_its_workers_is_named() -> None:
    """The third lost worker ends the run, with the last reason."""
    crew = Scripted(*[LostWorkerError("it melted")] * 3)
    with pytest.raises(RunError, match=r"test-0001 was given up after 3 attempts.*it melted"):
        run_cells(compute, tasks_of(6), workers=crew, done=lambda *_: None)


def test_what_is_finished_is_kept_when_a_cell_fails() -> None:
    """Cells that were finished but not yet taken in are handed over before the error goes on."""
    crew = Scripted(ValueError("bad"))
    found: dict[int, Arrays] = {}
    with pytest.raises(ValueError, match="bad"):
        run_cells(compute, tasks_of(6), workers=crew, done=found.__setitem__)
    assert sorted(found) == [0, 2, 3]


def test_an_overdue_thread_ends_the_run() -> None:
    """A thread cannot be ended, and the message says what can."""
    began = time.monotonic()
    with pytest.raises(RunError, match=r"test-0002 takes more than 0\.1 seconds.*processes can"):
        run_cells(compute, tasks_of(4, act="hang"), workers=Threads(2), done=lambda *_: None, timeout=0.1)
    assert time.monotonic() - began < 1

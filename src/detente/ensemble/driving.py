"""Have the cells of a run computed by whatever workers there are, whatever happens to them."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any

from detente.ensemble.crews import (
    Arrays,
    CellLike,
    Compute,
    Crew,
    JobLike,
    LostWorkerError,
    NotTakenError,
    Workers,
)
from detente.ensemble.executors import Progress
from detente.errors import RunError

__all__ = ["run_cells"]

#: Seconds between two looks after the workers.
TICK = 0.2


def run_cells(
    compute: Compute,
    tasks: Sequence[tuple[JobLike, CellLike]],
    *,
    workers: Workers,
    done: Callable[[int, Arrays], None],
    progress: Progress | None = None,
    timeout: float | None = None,
    retries: int = 3,
) -> None:
    """Compute cells that do not depend on one another.

    Parameters
    ----------
    compute : callable
        A pure function at the top of a module; ``compute(job, cell)`` returns a dict of arrays.
    tasks : sequence of (job, cell)
        Neither job nor cell is changed. Jobs go to a worker once where its kind allows it.
    workers : Workers
        Of :mod:`detente.ensemble.workers`; or a crew that is open, which stays open.
    done : callable
        ``done(k, arrays)`` is called in this thread for each task number, once, in the order in
        which cells are finished.
    progress : callable, optional
        Called after ``done`` with (draws done, draws in all).
    timeout : float, optional
        Seconds a cell may take from when it begins. Its worker is then ended, or passed over from
        then on, and the cell tried again; workers that cannot be ended (threads, an executor)
        make it a RunError; in the calling thread it has no effect.
    retries : int
        A cell on which this many workers have been lost ends the run.

    Raises
    ------
    RunError
        When a cell loses one worker after another, or no worker can be had. What was done was
        handed to ``done``.
    KeyboardInterrupt
        As it came; what was done is handed to ``done``, the rest dropped.
    Exception
        The error of the first cell that raises one, or of ``done`` or ``progress``.
    """
    if not tasks:
        return
    with workers.opened() as crew:
        _Drive(crew, compute, tasks, done, progress, timeout, retries).run()


class _Drive:
    """One run of cells on a crew."""

    def __init__(
        self,
        crew: Crew,
        compute: Compute,
        tasks: Sequence[tuple[JobLike, CellLike]],
        done: Callable[[int, Arrays], None],
        progress: Progress | None,
        timeout: float | None,
        retries: int,
    ) -> None:
        self.crew, self.compute, self.tasks = crew, compute, tasks
        self.done, self.progress = done, progress
        self.timeout, self.retries = timeout, retries
        self.waiting = deque(range(len(tasks)))
        self.flying: dict[Future[Any], int] = {}
        self.began: dict[Future[Any], float] = {}
        # Futures come through a queue: waiting for several locks all of them, and an interrupt at
        # that moment would leave them locked for ever.
        self.landed: SimpleQueue[Future[Any]] = SimpleQueue()
        self.losses: Counter[int] = Counter()
        self.draws = 0
        self.total = sum(cell.count for _, cell in tasks)
        self.handing_over = False

    def run(self) -> None:
        """Go on until every cell is done."""
        looked = time.monotonic()
        try:
            while self.waiting or self.flying:
                self._submit()
                self._next()
                if time.monotonic() - looked > TICK:
                    looked = time.monotonic()
                    self.crew.check()
                    self._overdue(looked)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) or not self.handing_over:
                self._salvage()
            raise
        finally:
            for future in self.flying:
                future.cancel()

    def _submit(self) -> None:
        """Send cells off, as many as the crew can have."""
        while self.waiting and len(self.flying) < self.crew.depth:
            job, cell = self.tasks[self.waiting[0]]
            future = self.crew.submit(self.compute, job, cell, self.timeout)
            self.flying[future] = self.waiting.popleft()
            future.add_done_callback(self.landed.put)

    def _next(self) -> None:
        """Take in the next cell that is finished, or wait for a moment."""
        try:
            future = self.landed.get(timeout=TICK)
        except Empty:
            return
        if future in self.flying:
            self._land(future)

    def _land(self, future: Future[Any]) -> None:
        k = self.flying[future]
        try:
            arrays = self.crew.collect(future)
        except LostWorkerError as error:
            self._lost(k, error)
        except NotTakenError:
            self.waiting.appendleft(k)
        else:
            self._hand_over(future, arrays)
        self.flying.pop(future, None)
        self.began.pop(future, None)

    def _hand_over(self, future: Future[Any], arrays: Arrays) -> None:
        k = self.flying.pop(future)  # before the call: an interrupt during it must not repeat it
        self.handing_over = True
        self.done(k, arrays)
        self.draws += self.tasks[k][1].count
        if self.progress:
            self.progress(self.draws, self.total)
        self.handing_over = False

    def _lost(self, k: int, error: LostWorkerError) -> None:
        self.losses[k] += 1
        if self.losses[k] >= self.retries:
            raise RunError(
                f"cell {self.tasks[k][1].name} was given up after {self.losses[k]} attempts, as each lost "
                f"its worker; the last time {error}; the blocks done are kept"
            ) from error
        self.waiting.appendleft(k)

    def _overdue(self, now: float) -> None:
        """Stop the run for a cell that takes too long, where the crew cannot end it."""
        if self.timeout is None or self.crew.stops:
            return
        for future, k in self.flying.items():
            if future.running() and now - self.began.setdefault(future, now) > self.timeout:
                raise RunError(
                    f"cell {self.tasks[k][1].name} takes more than {self.timeout} seconds, and "
                    f"{self.crew.describe()} cannot be made to end it; processes can"
                )

    def _salvage(self) -> None:
        """Hand over what is finished and was not yet taken in."""
        for future in list(self.flying):
            if future.done() and not future.cancelled() and future.exception() is None:
                try:
                    arrays = self.crew.collect(future)
                except Exception:  # its own error, or its worker's: another one is on its way already
                    continue
                self._hand_over(future, arrays)

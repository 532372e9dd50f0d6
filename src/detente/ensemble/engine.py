"""Drive the cells of a run: those already kept are taken as they are, the others computed.

Parts are merged as they arrive, so that no more than the sum is held.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.cells import JUDGE, Cell, Job, cells_of, compute
from detente.ensemble.crews import Workers
from detente.ensemble.driving import run_cells
from detente.ensemble.executors import Progress

__all__ = ["Engine", "Keeper"]

Arrays = dict[str, NDArray[Any]]

#: Under this name the time a cell took travels with its arrays; it is no part of them.
SECONDS = "__seconds__"


class Keeper(Protocol):
    """Something that keeps finished cells: a run bundle."""

    def done(self) -> Mapping[str, str]:
        """Return the names of the cells it keeps, with their digests."""

    def load(self, name: str) -> Arrays | None:
        """Return a kept cell, or None where it is missing or damaged."""

    def save(
        self, name: str, arrays: Arrays, *, stage: str, job: str, start: int, count: int, seconds: float
    ) -> None:
        """Keep a finished cell."""


def timed(job: Job, cell: Cell) -> Arrays:
    """Compute a cell where it was sent to, and say how long that took beside what it comes to."""
    began = time.perf_counter()
    arrays = compute(job, cell)
    return {**arrays, SECONDS: np.array([time.perf_counter() - began])}


class Engine:
    """Runs the stages of one or more jobs on the same workers.

    Parameters
    ----------
    workers : Workers
        See :mod:`detente.ensemble.workers`.
    keeper : Keeper, optional
        Where finished cells are kept and found again.
    timeout : float, optional
        Seconds after which a cell is given to another worker.
    progress : callable, optional
        Called with (draws done, draws in all) of the judging stage.
    """

    def __init__(
        self,
        workers: Workers,
        *,
        keeper: Keeper | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.workers = workers
        self.keeper = keeper
        self.timeout = timeout
        self.progress = progress

    def stage(
        self,
        stage: str,
        jobs: Sequence[Job],
        draws: int,
        *,
        merge: Callable[[list[Arrays]], Arrays],
        first: int = 0,
    ) -> dict[str, Arrays]:
        """Run one stage of every job over draws ``first`` to ``draws``.

        Parameters
        ----------
        stage : str
        jobs : sequence of Job
        draws, first : int
            ``first`` is a multiple of the block size.
        merge : callable
            Adds arrays of disjoint draws; it may be called in any order.

        Returns
        -------
        dict of job name to arrays
        """
        found: dict[str, Arrays] = {}

        def take(cell: Cell, arrays: Arrays) -> None:
            known = found.get(cell.job)
            found[cell.job] = arrays if known is None else merge([known, arrays])

        tasks = [(job, cell) for job in jobs for cell in cells_of(job.name, stage, draws, first)]
        left = self._kept(tasks, take)
        self._compute(left, sum(cell.count for _, cell in tasks), take)
        return found

    def _kept(
        self, tasks: Sequence[tuple[Job, Cell]], take: Callable[[Cell, Arrays], None]
    ) -> list[tuple[Job, Cell]]:
        """Take what is kept; return what is left to do."""
        if self.keeper is None:
            return list(tasks)
        known = self.keeper.done()
        left = []
        for job, cell in tasks:
            arrays = self.keeper.load(cell.name) if cell.name in known else None
            if arrays is None:
                left.append((job, cell))
            else:
                take(cell, arrays)
        return left

    def _compute(
        self,
        tasks: Sequence[tuple[Job, Cell]],
        total: int,
        take: Callable[[Cell, Arrays], None],
    ) -> None:
        finished = total - sum(cell.count for _, cell in tasks)

        def done(k: int, arrays: Arrays) -> None:
            nonlocal finished
            cell = tasks[k][1]
            seconds = float(arrays.pop(SECONDS)[0])
            if self.keeper is not None:
                self.keeper.save(
                    cell.name,
                    arrays,
                    stage=cell.stage,
                    job=cell.job,
                    start=cell.start,
                    count=cell.count,
                    seconds=seconds,
                )
            take(cell, arrays)
            finished += cell.count
            if self.progress and cell.stage == JUDGE:
                self.progress(finished, total)

        if tasks:
            run_cells(timed, tasks, workers=self.workers, done=done, timeout=self.timeout)

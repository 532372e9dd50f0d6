"""The kinds of workers a run can use.

    Here()                      the calling thread
    Threads(n)                  threads of this process; the kernels run side by side in them
    Processes(n)                processes of this machine; survive what kills or stops one of them
    Cluster("tcp://host:8786")  Dask workers, by the address of their scheduler
    Submitting(executor)        any executor of PEP 3148

Whichever is used, a run comes to the same bytes. ``with Processes(2).opened() as crew`` keeps
workers ready for several runs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from detente.ensemble.cluster import ClusterCrew
from detente.ensemble.cluster_connection import hushed
from detente.ensemble.crews import Arrays, CellLike, Compute, Crew, JobLike, Workers
from detente.ensemble.processes import ProcessStation
from detente.ensemble.stations import StationCrew, ThreadStation
from detente.ensemble.submitting import SubmittingCrew
from detente.errors import RunError

__all__ = ["MOST", "Cluster", "Crew", "Here", "Processes", "Submitting", "Threads", "Workers", "cores"]

#: Threads or processes at most, against slips of the keyboard.
MOST = 1_000


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _until_left(crew: Crew) -> Iterator[Crew]:
    try:
        yield crew
    finally:
        crew.close()


def _checked(n: int, what: str) -> int:
    if not 1 <= n <= MOST:
        raise RunError(f"{n} {what} cannot be used; give a number from 1 to {MOST}, such as {cores()}")
    return n


@dataclass(frozen=True)
class Here(Workers):
    """The calling thread, one cell after another. A cell that takes too long is not ended."""

    def describe(self) -> str:
        """Say where."""
        return "this process, one thread"

    def opened(self) -> contextlib.AbstractContextManager[Crew]:
        """Have it ready."""
        return _until_left(_HereCrew())


class _HereCrew(Crew):
    @property
    def depth(self) -> int:
        return 1

    def describe(self) -> str:
        return Here().describe()

    def submit(
        self, compute: Compute, job: JobLike, cell: CellLike, _timeout: float | None
    ) -> Future[Arrays]:
        future: Future[Arrays] = Future()
        try:
            future.set_result(compute(job, cell))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Threads(Workers):
    """Threads of this process. They cannot be ended: a cell that takes too long ends the run.

    Parameters
    ----------
    n : int, optional
        1 to ``MOST``; as many as there are cores unless given.
    """

    n: int | None = None

    def describe(self) -> str:
        """Say how many."""
        return f"{self.n or cores()} threads"

    def opened(self) -> contextlib.AbstractContextManager[Crew]:
        """Have them ready."""
        n = _checked(cores() if self.n is None else self.n, "threads")
        return _until_left(StationCrew(n, ThreadStation, stops=False, text=self.describe()))


@dataclass(frozen=True)
class Processes(Workers):
    """Processes of this machine, of one thread each, started without copying this one.

    One that dies is replaced and its cell done again; one that takes too long is ended. They end
    with this process, however it ends.

    Parameters
    ----------
    n : int, optional
        1 to ``MOST``; as many as there are cores unless given.
    """

    n: int | None = None

    def describe(self) -> str:
        """Say how many."""
        return f"{self.n or cores()} processes of one thread each"

    def opened(self) -> contextlib.AbstractContextManager[Crew]:
        """Have them ready; each is started with the first cell for it."""
        n = _checked(cores() if self.n is None else self.n, "processes")
        return _until_left(StationCrew(n, ProcessStation, stops=True, text=self.describe()))


@dataclass(frozen=True)
class Cluster(Workers):
    """Dask workers; only those of this version of detente and Python are used.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``"tcp://192.0.2.1:8786"``.
    patience : float
        Seconds to wait while there is no worker that can be used.
    """

    address: str
    patience: float = 30.0

    def describe(self) -> str:
        """Say where."""
        return f"the Dask cluster at {self.address}"

    @contextlib.contextmanager
    def opened(self) -> Iterator[Crew]:
        """Connect, and leave at the end; Dask's own logging is silent in between.

        Raises
        ------
        RunError
            When Dask is missing, nothing answers or no worker is of this version.
        """
        with hushed(), _until_left(ClusterCrew(self.address, self.patience)) as crew:
            yield crew


@dataclass(frozen=True)
class Submitting(Workers):
    """An executor of PEP 3148, whoever made it; it is left running.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        Such as ``MPIPoolExecutor``, or one that hands calls to a batch queue.
    in_flight : int
        Cells submitted at a time: a few for each of its workers.
    """

    executor: Executor
    in_flight: int = 64

    def describe(self) -> str:
        """Name the executor."""
        return SubmittingCrew(self.executor, self.in_flight).describe()

    def opened(self) -> contextlib.AbstractContextManager[Crew]:
        """Use it inside the block."""
        return _until_left(SubmittingCrew(self.executor, _checked(self.in_flight, "cells in flight")))

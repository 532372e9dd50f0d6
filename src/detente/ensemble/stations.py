"""A crew of threads, each of which serves one station: itself, or a process of its own.

The threads are daemons: one that is in the middle of a long cell does not keep the program from
ending after an interrupt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Protocol

from detente.ensemble.crews import Arrays, CellLike, Compute, Crew, JobLike

__all__ = ["Station", "StationCrew", "ThreadStation"]

Task = tuple[Compute, JobLike, CellLike, float | None]


class Station(Protocol):
    """Where one cell at a time is computed."""

    def run(self, compute: Compute, job: JobLike, cell: CellLike, timeout: float | None) -> Arrays:
        """Compute a cell."""

    def close(self) -> None:
        """End, at once where that can be done; called from another thread."""


class ThreadStation:
    """Computes in the thread that serves it, which cannot be ended from outside."""

    def run(self, compute: Compute, job: JobLike, cell: CellLike, _timeout: float | None) -> Arrays:
        """Compute a cell, however long that takes."""
        return compute(job, cell)

    def close(self) -> None:
        """Leave the cell under way to its end."""


class StationCrew(Crew):
    """Up to ``n`` stations, opened when there are cells for them.

    Parameters
    ----------
    n : int
    station : callable
        Makes a station.
    stops : bool
        Whether stations end cells that run for too long.
    text : str
        What :meth:`describe` says.
    """

    def __init__(self, n: int, station: Callable[[], Station], *, stops: bool, text: str) -> None:
        self.stops = stops
        self._n, self._station, self._text = n, station, text
        self._stations: list[Station] = []
        self._closed = False
        self._queue: SimpleQueue[tuple[Future[Arrays], Task] | None] = SimpleQueue()

    @property
    def depth(self) -> int:
        """Twice the stations, so that none waits while results are taken in."""
        return 2 * self._n

    def describe(self) -> str:
        """Say what the workers are."""
        return self._text

    def submit(self, compute: Compute, job: JobLike, cell: CellLike, timeout: float | None) -> Future[Arrays]:
        """Queue a cell for the next station that is free."""
        if len(self._stations) < self._n:
            station = self._station()
            self._stations.append(station)
            threading.Thread(target=self._serve, args=(station,), daemon=True, name="detente-worker").start()
        future: Future[Arrays] = Future()
        self._queue.put((future, (compute, job, cell, timeout)))
        return future

    def _serve(self, station: Station) -> None:
        while (item := self._queue.get()) is not None and not self._closed:
            future, task = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(station.run(*task))
            except BaseException as error:
                future.set_exception(error)

    def close(self) -> None:
        """Drop what has not begun and end the stations."""
        self._closed = True
        for _ in self._stations:
            self._queue.put(None)
        for station in self._stations:
            station.close()

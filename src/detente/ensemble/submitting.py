"""Any executor of PEP 3148 as a crew: an MPI pool, a batch queue, one of the standard library."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any

from detente.ensemble.crews import Arrays, CellLike, Compute, Crew, JobLike, LostWorkerError, RefusedError
from detente.ensemble.parcels import answer, pack, unpack
from detente.errors import RunError

__all__ = ["SubmittingCrew"]


class SubmittingCrew(Crew):
    """Cells go to somebody else's executor, which is not shut down here.

    Nothing is known of its workers, so the job travels with every cell.
    """

    def __init__(self, executor: Executor, in_flight: int) -> None:
        self._executor, self._in_flight = executor, in_flight

    @property
    def depth(self) -> int:
        """As many as was said."""
        return self._in_flight

    def describe(self) -> str:
        """Name the type of the executor."""
        return f"the workers of a {type(self._executor).__name__}"

    def submit(self, compute: Compute, job: JobLike, cell: CellLike, _timeout: float | None) -> Future[bytes]:
        """Hand a cell to the executor."""
        parcel = pack(compute, job, cell)
        try:
            return self._executor.submit(answer, parcel)
        except RuntimeError as error:  # broken, or shut down by its owner
            raise RunError(f"{self.describe()} take no more cells: {error}") from error

    def collect(self, future: Future[Any]) -> Arrays:
        """Return what a cell came to."""
        try:
            return unpack(future.result())
        except CancelledError:
            raise LostWorkerError("the executor cancelled it") from None
        except RefusedError as error:
            raise RunError(f"a worker {error}") from None
        except BrokenExecutor as error:
            raise RunError(f"{self.describe()} are gone: {error}; the blocks done are kept") from error

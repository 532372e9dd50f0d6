"""What every kind of worker offers a run: a place to send cells to, and a way to hear of them.

The shape is that of PEP 3148 (`concurrent.futures`): a cell is submitted and a future comes back.
A :class:`Workers` says which workers are wanted; while it is opened there is a :class:`Crew`.
A crew is itself a ``Workers``, so that several runs can use the same crew, one after another.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Any, Protocol

from numpy.typing import NDArray

__all__ = [
    "Arrays",
    "CellLike",
    "Compute",
    "Crew",
    "JobLike",
    "LostWorkerError",
    "MissingJobError",
    "NotTakenError",
    "RefusedError",
    "Workers",
]

#: What a cell comes to: named arrays of plain types.
Arrays = dict[str, NDArray[Any]]
#: Called with a job and a cell.
Compute = Callable[[Any, Any], Arrays]


class JobLike(Protocol):
    """What cells have in common; it can be pickled."""

    @property
    def key(self) -> str:
        """Stands for the whole content: the same key, the same job."""


class CellLike(Protocol):
    """A piece of a run; it can be pickled."""

    @property
    def name(self) -> str:
        """Names the cell in messages."""

    @property
    def count(self) -> int:
        """Draws of the cell, for progress."""


class LostWorkerError(Exception):
    """A worker ended, or was ended, while it had the cell; says how. The cell may be tried again."""


class NotTakenError(Exception):
    """A worker gave the cell back without beginning it, which is no fault of the cell."""


class MissingJobError(NotTakenError):
    """A worker no longer has the job of the cell; it must be sent again."""


class RefusedError(Exception):
    """The worker is of another version; says which."""


class Workers(ABC):
    """Which workers a run uses."""

    @abstractmethod
    def opened(self) -> AbstractContextManager[Crew]:
        """Have the workers ready inside a ``with`` block, at the end of which they are gone."""

    @abstractmethod
    def describe(self) -> str:
        """Say in a few words what the workers are."""


class Crew(Workers):
    """Workers that are ready. All methods are called by one thread."""

    #: Whether a cell that runs for too long is ended by the crew itself.
    stops = False

    @property
    @abstractmethod
    def depth(self) -> int:
        """How many cells may be submitted and not yet collected; it may change, and be 0."""

    @abstractmethod
    def submit(self, compute: Compute, job: JobLike, cell: CellLike, timeout: float | None) -> Future[Any]:
        """Send a cell off. Its time is counted from when it begins to run.

        Raises
        ------
        RunError
            When the crew as a whole cannot go on.
        """

    def collect(self, future: Future[Any]) -> Arrays:
        """Return what a cell that is done came to.

        Raises
        ------
        LostWorkerError, NotTakenError
            The cell is to be submitted again.
        RunError
            When the crew as a whole cannot go on.
        Exception
            Whatever the cell raised.
        """
        arrays: Arrays = future.result()
        return arrays

    def check(self) -> None:
        """Look after the workers; called several times a second.

        Raises
        ------
        RunError
            When the crew as a whole cannot go on.
        """
        return

    def close(self) -> None:
        """Drop what has not begun and end the workers, at once."""
        return

    @contextlib.contextmanager
    def opened(self) -> Iterator[Crew]:
        """Give the crew itself, and leave it open."""
        yield self

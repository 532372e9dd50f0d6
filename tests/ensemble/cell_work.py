"""Small cells for the tests of workers: quick, slow, fatal, hanging."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownNameError

__all__ = ["Cell", "Job", "compute", "tasks_of"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job: what its cells do, and where they leave traces."""

    key: str
    act: str = "add"
    folder: str = ""
    weight: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of four draws."""

    number: int
    count: int = 4

    @property
    def name(self) -> str:
        """The cell's name."""
        return f"test-{self.number:04d}"


def tasks_of(n: int, **job: Any) -> list[tuple[Job, Cell]]:
    """Make ``n`` tasks of one job."""
    made = Job(key=repr(sorted(job.items())), **job)
    return [(made, Cell(number=k)) for k in range(n)]


def _first(job: Job, cell: Cell) -> bool:
    """Whether this is the first attempt at a cell, or any of its cells for ``once``."""
    try:
        Path(job.folder, cell.name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def compute(job: Job, cell: Cell) -> dict[str, NDArray[Any]]:
    """Do what the job says, then return numbers that depend on the cell alone."""
    if job.act == "raise" and cell.number == 3:
        raise UnknownNameError("party", "russai", ["russia"])
    if job.act == "bug":
        raise ZeroDivisionError("by nothing")
    if job.act == "die" and cell.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    if job.act == "die once" and cell.number == 2 and _first(job, cell):
        os.kill(os.getpid(), signal.SIGKILL)
    if job.act == "stop once" and cell.number == 2 and _first(job, cell):
        os.kill(os.getpid(), signal.SIGSTOP)
    if job.act == "hang" and cell.number == 2:
        time.sleep(600)
    if job.act == "slow":
        Path(job.folder, f"pid-{os.getpid()}").touch()
        time.sleep(0.05)
    if job.act == "noise":
        print("noise", flush=True)
    random = np.random.default_rng([7, cell.number])
    return {
        "normal": random.standard_normal(100),
        "threads": np.array([numba.get_num_threads()]) if job.act == "threads" else np.zeros(1, np.int64),
    }

"""What workers are given to do: judging as in a run, one question alone, or nothing at all."""

from __future__ import annotations

import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.cells import JUDGE, Cell, Job, compute, prepared
from detente.ensemble.crews import Compute, Workers
from detente.ensemble.depths import SWEETENED, depths_of_values
from detente.ensemble.driving import run_cells
from detente.ensemble.executors import blocks_of
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import Summary, merged

__all__ = ["Canned", "added", "canned", "cells", "depths_alone", "job_of", "judged", "nothing", "timed"]

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Canned:
    """A job whose every cell comes to the same arrays, which are kept ready."""

    key: str
    payload: bytes = b""


def nothing(_job: Any, _cell: Any) -> Arrays:
    """Come to one number at once."""
    return {"nothing": np.zeros(1)}


def canned(job: Canned, _cell: Cell) -> Arrays:
    """Come to the arrays of the job: something of the size of a real block, for no work."""
    arrays: Arrays = pickle.loads(job.payload)
    return arrays


def depths_alone(job: Job, cell: Cell) -> Arrays:
    """Draw, and ask for every kind of deal how many gates its best package passes: nothing else."""
    context = prepared(job)
    return {"depths": depths_of_values(context.blueprint, context.values(cell), SWEETENED)}


def job_of(dossier: Dossier, counted: int = 0) -> Job:
    """Return a job of plain Monte Carlo draws, seed 0."""
    return Job.of("base", dossier, Scheme(seed=0), counted=counted)


def cells(draws: int, block: int, first: int = 0) -> list[Cell]:
    """Cut draws, from the ``first`` on, into cells of a block size of one's own."""
    return [
        Cell(job="base", stage=JUDGE, start=first + start, count=count)
        for start, count in blocks_of(draws, block)
    ]


def timed(
    compute: Compute, job: Any, todo: Sequence[Cell], workers: Workers
) -> tuple[float, dict[int, Arrays]]:
    """Have cells computed; return seconds, and what each came to by its number."""
    found: dict[int, Arrays] = {}
    start = time.perf_counter()
    run_cells(compute, [(job, cell) for cell in todo], workers=workers, done=found.__setitem__)
    return time.perf_counter() - start, found


def judged(job: Job, todo: Sequence[Cell], workers: Workers) -> tuple[float, Summary]:
    """Judge cells and add them up, as a run does; return seconds, and the sum."""
    found: list[Summary] = []

    def done(_k: int, arrays: Arrays) -> None:
        found[:] = [added(found, arrays)]

    start = time.perf_counter()
    run_cells(compute, [(job, cell) for cell in todo], workers=workers, done=done)
    return time.perf_counter() - start, found[0]


def added(sum_so_far: Sequence[Summary], arrays: Arrays) -> Summary:
    """Add a block to the sum of those before it."""
    return merged([*sum_so_far, Summary.of_arrays(arrays)])

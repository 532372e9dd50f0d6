"""What a block costs besides its computing: on local processes, on Dask, and kept in a bundle."""

from __future__ import annotations

import dataclasses
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ensemble_dask import cpu_of, local_dask
from ensemble_judging import CASE
from ensemble_table import Effort, figure, heading, say, table
from ensemble_work import Canned, added, canned, cells, job_of, nothing

import detente
from detente.bundles.bundle import Bundle
from detente.bundles.store import Store
from detente.ensemble.cells import BLOCK, JUDGE, Cell, compute
from detente.ensemble.crews import Arrays, Compute, Crew
from detente.ensemble.driving import run_cells
from detente.ensemble.summary import Summary
from detente.ensemble.workers import Cluster, Processes

__all__ = ["PerBlock", "a_block", "a_bundle", "keeping", "measure", "on_dask", "per_block"]


@dataclass(frozen=True)
class PerBlock:
    """Seconds a block, on the wall and of each process's processor time; workers' are summed."""

    wall: float
    driver: float
    scheduler: float
    workers: float


def measure(effort: Effort) -> None:
    """Print the overhead of blocks."""
    heading(
        "Overhead per block",
        f"Blocks that are no work: they come to one number, or to the arrays of a real block of {CASE},\n"
        "kept ready. Wall time with one and with two workers, sent as fast as they come back, and processor\n"
        "time of each process; with Dask two workers are four processes on the machine's cores.\n"
        "In a bundle a block is written, flushed to the disk and entered in the ledger: the disk decides.",
    )
    blocks = effort.pick(200, 1000)
    arrays = a_block()
    size = sum(a.nbytes for a in arrays.values())
    say(f"a real block: {BLOCK} draws, {size:,} bytes; {blocks} blocks for each row")
    head = ("ms a block", "wall", "driver, cpu", "scheduler, cpu", "workers, cpu")
    table(head, _rows(arrays, blocks))
    table(("ms a block, in a bundle", "wall", "driver, cpu"), _kept(arrays, effort.pick(50, 300)))


def a_block() -> Arrays:
    """Judge one block of the reference case."""
    return compute(job_of(detente.load(CASE)), cells(BLOCK, BLOCK)[0])


def _rows(arrays: Arrays, blocks: int) -> Iterator[list[str]]:
    real = Canned("real", pickle.dumps(arrays))
    for n in (1, 2):
        with Processes(n).opened() as crew:
            yield _row(f"processes: {n}, a number", per_block(nothing, real, blocks, crew, n))
            yield _row(f"processes: {n}, a real block", per_block(canned, real, blocks, crew, n))
    for n in (1, 2):
        yield _row(f"Dask workers: {n}, a number", on_dask(n, nothing, real, blocks))
        yield _row(f"Dask workers: {n}, a real block", on_dask(n, canned, real, blocks))


def _row(name: str, found: PerBlock) -> list[str]:
    times = (found.wall, found.driver, found.scheduler, found.workers)
    return [name, *(figure(1e3 * seconds) if seconds else "" for seconds in times)]


def on_dask(workers: int, work: Compute, job: Canned, blocks: int) -> PerBlock:
    """Measure Dask's overhead, its workers warm."""
    with local_dask(workers) as dask, Cluster(dask.address).opened() as crew:
        return per_block(work, job, blocks, crew, workers, scheduler=dask.scheduler, others=dask.workers)


def per_block(
    work: Compute,
    job: Canned,
    blocks: int,
    crew: Crew,
    workers: int,
    *,
    scheduler: int | None = None,
    others: Sequence[int] | None = None,
) -> PerBlock:
    """Run blocks of no work on a crew that is open; local processes are found as children."""
    import psutil

    def run(draws: int) -> None:
        tasks: list[tuple[Canned, Cell]] = [(job, cell) for cell in cells(draws, 1)]
        run_cells(work, tasks, workers=crew, done=lambda _k, _arrays: None)

    run(8 * workers)
    pids = [child.pid for child in psutil.Process().children()] if others is None else list(others)
    begun = (cpu_of(), cpu_of(scheduler) if scheduler else 0.0, cpu_of(*pids), time.perf_counter())
    run(blocks)
    ended = (cpu_of(), cpu_of(scheduler) if scheduler else 0.0, cpu_of(*pids), time.perf_counter())
    driver, scheduling, working, wall = ((b - a) / blocks for a, b in zip(begun, ended, strict=True))
    return PerBlock(wall=wall, driver=driver, scheduler=scheduling, workers=working)


@contextmanager
def a_bundle() -> Iterator[Bundle]:
    """Have an empty bundle in a folder of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(folder).open({"for": "measuring"}, {}, "none") as bundle,
    ):
        yield bundle


def keeping(bundle: Bundle, arrays: Arrays, blocks: int) -> Iterator[tuple[str, float, float]]:
    """Save a block many times, load it, add it up; yield each with its seconds, wall and processor."""
    names = [dataclasses.replace(cell, start=k * BLOCK).name for k, cell in enumerate(cells(blocks, 1))]

    def save(k: int) -> None:
        bundle.save(names[k], arrays, stage=JUDGE, job="base", start=k * BLOCK, count=BLOCK, seconds=0.0)

    so_far = [Summary.of_arrays(arrays)]
    yield "save", *_each(save, blocks)
    yield "load", *_each(lambda k: bundle.load(names[k]), blocks)
    yield "add up", *_each(lambda _k: added(so_far, arrays), blocks)


def _each(work: Callable[[int], object], times: int) -> tuple[float, float]:
    work(0)
    cpu, wall = time.process_time(), time.perf_counter()
    for k in range(times):
        work(k)
    return (time.perf_counter() - wall) / times, (time.process_time() - cpu) / times


def _kept(arrays: Arrays, blocks: int) -> Iterator[list[str]]:
    with a_bundle() as bundle:
        for what, wall, cpu in keeping(bundle, arrays, blocks):
            yield [what, figure(1e3 * wall), figure(1e3 * cpu)]

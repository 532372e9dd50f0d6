"""The same draws by one worker and by two: threads, processes, Dask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack

from ensemble_dask import local_dask
from ensemble_judging import CASE
from ensemble_table import Effort, figure, heading, say, table
from ensemble_work import cells, job_of, judged

import detente
from detente.bundles.blocks import digest_of
from detente.ensemble.cells import BLOCK, Job
from detente.ensemble.crews import Crew
from detente.ensemble.workers import Cluster, Processes, Threads

__all__ = ["measure"]

KINDS = ("processes", "threads", "Dask")


def measure(effort: Effort) -> None:
    """Print wall times and ratios."""
    draws, block = effort.pick(192, 512), effort.pick(16, BLOCK)
    heading(
        f"Scaling: {draws} draws of {CASE}, blocks of {block}, no packages counted",
        "Workers are started and warm; the driver adds up the blocks as they come. The ratio can reach 2\n"
        "only where two cores are free for the workers alone: the driver, and Dask's scheduler, need a\n"
        "little too. Runs of one and of two workers take turns; the least time of each is taken.",
    )
    repeats = effort.pick(1, 3)
    job = job_of(detente.load(CASE))
    sums: set[str] = set()
    head = ("workers", "1 worker, s", "2 workers, s", "draws/s by 2", "1 : 2", "all times, s (1 | 2)")
    table(head, (_row(kind, job, draws, block, repeats, sums) for kind in KINDS))
    say("")
    say("all sums are the same, byte for byte" if len(sums) == 1 else f"SUMS DIFFER: {sorted(sums)}")


def _row(kind: str, job: Job, draws: int, block: int, repeats: int, sums: set[str]) -> list[str]:
    times: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as stack:
        crews = [stack.enter_context(crew) for crew in _crews(kind, stack)]
        for n, crew in enumerate(crews, 1):
            judged(job, cells(8 * n, 2), crew)
        for _ in range(repeats):
            for taken, crew in zip(times, crews, strict=True):
                seconds, total = judged(job, cells(draws, block), crew)
                taken.append(seconds)
                sums.add(digest_of(total.arrays()))
    one, two = (min(taken) for taken in times)
    raw = " | ".join(", ".join(f"{seconds:.2f}" for seconds in taken) for taken in times)
    return [kind, f"{one:.2f}", f"{two:.2f}", figure(draws / two), f"{one / two:.2f}", raw]


def _crews(kind: str, stack: ExitStack) -> Iterator[AbstractContextManager[Crew]]:
    """Yield one worker, then two."""
    for n in (1, 2):
        if kind == "Dask":
            yield Cluster(stack.enter_context(local_dask(n)).address).opened()
        else:
            yield {"threads": Threads, "processes": Processes}[kind](n).opened()

"""Do the blocks of a run, one after another or on several threads.

The kernels release the interpreter lock, so threads share one set of tables and one compiled
code. Results come back in block order whatever the order in which they were done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

__all__ = ["Progress", "blocks_of", "map_blocks"]

Result = TypeVar("Result")
#: Called with (draws done, draws in all).
Progress = Callable[[int, int], None]


def blocks_of(draws: int, size: int) -> tuple[tuple[int, int], ...]:
    """Cut draws 0 to ``draws`` into blocks (start, count) of at most ``size``."""
    return tuple((start, min(size, draws - start)) for start in range(0, draws, size))


def map_blocks(
    work: Callable[[int, int], Result],
    blocks: Sequence[tuple[int, int]],
    *,
    workers: int,
    progress: Progress | None = None,
) -> list[Result]:
    """Run ``work(start, count)`` on every block and return the results in block order.

    An interrupt or an error drops the blocks not yet begun and is passed on at once.
    """
    total = sum(count for _, count in blocks)
    if workers <= 1:
        return list(_one_by_one(work, blocks, total, progress))
    # Results come through a queue: waiting for futures locks all of them, and an interrupt at
    # that moment would leave them locked for ever.
    finished: SimpleQueue[tuple[int, Result | BaseException]] = SimpleQueue()

    def do(k: int) -> None:
        try:
            finished.put((k, work(*blocks[k])))
        except BaseException as error:
            finished.put((k, error))

    results: dict[int, Result] = {}
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        for k in range(len(blocks)):
            pool.submit(do, k)
        for _ in blocks:
            k, result = finished.get()
            if isinstance(result, BaseException):
                raise result
            results[k] = result
            if progress:
                progress(sum(blocks[j][1] for j in results), total)
    finally:
        pool.shutdown(wait=len(results) == len(blocks), cancel_futures=True)
    return [results[k] for k in range(len(blocks))]


def _one_by_one(
    work: Callable[[int, int], Result],
    blocks: Iterable[tuple[int, int]],
    total: int,
    progress: Progress | None,
) -> Iterable[Result]:
    done = 0
    for start, count in blocks:
        yield work(start, count)
        done += count
        if progress:
            progress(done, total)

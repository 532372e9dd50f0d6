"""Do the blocks of a run, one after another or on several threads.

The kernels release the interpreter lock, so threads share one set of tables and one compiled
code. Results come back in block order whatever the order in which they were done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
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

    An interrupt or an error drops the blocks not yet begun and is passed on.
    """
    total = sum(count for _, count in blocks)
    if workers <= 1:
        return list(_one_by_one(work, blocks, total, progress))
    results: dict[int, Result] = {}
    done_draws = 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        pending = {pool.submit(work, *block): k for k, block in enumerate(blocks)}
        try:
            while pending:
                done, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    k = pending.pop(future)
                    results[k] = future.result()
                    done_draws += blocks[k][1]
                    if progress:
                        progress(done_draws, total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
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

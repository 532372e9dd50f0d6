"""Blocks of draws on one thread or several: order, progress and interruption."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ensemble.executors import blocks_of, map_blocks


@given(st.integers(0, 200), st.integers(1, 50))
def test_blocks_cover_every_draw_once(draws: int, size: int) -> None:
    """Blocks follow on one another, none larger than asked and none empty."""
    blocks = blocks_of(draws, size)
    assert [k for start, count in blocks for k in range(start, start + count)] == list(range(draws))
    assert all(1 <= count <= size for _, count in blocks)


@pytest.mark.parametrize("workers", [0, 1, 2, 4])
def test_results_come_in_block_order(workers: int) -> None:
    """Later blocks may be done first; their results still come later."""

    def work(start: int, count: int) -> tuple[int, int]:
        time.sleep(0.02 if start == 0 else 0)
        return start, count

    blocks = blocks_of(10, 3)
    assert map_blocks(work, blocks, workers=workers) == list(blocks)


@pytest.mark.parametrize("workers", [1, 3])
def test_progress_rises_to_the_end(workers: int) -> None:
    """Progress is told after each block, always more, and ends at all draws."""
    told: list[tuple[int, int]] = []
    blocks = blocks_of(23, 4)
    map_blocks(lambda _, count: count, blocks, workers=workers, progress=lambda *at: told.append(at))
    assert len(told) == len(blocks)
    assert all(a < b for (a, _), (b, _) in itertools.pairwise(told))
    assert told[-1] == (23, 23)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_stops_what_has_not_begun(workers: int, error: type[BaseException]) -> None:
    """An interrupt or error of a block comes through, and most other blocks are never done."""
    done: list[int] = []

    def work(start: int, count: int) -> int:
        if start == 0:
            raise error
        time.sleep(0.01)
        done.append(start)
        return count

    with pytest.raises(error):
        map_blocks(work, blocks_of(100, 1), workers=workers)
    assert len(done) < 50


def test_an_interrupt_while_waiting_comes_through() -> None:
    """Ctrl-C while progress is told comes through, and the threads end with the block they are at."""
    before = set(threading.enumerate())

    def interrupted(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        map_blocks(lambda _, count: count, blocks_of(64, 2), workers=2, progress=interrupted)
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_nothing_to_do() -> None:
    """No blocks give no results, on one thread or several."""
    assert map_blocks(lambda *block: block, [], workers=1) == []
    assert map_blocks(lambda *block: block, [], workers=3) == []

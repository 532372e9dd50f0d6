"""Count one and all: every choice on one half of the issues meets every choice on the other.

Work is cut into pieces: one chunk of half B against some blocks of half A. Counts of pieces
add up, so threads may do them in any order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import SimpleQueue
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.kernel.bitsets import BLOCK, count_chunk
from detente.kernel.halving import CHUNK, halved
from detente.kernel.reduction import Reduced, predicate_places
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

__all__ = ["Progress", "count_reduced"]

#: Fewest members of B in a chunk when they are shared out among threads.
SMALLEST = 1024
#: Blocks of A in a piece: few enough that an interrupt is soon obeyed.
PIECE = 64

Int = NDArray[np.int64]
#: Called with (packages done, packages in all).
Progress = Callable[[int, int], None]
#: Packages of a piece, and how many of them pass each gate.
Counted = tuple[int, Int]


def count_reduced(
    small: Reduced, *, workers: int | None = 1, progress: Progress | None = None
) -> tuple[int, ...]:
    """Count a reduced system of any size.

    Parameters
    ----------
    small : Reduced
    workers : int, optional
        Threads; None for as many as there are cores.
    progress : callable, optional
        Called in the thread of the caller with (packages of the core done, in all).

    Returns
    -------
    tuple of int, length n_gates
        See :func:`~detente.kernel.counting.count_gates`.

    Raises
    ------
    RunError
        For less than one worker.
    """
    workers = (os.cpu_count() or 1) if workers is None else workers
    if workers < 1:
        raise RunError(f"workers must be 1 or more, not {workers}")
    core = small.core
    if not len(core.clause_gate):
        return small.counts({})
    meeting = _Meeting(core, workers)
    counts = np.zeros(core.n_gates, np.int64)
    done = 0
    with closing(_on_threads(meeting, workers) if workers > 1 else meeting.pieces()) as pieces:
        for n_packages, passed in pieces:
            counts += passed
            done += n_packages
            if progress:
                progress(done, core.n_packages)
    return small.counts({int(g): int(counts[g]) for g in core.clause_gate})


class _Meeting:
    """The two halves of a system, the programs to judge by, and the chunks to go through."""

    def __init__(self, core: System, workers: int) -> None:
        self.core = core
        self.halves = halved(core)
        n = self.halves.slack.shape[1]
        share = -(-n // (4 * workers)) if workers > 1 else n
        self.size = min(CHUNK, max(SMALLEST, share))
        self.starts = range(0, n, self.size)
        self.room = _room(core.code, core.clause_start)
        self.predicate_at = np.full(len(core.code), -1, np.int64)
        places = predicate_places(core.code)
        self.predicate_at[places] = core.code[places + 1]

    def pieces(self) -> Generator[Counted, None, None]:
        """Count everything, a piece at a time."""
        for start in self.starts:
            yield from self.pieces_of(start)

    def pieces_of(self, start: int) -> Iterator[Counted]:
        """Count one chunk, a piece at a time."""
        halves, core = self.halves, self.core
        part = halves.slack[:, start : start + self.size]
        order = np.argsort(part, axis=1)
        slack, slack_order = np.take_along_axis(part, order, axis=1), order.astype(np.uint16)
        n_blocks = halves.minus_sums.shape[1]
        for first in range(0, n_blocks, PIECE):
            last = min(first + PIECE, n_blocks)
            counts = np.zeros(core.n_gates, np.int64)
            count_chunk(
                first,
                last,
                halves.minus_sums,
                halves.order,
                halves.n_members,
                slack,
                slack_order,
                core.code,
                self.predicate_at,
                core.clause_start,
                core.clause_gate,
                *self.room,
                counts,
            )
            yield (min(last * BLOCK, halves.n_members) - first * BLOCK) * part.shape[1], counts


def _on_threads(meeting: _Meeting, workers: int) -> Generator[Counted, None, None]:
    """Count everything on several threads; whatever ends this generator ends them too."""
    starts = deque(meeting.starts)
    stop = Event()
    # A queue and not futures: an interrupt while waiting for those can leave them locked.
    done: SimpleQueue[Counted | BaseException] = SimpleQueue()
    threads = [
        Thread(target=_labour, args=(meeting, starts, stop, done), daemon=True)
        for _ in range(min(workers, len(starts)))
    ]
    left = meeting.core.n_packages
    try:
        for thread in threads:
            thread.start()
        while left:
            piece = done.get()
            if isinstance(piece, BaseException):
                raise piece
            left -= piece[0]
            yield piece
    finally:
        stop.set()
        for thread in threads:
            if thread.is_alive():
                thread.join()


def _labour(
    meeting: _Meeting, starts: deque[int], stop: Event, done: SimpleQueue[Counted | BaseException]
) -> None:
    """Take chunks until there is none left, or until told to stop."""
    try:
        while (start := _taken(starts)) is not None:
            for piece in meeting.pieces_of(start):
                done.put(piece)
                if stop.is_set():
                    return
    except BaseException as error:
        done.put(error)


def _taken(starts: deque[int]) -> int | None:
    """Take the next chunk; None when another thread took the last one."""
    try:
        return starts.popleft()
    except IndexError:
        return None


def _room(code: Int, clause_start: Int) -> tuple[int, int]:
    """Return the deepest stack and the most bits of a quota that the programs need."""
    program = code.tolist()
    deepest, bits = 1, 1
    for start, end in zip(clause_start[:-1].tolist(), clause_start[1:].tolist(), strict=True):
        at, top = start, 0
        while at < end:
            op = program[at]
            if op == PRED:
                at, top = at + 2, top + 1
            elif op == NOT:
                at += 1
            elif op in (AND, OR):
                at, top = at + 2, top + 1 - program[at + 1]
            elif op == QUOTA:
                n = program[at + 1]
                bits = max(bits, sum(map(abs, program[at + 3 : at + 3 + n])).bit_length())
                at, top = at + 3 + n, top + 1 - n
            deepest = max(deepest, top)
    return deepest, bits

"""Many small searches side by side, so that their questions can be answered together.

Filling the tables of a model costs about as much for thirty values as for one. A search is a
generator that yields what it wants to know and is sent the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from detente.explain.flip_class_oracle import Answer, Ask, ClassOracle

__all__ = ["Search", "side_by_side"]

T = TypeVar("T")
#: Yields questions, is sent an answer for each, returns what it found.
Search = Generator[list[Ask], list[Answer], T]


def side_by_side(
    oracle: ClassOracle,
    searches: Sequence[Search[T]],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[T]:
    """Run searches in rounds.

    Parameters
    ----------
    oracle : ClassOracle
    searches : sequence of Search
    progress : callable, optional
        Called with searches done and all searches.

    Returns
    -------
    list
        What each search returned.
    """
    found: dict[int, T] = {}
    waiting: dict[int, list[Ask]] = {}

    def step(k: int, answers: list[Answer] | None) -> None:
        try:
            waiting[k] = next(searches[k]) if answers is None else searches[k].send(answers)
        except StopIteration as stop:
            waiting.pop(k, None)
            found[k] = stop.value

    for k in range(len(searches)):
        step(k, None)
    while waiting:
        asked = [(k, len(asks)) for k, asks in waiting.items()]
        answers = oracle.answer([ask for asks in waiting.values() for ask in asks])
        for k, n in asked:
            step(k, answers[:n])
            del answers[:n]
        if progress is not None:
            progress(len(searches) - len(waiting), len(searches))
    return [found[k] for k in range(len(searches))]

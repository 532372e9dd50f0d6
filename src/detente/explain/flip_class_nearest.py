"""The nearest place on a way at which the verdict turns, exact to the unit.

A package that is met on the way is followed to where it begins or ceases to pass, since its
conditions are nearly straight lines. What is left to ask is mostly one question: is there anything
better between there and the medians?
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_class_oracle import NEVER, TURNS, Answer, Ask
from detente.explain.flip_class_rounds import Search
from detente.explain.flip_class_tracks import Way

__all__ = ["Nearest", "nearest_closing", "nearest_opening"]

Int = NDArray[np.int64]
#: The first step that turns the verdict (None for none) and the last step proved not to.
Nearest = tuple[int | None, int]
#: Ratio of neighbouring parts of an interval, narrowest next to where something passes.
WIDENING = 3
#: Questions about one way after which the rest is left open.
QUESTIONS = 300
#: How much nearer the next question is asked after one that was left open.
NEARER = 8
#: Guesses along straight lines before an interval is halved, and guesses in all.
GUESSES, PURSUIT = 4, 40


def nearest_opening(
    way: Way, last: int, *, in_parts: bool = False, between: tuple[int, int] | None = None
) -> Search[Nearest]:
    """Search a way for the first step at which some package passes, none passing at the medians.

    Parameters
    ----------
    way : Track or Diagonal
    last : int
        Steps to be looked at, at least 1.
    in_parts : bool
        Whether the way is one judgement about one option or link that may hurt as well as help, so
        that intervals are better asked about part by part.
    between : tuple of int, optional
        A step up to which nothing is known to turn the verdict, and one near which something may.

    Returns
    -------
    tuple of (first step that turns the verdict or None, last step proved not to turn it)
        Neighbours where a step was found, unless the kernel gave a question up or several judgements
        pull packages in opposite directions.
    """
    proved, end = between or (0, last)
    opened, share, doubted = last + 1, 1.0, False
    for _ in range(QUESTIONS):
        if proved + 1 >= opened:
            break
        end = min(end, opened - 1)
        parts = _parts(proved + 1, end) if in_parts and doubted else [(proved + 1, end)]
        (answer,) = yield [Ask(boxes=tuple(way.box(*part) for part in parts))]
        if answer.word == NEVER:
            proved, share = end, min(1.0, 2 * share)
        elif answer.word == TURNS:
            opened = end
        else:
            found = yield from _seen_to_pass(way, answer, proved + 1, parts[answer.box])
            if found is not None:
                opened = found
            elif end == proved + 1:
                break
            else:
                share = share / 2 if doubted or not in_parts else share
                doubted = True
        end = max(proved + 1, proved + int(share * (opened - 1 - proved)))
    return (opened if opened <= last else None), proved


def nearest_closing(way: Way, last: int, *, between: tuple[int, int] | None = None) -> Search[Nearest]:
    """Search a way for the first step at which no package passes, some passing at the medians.

    Parameters and what is returned are those of :func:`nearest_opening`.
    """
    proved, far = between or (0, last)
    share = 1 / NEARER
    end = last if between is None else proved + 1 + int(share * (far - proved - 1))
    for _ in range(QUESTIONS):
        if proved >= last:
            break
        end = max(proved + 1, min(end, last))
        (answer,) = yield [Ask(boxes=(way.box(proved + 1, end),))]
        if answer.word == NEVER:
            assert answer.package is not None
            first, proved = proved + 1, end
            if proved < last:
                proved = yield from _ceases(way, answer.package, first, end, last)
            # What was left open up to some step need not turn the verdict there: look beyond again.
            far = far if proved < far else last
            share = min(0.5, 2 * share)
        elif answer.word == TURNS:
            return end, proved
        elif end > proved + 1:
            far, share = end, share / 2 if end < last else share
        else:
            break
        end = proved + 1 + int(share * (far - proved - 1))
    found = None
    if proved < last:
        found = yield from _seen_to_fail(way, proved + 1, last)
    return found, proved


def _parts(first: int, end: int) -> list[tuple[int, int]]:
    """Cut an interval into parts that share their ends, the narrowest where the interval ends."""
    cuts, width = [end], 1
    while cuts[-1] > first:
        cuts.append(max(first, end - width))
        width *= WIDENING
    return [(end, end)] if len(cuts) == 1 else [(b, a) for a, b in itertools.pairwise(cuts)]


def _seen_to_pass(way: Way, answer: Answer, first: int, part: tuple[int, int]) -> Search[int | None]:
    """Return the nearest step of an interval at which a package was seen to pass, if any was."""
    if answer.package is not None:
        found = yield from _begins(way, answer.package, first, *part)
        if found is not None:
            return found
    (point,) = yield [Ask(boxes=(way.point(part[1]),))]
    if point.word != TURNS:
        return None
    assert point.package is not None
    nearer = yield from _begins(way, point.package, first, part[1], part[1])
    return part[1] if nearer is None else nearer


def _seen_to_fail(way: Way, first: int, last: int) -> Search[int | None]:
    """Return a step at which nothing passes, the distance doubling from one that is open."""
    gap = 0
    while first + gap <= last:
        (point,) = yield [Ask(boxes=(way.point(first + gap),))]
        if point.word == TURNS:
            return first + gap
        gap = 2 * gap + 1
    (point,) = yield [Ask(boxes=(way.point(last),))]
    return last if point.word == TURNS else None


def _begins(way: Way, package: Int, first: int, start: int, end: int) -> Search[int | None]:
    """Follow a package that may pass from ``start`` to ``end`` to where it begins to.

    Nothing before ``first`` is looked at.
    """
    near, low, far = yield [_at(way, package, step) for step in (first, start, end)]
    if near.word == TURNS:
        return first
    if low.word == TURNS:
        end, far = start, low
    elif far.word != TURNS:
        middle = _crossing(low, far, start, end)
        (far,) = yield [_at(way, package, middle)]
        if far.word != TURNS:
            return None
        end = middle
    guesses = 0
    while end - first > 1 and guesses < PURSUIT:
        guess = _crossing(near, far, first, end) if guesses < GUESSES else (first + end) // 2
        guesses += 1
        before, at = yield [_at(way, package, max(first, guess - 1)), _at(way, package, guess)]
        if before.word == TURNS:
            end, far = guess - 1, before
        elif at.word == TURNS:
            return guess
        else:
            first, near = guess, at
    return end


def _ceases(way: Way, package: Int, first: int, end: int, last: int) -> Search[int]:
    """Follow a package away from the medians, to a step up to which it is seen to pass."""

    def up_to(step: int) -> Ask:
        return Ask(boxes=(way.box(first, step),), package=package)

    near, far = yield [up_to(end), up_to(last)]
    if far.word == NEVER:
        return last
    for _ in range(GUESSES):
        if last - end < 2:
            break
        guess = _crossing(far, near, last, end)
        at, after = yield [up_to(guess), up_to(min(last, guess + 1))]
        if after.word == NEVER:
            end, near = guess + 1, after
        elif at.word == NEVER:
            return guess
        else:
            last, far = guess, at
    return end


def _at(way: Way, package: Int, step: int) -> Ask:
    return Ask(boxes=(way.point(step),), package=package)


def _crossing(out: Answer, inside: Answer, outer: int, inner: int) -> int:
    """Guess the step nearest to ``outer`` at which all conditions hold that hold at ``inner``.

    Strictly between the two where there is room; the middle where no condition tells.
    """
    assert out.margins is not None
    assert inside.margins is not None
    failing = (out.margins < 0) & (inside.margins >= 0)
    low, high = sorted((outer, inner))
    if not failing.any():
        return (low + high) // 2
    short, spare = -out.margins[failing].astype(float), inside.margins[failing].astype(float)
    part = float((short / (short + spare)).max())
    distance = int(np.ceil(part * abs(inner - outer)))
    guess = outer + distance if inner > outer else outer - distance
    return min(max(guess, low + 1), max(high - 1, low + 1))

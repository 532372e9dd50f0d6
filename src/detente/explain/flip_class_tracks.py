"""Judgements on their way: the values they take, step by step, alone or several together.

Values are multiples of 2**-20, the unit of the model, so that "the nearest value that turns the
verdict" is a whole number of steps and can be found exactly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.explain.entries import Entry
from detente.model.fixed_point import UNIT

__all__ = ["Diagonal", "Span", "Track", "Way", "tracks_of"]

#: Lowest and highest value of a judgement.
Span = tuple[float, float]
#: Steps of a diagonal up to the farthest reach.
DIAGONAL = 1 << 24


class Way(Protocol):
    """Something that moves in steps away from the medians."""

    @property
    def steps(self) -> int:
        """Steps up to the farthest reach."""

    def box(self, first: int, last: int) -> Mapping[str, Span]:
        """Return a box that holds everything to be looked at from one step to another."""

    def point(self, step: int) -> Mapping[str, Span]:
        """Return the box of one point, after some steps."""


@dataclass(frozen=True, kw_only=True)
class Track:
    """A judgement that moves up or down from its median.

    Attributes
    ----------
    entry : Entry
    up : bool
    start : int
        The last multiple of the unit before the first step.
    steps : int
        Steps up to the farthest reach.
    """

    entry: Entry
    up: bool
    start: int
    steps: int

    @property
    def path(self) -> str:
        """Path of the judgement."""
        return self.entry.path

    def value(self, step: int) -> float:
        """Return the value after some steps: the median after none, then multiples of the unit."""
        if step == 0:
            return self.entry.middle
        return (self.start + (step if self.up else -step)) / UNIT

    def span(self, first: int, last: int) -> Span:
        """Return the interval from one step to another."""
        a, b = self.value(first), self.value(last)
        return (a, b) if a <= b else (b, a)

    def box(self, first: int, last: int) -> Mapping[str, Span]:
        """Return the values from one step to another."""
        return {self.path: self.span(first, last)}

    def point(self, step: int) -> Mapping[str, Span]:
        """Return the value after some steps."""
        return self.box(step, step)

    def reach(self, step: int) -> float:
        """Reach of the value after some steps."""
        return self.entry.reach_of(self.value(step))

    def steps_within(self, reach: float, *, strictly: bool = False) -> int:
        """Count the steps whose values lie within a reach, or strictly within it."""

        def fits(step: int) -> bool:
            found = self.reach(step)
            return found < reach if strictly else found <= reach

        goal = float(self.entry.at_reach(reach, up=self.up)) * UNIT - self.start
        step = max(0, math.floor(goal if self.up else -goal))
        while fits(step + 1):
            step += 1
        while step > 0 and not fits(step):
            step -= 1
        return step


@dataclass(frozen=True, kw_only=True)
class Diagonal:
    """Several judgements that move together, each up to the same reach.

    Attributes
    ----------
    tracks : tuple of Track
    farthest : float
        Reach at the last step.
    """

    tracks: tuple[Track, ...]
    farthest: float
    steps: int = DIAGONAL

    def reach(self, step: int) -> float:
        """Reach that no judgement leaves up to some step."""
        return self.farthest * step / self.steps

    def step_at(self, reach: float) -> int:
        """Return the last step within a reach."""
        return min(self.steps, math.floor(reach / self.farthest * self.steps))

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of the judgements."""
        return tuple(track.path for track in self.tracks)

    def moved(self, step: int) -> tuple[int, ...]:
        """Return the steps that each judgement has moved."""
        return tuple(track.steps_within(self.reach(step)) for track in self.tracks)

    def box(self, first: int, last: int) -> Mapping[str, Span]:
        """Return everything from the medians to a step: what lies beyond ``first`` is no box."""
        del first
        pairs = zip(self.tracks, self.moved(last), strict=True)
        return {track.path: track.span(0, moved) for track, moved in pairs}

    def point(self, step: int) -> Mapping[str, Span]:
        """Return the corner after some steps."""
        pairs = zip(self.tracks, self.moved(step), strict=True)
        return {track.path: track.span(moved, moved) for track, moved in pairs}


def tracks_of(entry: Entry, farthest: float) -> Sequence[Track]:
    """Return the ways in which a judgement can move: up and down, where there is room.

    Parameters
    ----------
    entry : Entry
    farthest : float
        Reach up to which it may move.
    """
    exact = entry.middle * UNIT
    found = []
    for up, start in ((True, math.floor(exact)), (False, math.ceil(exact))):
        track = Track(entry=entry, up=up, start=start, steps=0)
        steps = track.steps_within(farthest)
        if steps > 0:
            found.append(Track(entry=entry, up=up, start=start, steps=steps))
    return tuple(found)

"""Judgements moved so far that a verdict turns: one alone, or several together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.explain.entries import Entry

__all__ = ["Completeness", "FlipSet", "Turn", "by_distance"]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One judgement and the value to which it is moved.

    Attributes
    ----------
    entry : Entry
    value : float
        A multiple of 2**-20, the unit of the model, or the very end of the range.
    """

    entry: Entry
    value: float

    @property
    def beyond(self) -> float:
        """How far outside the elicited range the value lies: 0 inside, else in parts of the scale."""
        return self.entry.beyond(self.value)

    @property
    def reach(self) -> float:
        """How far from the median: 1 is the end of the range, 1 + x lies x scales beyond it."""
        return self.entry.reach_of(self.value)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {**self.entry.to_dict(), "value": self.value, "beyond": self.beyond, "reach": self.reach}


@dataclass(frozen=True, kw_only=True)
class FlipSet:
    """Judgements that turn the verdict together, all others staying at their medians.

    Attributes
    ----------
    turns : tuple of Turn
        Sorted by path.
    at_least : float
        No values of these judgements turn the verdict at a smaller reach than this: proved. Equal
        to ``reach`` where the set is exact to the unit.
    share : float or None
        Share of draws with a deal when these judgements have these values in every draw; None where
        it was not measured.
    """

    turns: tuple[Turn, ...]
    at_least: float
    share: float | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of the judgements."""
        return tuple(turn.entry.path for turn in self.turns)

    @property
    def reach(self) -> float:
        """That of the judgement that has to move farthest."""
        return max(turn.reach for turn in self.turns)

    @property
    def beyond(self) -> float:
        """Farthest that any of them has to leave its range; 0 where all stay inside."""
        return max(turn.beyond for turn in self.turns)

    @property
    def who(self) -> tuple[str, ...]:
        """Parties who would have to act, or about whom a judgement would have to be wrong; sorted."""
        return tuple(sorted({party for turn in self.turns for party in turn.entry.who}))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "turns": [turn.to_dict() for turn in self.turns],
            "who": list(self.who),
            "beyond": self.beyond,
            "reach": self.reach,
            "reach_at_least": self.at_least,
            "share": self.share,
        }


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """How complete the list of sets of one size is.

    Attributes
    ----------
    size : int
        1, 2 or 3.
    examined : int
        Sets that were examined.
    others_at_least : float or None
        Any minimal set of this size that is not listed needs at least this reach: proved. None where
        nothing is missing up to the farthest reach that was asked for.
    """

    size: int
    examined: int
    others_at_least: float | None

    @property
    def is_complete(self) -> bool:
        """Whether every minimal set of this size is listed."""
        return self.others_at_least is None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"size": self.size, "examined": self.examined, "others_at_least": self.others_at_least}


def by_distance(sets: Sequence[FlipSet]) -> tuple[FlipSet, ...]:
    """Sort by how far outside the ranges, then by reach, size, and paths."""
    return tuple(sorted(sets, key=lambda s: (s.beyond, s.reach, len(s.turns), s.paths)))

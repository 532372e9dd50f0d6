"""Repairs of a whole package put together from repairs of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.explain.flip_sets import FlipSet, Turn
from detente.explain.repair_fewest import BlockRepair, block_repair
from detente.explain.repair_question import RepairQuestion
from detente.explain.repair_reach import MovedSet
from detente.explain.repair_stances import ways_to_meet

__all__ = ["Combined", "combined_repairs"]

#: Ways of turning parties that are told, at most.
MOST_WAYS = 50


@dataclass(frozen=True, kw_only=True)
class Combined:
    """The fewest judgements that repair a package.

    Attributes
    ----------
    size : int or None
        Judgements in each set; None where no set is known.
    at_least : int
        Fewer do not do: proved.
    sets : tuple of FlipSet
        Of smallest reach first; all of them make the package pass, checked in the exact model.
    is_proved : bool
        Whether ``size`` is the fewest.
    is_complete : bool
        Whether all sets of this size are listed.
    """

    size: int | None
    at_least: int
    sets: tuple[FlipSet, ...]
    is_proved: bool
    is_complete: bool


@dataclass(frozen=True, kw_only=True)
class _Choice:
    """One moved set of each of some blocks."""

    parts: tuple[MovedSet, ...]

    @property
    def order(self) -> tuple[tuple[float, ...], list[int]]:
        """Farthest reach first, then the next one; then rows."""
        rows = sorted(row for part in self.parts for row in part.values)
        return tuple(sorted((part.reach for part in self.parts), reverse=True)), rows


def combined_repairs(question: RepairQuestion, listed: int, draws: int, seed: int) -> Combined:
    """Put the repairs of all blocks together.

    Parameters
    ----------
    question : RepairQuestion
        No block of ``necessary`` is known to be impossible.
    listed : int
        Sets returned at most.
    draws, seed : int
        For the share of each set.
    """
    necessary = [block_repair(block, listed) for block in question.necessary]
    voters = {party: block_repair(block, listed) for party, block in question.turnable.items()}
    prices = {party: float(one.at_least) for party, one in voters.items() if one.size is not None}
    turning = ways_to_meet(question.needs, question.consents, prices)
    wholes = [[*necessary, *(voters[party] for party in sorted(way))] for way in turning.ways]
    least = sum(one.at_least for one in necessary)
    at_least = min((sum(one.at_least for one in whole) for whole in wholes), default=least)
    known = [whole for whole in wholes if all(one.sets for one in whole)]
    if not known:
        return Combined(size=None, at_least=at_least, sets=(), is_proved=False, is_complete=False)
    size = min(_size(whole) for whole in known)
    smallest = [whole for whole in known if _size(whole) == size]
    choices = [choice for whole in smallest[:MOST_WAYS] for choice in _best_choices(whole, listed)]
    chosen = sorted(choices, key=lambda choice: choice.order)
    sets = _told(question, chosen[:listed], draws, seed)
    is_all = turning.is_complete and len(smallest) <= MOST_WAYS
    return Combined(
        size=size,
        at_least=at_least,
        sets=sets,
        is_proved=turning.is_complete and at_least == size,
        is_complete=is_all
        and all(one.is_complete for whole in smallest for one in whole)
        and sum(_count(whole) for whole in smallest) <= listed,
    )


def _size(whole: Sequence[BlockRepair]) -> int:
    return sum(one.size or 0 for one in whole)


def _count(whole: Sequence[BlockRepair]) -> int:
    """Return how many combinations of the listed sets there are."""
    return int(np.prod([len(one.sets) for one in whole], dtype=float))


def _best_choices(whole: Iterable[BlockRepair], listed: int) -> list[_Choice]:
    """Combine sets of all blocks, those of smallest reach; ties by the next farthest block.

    That order is kept when the same part is added to two choices, so that the best of the first
    blocks suffice.
    """
    best = [_Choice(parts=())]
    for one in whole:
        longer = [_Choice(parts=(*choice.parts, part)) for choice in best for part in one.sets]
        best = sorted(longer, key=lambda choice: choice.order)[:listed]
    return best


def _told(question: RepairQuestion, choices: Sequence[_Choice], draws: int, seed: int) -> tuple[FlipSet, ...]:
    model = question.model
    drawn = model.drawn(draws, seed)
    found = []
    for choice in choices:
        moved = {row: value for part in choice.parts for row, value in part.values.items()}
        at_medians, in_draws = model.medians.copy(), drawn.copy()
        for row, value in moved.items():
            at_medians[row] = in_draws[row] = value
        assert model.passes(at_medians)[0], "every block holds, so the package passes"
        turns = [Turn(entry=model.entries[row], value=value) for row, value in moved.items()]
        found.append(
            FlipSet(
                turns=tuple(sorted(turns, key=lambda turn: turn.entry.path)),
                at_least=max((part.at_least for part in choice.parts), default=0.0),
                share=float(model.passes(in_draws).mean()),
            )
        )
    return tuple(found)

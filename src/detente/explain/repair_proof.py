"""Why no judgement within its range repairs a package: what cannot be met, and by how much.

A condition that fails even with every judgement at the end of its range that serves it best is a proof
by itself. Where each can be met alone but not all together, a smallest set that cannot is the reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.explain.conditions import Condition, margins_of
from detente.explain.entries import FARTHEST
from detente.explain.repair_atoms import Atom
from detente.explain.repair_block import Block
from detente.explain.repair_fewest import decide_within
from detente.explain.repair_joint import decide_jointly
from detente.explain.repair_question import RepairQuestion
from detente.explain.repair_stances import least_level, ways_to_meet

__all__ = ["Conflict", "UnmetCondition", "conflict_of", "unmet_conditions"]

Float = NDArray[np.float64]

#: Reaches tried at a time, and how often the interval is narrowed to one between two of them.
STEPS, TIMES = 32, 5
#: Halvings of the reach of a conflict.
CONFLICT_HALVINGS = 8
#: Sets of conditions tried for a smallest one that cannot be met together.
MOST_TRIED = 60


@dataclass(frozen=True, kw_only=True)
class UnmetCondition:
    """A condition that no values of the judgements within their ranges bring about.

    Attributes
    ----------
    condition : Condition
    short : float
        By how much it falls short at the medians, in the unit of the condition.
    short_at_best : float
        By how much it still does with every judgement at the end of its range that serves it best.
    reach : float or None
        It cannot hold before judgements reach this far: above 1, as 1 is the end of every range. None
        where it does not hold at the farthest either, or no judgement bears on it.
    parties : tuple of str
        For a consent or a rule the members whose stance cannot be turned within the ranges; else those
        of the condition.
    """

    condition: Condition
    short: float
    short_at_best: float
    reach: float | None
    parties: tuple[str, ...]

    @property
    def beyond(self) -> float | None:
        """How far outside the ranges judgements have to go at least, in parts of their scales."""
        return None if self.reach is None else self.reach - 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; a shortfall without bound is null."""
        shorts = {"short": self.short, "short_at_best": self.short_at_best}
        return {
            **self.condition.to_dict(),
            **{key: value if np.isfinite(value) else None for key, value in shorts.items()},
            "reach_at_least": self.reach,
            "not_turned": list(self.parties),
        }


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Conditions that can each be met within the ranges, but not together.

    Attributes
    ----------
    conditions : tuple of Condition
        Without any one of them the others can be met, as far as that could be decided.
    is_smallest : bool
        Whether it is proved that fewer do not conflict.
    reach : float or None
        They cannot be met together before judgements reach this far.
    """

    conditions: tuple[Condition, ...]
    is_smallest: bool
    reach: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "conditions": [one.to_dict() for one in self.conditions],
            "is_smallest": self.is_smallest,
            "reach_at_least": self.reach,
        }


def unmet_conditions(question: RepairQuestion) -> tuple[UnmetCondition, ...]:
    """List the conditions that cannot be met within the ranges, whatever else happens.

    Parameters
    ----------
    question : RepairQuestion

    Returns
    -------
    tuple of UnmetCondition
        In the order of the conditions; empty where each can be met by itself, or may.
    """
    found = []
    for one in question.conditions:
        if one in question.fixed:
            short = -float(margins_of(question.model, 0, [one], question.model.medians)[0, 0])
            found.append(
                UnmetCondition(condition=one, short=short, short_at_best=short, reach=None, parties=())
            )
        elif one.need is not None:
            found += _unmet_need(question, one)
        else:
            found += _unmet_atom(question, one)
    return tuple(found)


def _unmet_atom(question: RepairQuestion, condition: Condition) -> Iterator[UnmetCondition]:
    """Yield a condition of a principal or of delivery if it fails at its best."""
    for block, k in _atoms(question, condition):
        values = _best_values(block, k)
        if block.margins(values)[0, k] < -block.spare[k]:
            yield UnmetCondition(
                condition=condition,
                short=_short(question, condition, block, block.middles),
                short_at_best=_short(question, condition, block, values),
                reach=_least_reach(block, k),
                parties=condition.parties,
            )


def _atoms(question: RepairQuestion, condition: Condition) -> Iterator[tuple[Block, int]]:
    """Yield the block and place of the atom of a condition, if it has one."""
    if condition.kind == "delivery":
        wanted = Atom(kind="delivery", issue=condition.issue, option=condition.option)
    elif condition.kind in ("accepts", "trusts the others", "keeps the deal"):
        wanted = Atom(kind=condition.kind, party=condition.parties[0])
    else:
        return
    for block in question.blocks:
        if wanted in block.atoms:
            yield block, block.atoms.index(wanted)


def _best_values(block: Block, atom: int) -> Float:
    """Return the values within the ranges that serve one atom best, shape (n_entries, 1)."""
    columns = block.best_columns(atom, block.movable[None], np.array([1.0]))[:, 0]
    best = int(np.argmax(block.margins(columns)[:, atom]))
    return columns[:, best : best + 1]


def _short(question: RepairQuestion, condition: Condition, block: Block, columns: Float) -> float:
    values = question.model.medians.copy()
    values[list(block.rows)] = columns
    return max(0.0, -float(margins_of(question.model, 0, [condition], values)[0, 0]))


def _least_reach(block: Block, atom: int) -> float | None:
    """Return a reach below which an atom cannot hold by itself, to a millionth; None past the farthest.

    Numbers without a range may be moved beyond it, like all others; of an atom on which many chances
    bear only those with a range.
    """
    every = np.ones((STEPS + 1, len(block.rows)), np.bool_)
    low, high = 1.0, FARTHEST
    for _ in range(TIMES):
        reaches = np.linspace(low, high, STEPS + 1)
        holds = block.best(every, reaches)[:, atom] >= 0
        if not holds.any():
            return None
        first = int(np.argmax(holds))
        low, high = float(reaches[max(first - 1, 0)]), float(reaches[first])
    return low


def _unmet_need(question: RepairQuestion, condition: Condition) -> Iterator[UnmetCondition]:
    """Yield a consent or a rule if no turning of stances within the ranges meets it."""
    assert condition.need is not None
    needs = [condition.need]
    if ways_to_meet(needs, question.consents, dict.fromkeys(question.turnable, 0.0)).ways:
        return
    asked = {party: block for party, block in question.turned.items() if party in condition.parties}
    reaches = {party: 1.0 for party in asked if party in question.turnable}
    for party, block in asked.items():
        reach = _least_reach(block, 0)
        if party not in reaches and reach is not None:
            reaches[party] = reach
    model = question.model
    now, best = model.medians, model.medians.copy()
    for block in asked.values():
        best[list(block.rows)] = _best_values(block, 0)
    short = -margins_of(model, 0, [condition], np.concatenate([now, best], axis=1))[:, 0]
    yield UnmetCondition(
        condition=condition,
        short=max(0.0, float(short[0])),
        short_at_best=max(0.0, float(short.min())),
        reach=least_level(needs, question.consents, reaches),
        parties=tuple(party for party in asked if party not in question.turnable),
    )


def conflict_of(question: RepairQuestion) -> Conflict | None:
    """Find conditions that cannot be met together, where each can be met by itself.

    Parameters
    ----------
    question : RepairQuestion

    Returns
    -------
    Conflict or None
        None where none is proved.
    """
    for block in question.necessary:
        if len(block.atoms) > 1 and decide_within(block).answer == "no":
            return _conflict_in(question, block)
    turnable = dict.fromkeys(question.turnable, 0.0)
    asking = [one for one in question.conditions if one.need is not None]

    def clash(chosen: Sequence[int]) -> bool | None:
        needs = [asking[k].need for k in chosen]
        turning = ways_to_meet([need for need in needs if need], question.consents, turnable)
        return None if not turning.ways and not turning.is_complete else not turning.ways

    if clash(range(len(asking))) is not True:
        return None
    chosen, is_smallest = _smallest(len(asking), clash)
    return Conflict(conditions=tuple(asking[k] for k in chosen), is_smallest=is_smallest, reach=None)


def _conflict_in(question: RepairQuestion, block: Block) -> Conflict:
    def clash(chosen: Sequence[int]) -> bool | None:
        answer = decide_jointly(block, block.movable, atoms=chosen).answer
        return None if answer == "unknown" else answer == "no"

    chosen, is_smallest = _smallest(len(block.atoms), clash)
    wanted = {block.atoms[k] for k in chosen}
    conditions = tuple(
        one
        for one in question.conditions
        if any(found.atoms[k] in wanted for found, k in _atoms(question, one))
    )
    return Conflict(conditions=conditions, is_smallest=is_smallest, reach=_conflict_reach(block, chosen))


def _conflict_reach(block: Block, atoms: Sequence[int]) -> float:
    """Return a reach up to which the conflict is proved to last."""
    every = np.ones(len(block.rows), np.bool_)
    low, high = 1.0, FARTHEST
    for _ in range(CONFLICT_HALVINGS):
        middle = (low + high) / 2
        if decide_jointly(block, every, middle, atoms).answer == "no":
            low = middle
        else:
            high = middle
    return low


def _smallest(n: int, clash: Callable[[Sequence[int]], bool | None]) -> tuple[tuple[int, ...], bool]:
    """Find a smallest set that clashes, and tell whether it is proved that none is smaller.

    All n together clash; ``clash`` may not know (None). Where there are too many sets to try, parts
    are left out one by one until none can be spared.
    """
    is_smallest = True
    sizes = (itertools.combinations(range(n), size) for size in range(1, n + 1))
    for chosen in itertools.islice(itertools.chain.from_iterable(sizes), MOST_TRIED):
        answer = clash(chosen)
        if answer:
            return chosen, is_smallest
        is_smallest = is_smallest and answer is not None
    left = list(range(n))
    for k in range(n):
        without = [j for j in left if j != k]
        if clash(without):
            left = without
    return tuple(left), False

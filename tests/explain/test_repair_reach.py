"""The smallest reach at which a set of judgements carries a block."""

from __future__ import annotations

import numpy as np
import pytest

from detente.explain.repair_block import Block
from detente.explain.repair_question import RepairQuestion
from detente.explain.repair_reach import Ray, best_by_reach, first_holding
from explain.repair_cases import model_of, small

STAKES = {
    "north": {"aid": {"grant": "-9..-1"}, "base": {"closed": "1..5"}},
    "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
}


def north() -> Block:
    """North is short by 2; one judgement can give 4, the other 2."""
    return RepairQuestion.of(model_of(small(stakes=STAKES)), 0).necessary[0]


def ray(*ways: int) -> Ray:
    """A set whose members go these ways."""
    return Ray(members=np.array(ways) != 0, ways=np.array(ways, np.int8))


def test_each_set_at_its_reach() -> None:
    """Two of the six points that both can give are a third of the way, two of four a half, two of two all."""
    found = best_by_reach(north(), [ray(1, 0), ray(0, 1), ray(1, 1)], 5)
    assert [one.reach for one in found] == pytest.approx([1 / 3, 1 / 2, 1], abs=1e-6)
    assert all(one.at_least == one.reach for one in found)


def test_only_the_nearest_are_listed() -> None:
    """Those left out have to go farther."""
    found = best_by_reach(north(), [ray(1, 0), ray(0, 1), ray(1, 1)], 1)
    assert [one.reach for one in found] == pytest.approx([1 / 3], abs=1e-6)


def test_first_holding() -> None:
    """The interval closes in on where the block comes to hold."""
    low, high, ok = first_holding(north(), np.array([[1, 0]], np.int8), 20)
    assert low[0] < 0.5 <= high[0]
    assert high[0] - low[0] == 2.0**-20
    assert ok.all()


def test_members_that_go_differently_far() -> None:
    """A set without ways is settled by programmes, from values that do, between proved bounds."""
    block = north()
    (found,) = best_by_reach(block, [Ray(members=block.movable, values=np.array([-1.0, 5.0]))], 3)
    assert found.at_least <= 1 / 3 <= found.reach + 1e-9
    assert found.reach - found.at_least < 2.0**-9
    assert (block.margins(np.array([list(found.values.values())]).T) >= 0).all()

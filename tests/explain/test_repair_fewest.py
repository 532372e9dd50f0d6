"""The fewest judgements that carry one block."""

from __future__ import annotations

import numpy as np
import pytest

from detente.explain import repair_fewest, repair_sets
from detente.explain.repair_block import Block
from detente.explain.repair_fewest import block_repair, decide_within, likely_ways
from detente.explain.repair_question import RepairQuestion
from detente.explain.repair_sets import Gains
from explain.repair_cases import model_of, small
from explain.test_repair_joint import jealous
from explain.test_repair_reach import STAKES


def first(**sections: object) -> Block:
    """The block of the first principal."""
    return RepairQuestion.of(model_of(small(**sections)), 0).necessary[0]


def test_found() -> None:
    """Either judgement will do alone; the one of the shorter reach comes first."""
    found = block_repair(first(stakes=STAKES), 5)
    assert (found.status, found.size, found.at_least, found.is_complete) == ("found", 1, 1, True)
    assert [one.reach for one in found.sets] == pytest.approx([1 / 2, 1], abs=1e-6)


def test_more_than_are_listed() -> None:
    """A list that is cut says so."""
    found = block_repair(first(stakes=STAKES), 1)
    assert len(found.sets) == 1
    assert not found.is_complete


def test_holds_and_none() -> None:
    """A block that holds needs nothing; one that fails at its best has no repair."""
    assert block_repair(first(no_deal={"north": {"points": -3}}), 5).size == 0
    hopeless = block_repair(first(no_deal={"north": {"points": 1}}), 5)
    assert (hopeless.status, hopeless.sets) == ("none", ())
    assert decide_within(first(no_deal={"north": {"points": 1}})).answer == "no"


def test_two_that_pull_against_each_other() -> None:
    """Both principals fall short; the two judgements that mend it are found and do it."""
    block = jealous(0.5, 1)
    found = block_repair(block, 5)
    assert (found.status, found.size) == ("found", 2)
    values = block.middles.copy()
    values[[block.rows.index(row) for row in found.sets[0].values], 0] = list(found.sets[0].values.values())
    assert (block.margins(values) >= 0).all()


def test_likely_ways() -> None:
    """Members go where they serve what fails; others stay."""
    block = first(stakes=STAKES)
    ways = likely_ways(Gains.of(block), np.array([True, False]))
    assert ways.tolist() == [1, 0]


def test_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search is given up, the best that is known is told, and that it is not proved."""
    monkeypatch.setattr(repair_sets, "MOST_NODES", 0)
    monkeypatch.setattr(repair_fewest, "MOST_PROGRAMMES", 50)
    block = jealous(0.5, 1)
    found = block_repair(block, 5)
    assert (found.status, found.at_least, found.is_complete) == ("undecided", 1, False)
    assert found.size == 2

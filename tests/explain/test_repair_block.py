"""Blocks of conditions that share judgements, and how far these carry them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.explain.repair_atoms import Atom, Influence
from detente.explain.repair_block import Block, blocks_of, side_by_side
from detente.explain.repair_question import RepairQuestion
from detente.model.fixed_point import UNIT
from explain.repair_cases import asked, model_of, random_values, repairable_dossiers, small

ATOMS = tuple(Atom(kind="accepts", party=party) for party in ("north", "south"))


def blocks(**sections: object) -> tuple[Block, ...]:
    """Blocks of the two principals' acceptance of the swap."""
    return blocks_of(Influence(model=model_of(small(**sections)), atoms=ATOMS), [0, 1])


def test_principals_who_mind_only_themselves_are_apart() -> None:
    """They share judgements, and so a block, only through relative gains."""
    assert [one.numbers for one in blocks()] == [(0,), (1,)]
    assert [one.numbers for one in blocks(relative_gains={"south": 0.5})] == [(0, 1)]


def test_best_of_a_set() -> None:
    """Each judgement adds a point at the end of its range; no set, nothing."""
    north = blocks()[0]
    members = np.array([[False, False], [True, False], [True, True]])
    best = north.best(members, np.ones(3))[:, 0]
    assert best.tolist() == [-2 * UNIT, -UNIT, 0]
    assert north.best(members, np.full(3, 0.5))[:, 0].tolist() == [-2 * UNIT, -1.5 * UNIT, -UNIT]


def test_best_at_the_better_end_of_a_factor() -> None:
    """Relative gains are best at 0 where the other gains: what the other gets then does not matter."""
    (both,) = blocks(relative_gains={"north": "0..1"})
    best = both.best(both.movable[None], np.ones(1))[0]
    assert best.tolist() == [0, 2 * UNIT]


def test_a_block_without_judgements_to_move() -> None:
    """Nothing to move is no error."""
    stakes = {"north": {"aid": {"grant": -2}}, "south": {"aid": {"grant": 4}}}
    first = blocks(stakes=stakes)[0]
    assert not first.movable.any()
    assert (first.best(first.movable[None], np.ones(1))[0] == first.now).all()
    assert side_by_side(np.zeros((0, 2, 3))).shape == (0, 6)


@pytest.mark.slow
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_nothing_within_the_ranges_is_better_than_the_best(case: tuple[Dossier, dict[str, str]]) -> None:
    """No random values give an atom a margin above its best corner and what may lie above that."""
    question = RepairQuestion.of(model_of(*case), 0)
    values = random_values(question.model, 100)
    for block in question.blocks:
        best = block.best(block.movable[None], np.ones(1))[0]
        margins = block.margins(values[list(block.rows)])
        # Where the best surplus is below 0, the less cheating is noticed the less badly a package is kept:
        # nearer to 0 than at its best corner, and never above. Acceptance, which fails, decides then.
        keeping = np.array([atom.kind == "keeps the deal" for atom in block.atoms])
        never_kept = keeping & (best < 0) & (margins <= 0)
        assert ((margins <= best + block.spare) | (margins == 0) | never_kept).all()

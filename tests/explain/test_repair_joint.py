"""Whether conditions that pull against each other can hold together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.explain.repair_block import Block
from detente.explain.repair_joint import decide_jointly
from detente.explain.repair_question import RepairQuestion
from explain.repair_cases import asked, model_of, random_values, repairable_dossiers, small

STAKES = {
    "north": {"aid": {"grant": -2}, "base": {"closed": "0..4"}},
    "south": {"aid": {"grant": "0..4"}, "base": {"closed": -2}},
}


def jealous(gains: float | str, points: float) -> Block:
    """Two principals whose one judgement each helps the one and hurts the other."""
    both = {"north": gains, "south": gains}
    no_deal = {"north": {"points": points}, "south": {"points": points}}
    dossier = small(stakes=STAKES, relative_gains=both, no_deal=no_deal)
    return RepairQuestion.of(model_of(dossier), 0).necessary[0]


def every(block: Block) -> Any:
    """All judgements of a block."""
    return block.movable


def test_a_compromise_in_between() -> None:
    """With half of the other's gain minded both accept at a fair split only: found and checked."""
    block = jealous(0.5, 0.75)
    found = decide_jointly(block, every(block))
    assert found.answer == "yes"
    assert found.values is not None
    assert (block.margins(found.values[:, None])[0] >= 0).all()


def test_no_compromise_is_a_proof() -> None:
    """With all of the other's gain minded what one wins the other loses: no, though each alone could."""
    block = jealous(1, 1)
    alone = block.best(block.movable[None], np.ones(1))[0]
    assert (alone >= 0).all()
    assert decide_jointly(block, every(block)).answer == "no"


def test_a_factor_in_the_box() -> None:
    """The proof holds over a whole range of factors, and fails to where they reach low enough."""
    assert decide_jointly(jealous("0.9..1", 1), every(jealous("0.9..1", 1))).answer == "no"
    assert decide_jointly(jealous("0..1", 1), every(jealous("0..1", 1))).answer == "yes"


def test_some_atoms_only() -> None:
    """One of two that conflict can be met."""
    block = jealous(1, 1)
    assert decide_jointly(block, every(block), atoms=[0]).answer == "yes"


def test_nothing_may_move() -> None:
    """Without members the answer is that of the medians."""
    block = jealous(1, 1)
    assert decide_jointly(block, np.zeros_like(block.movable)).answer == "no"


@pytest.mark.slow
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_never_contradicted(case: tuple[Dossier, dict[str, str]]) -> None:
    """A yes holds in the exact model; no random values refute a no."""
    question = RepairQuestion.of(model_of(*case), 0)
    values = random_values(question.model, 300)
    for block in question.necessary:
        found = decide_jointly(block, block.movable)
        if found.values is not None:
            assert (block.margins(found.values[:, None]) >= 0).all()
        if found.answer == "no":
            assert not (block.margins(values[list(block.rows)]) >= 0).all(axis=1).any()

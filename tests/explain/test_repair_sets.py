"""Listing the sets of judgements that may carry a block."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.explain import repair_sets
from detente.explain.repair_question import RepairQuestion
from detente.explain.repair_sets import Gains, GaveUpError, SetSearch
from detente.model.fixed_point import UNIT
from explain.repair_cases import asked, model_of, repairable_dossiers, small


def test_gains_of_a_small_block() -> None:
    """Each end of each judgement of North adds or takes a point."""
    block = RepairQuestion.of(model_of(small()), 0).necessary[0]
    gains = Gains.of(block)
    assert gains.base[0].tolist() == [-2 * UNIT]
    assert gains.up[0][0].tolist() == [UNIT, UNIT]
    assert gains.down[0][0].tolist() == [-UNIT, -UNIT]
    assert list(SetSearch(gains=gains).sets_of(1)) == []
    assert [one.tolist() for one in SetSearch(gains=gains).sets_of(2)] == [[True, True]]


@pytest.mark.slow
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_equals_trying_every_set(case: tuple[Dossier, dict[str, str]]) -> None:
    """Of all sets of one and two judgements just those are listed that can make every atom hold alone."""
    for block in RepairQuestion.of(model_of(*case), 0).blocks:
        places = np.flatnonzero(block.movable)
        if len(block.atoms) == 1 or len(places) > 12:
            continue
        search = SetSearch(gains=Gains.of(block))
        for size in (1, 2):
            every = [np.isin(np.arange(len(block.rows)), one) for one in itertools.combinations(places, size)]
            if not every:
                continue
            best = block.best(np.array(every), np.ones(len(every)))
            right = {one.tobytes() for one, own in zip(every, best, strict=True) if (own >= 0).all()}
            may = {one.tobytes() for one in search.sets_of(size)}
            useless = {one.tobytes() for one in every if not set(np.flatnonzero(one)) <= useful(search)}
            assert right - useless <= may
            spare = {
                one.tobytes() for one, own in zip(every, best, strict=True) if (own >= -2 * block.spare).all()
            }
            assert may <= spare


def useful(search: SetSearch) -> set[int]:
    """Judgements that help some atom or weigh it."""
    return {*search.gains.terms, *search.gains.factors}


def test_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many branches end in an error that the caller turns into "undecided"."""
    block = RepairQuestion.of(model_of(small()), 0).necessary[0]
    monkeypatch.setattr(repair_sets, "MOST_NODES", 1)
    with pytest.raises(GaveUpError):
        list(SetSearch(gains=Gains.of(block)).sets_of(2))

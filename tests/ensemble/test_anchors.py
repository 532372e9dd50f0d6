"""Anchors: found once for a dossier, they change how soon an answer comes and never the answer."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble import anchors
from detente.ensemble.anchors import anchors_of
from detente.ensemble.kinds import kinds_of
from detente.ensemble.one_draw import OneDraw
from detente.ensemble.reusing import gathered
from detente.ensemble.sampling import draw_values
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import fill_tables


@pytest.fixture(scope="module")
def case() -> Blueprint:
    """Blueprint of the reference case."""
    return Blueprint(detente.load("us-russia"))


def test_a_short_agenda_has_no_packages_to_keep() -> None:
    """Nothing is tried beforehand where everything can be tried."""
    b = Blueprint(detente.load("two-issues"))
    assert anchors_of(b, kinds_of(b)).packages.shape == (0, len(b.space.groups))


def test_anchors_are_the_same_every_time(case: Blueprint, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same dossier has the same anchors."""
    monkeypatch.setattr(anchors, "PILOTS", 1)
    kinds = kinds_of(case)
    one, two = anchors_of(case, kinds), anchors_of(case, kinds)
    assert len(one.packages) > 0
    assert one.packages.tobytes() == two.packages.tobytes()
    assert [a.tobytes() for a in one.certificates] == [a.tobytes() for a in two.certificates]
    assert one.weights.tobytes() == two.weights.tobytes()


def test_answers_do_not_depend_on_anchors(case: Blueprint, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without them every class gets as far and has the same sole blockers; less is searched."""
    monkeypatch.setattr(anchors, "PILOTS", 3)
    kinds = kinds_of(case)
    nothing = gathered(case, kinds, [], [], np.zeros((len(kinds), len(case.predicates))))
    tables = fill_tables(case, draw_values(case.quantities, 7, 0, 4, case.correlations))
    idle = np.zeros(len(kinds.moves), np.bool_)
    searched = []
    for index in range(len(tables)):
        found = [
            OneDraw(case, kinds, a, tables, index).judged(index, idle)
            for a in (nothing, anchors_of(case, kinds))
        ]
        assert found[0].sweetened == found[1].sweetened
        assert found[0].exact == found[1].exact
        searched.append([outcome.effort.searched for outcome in found])
    assert np.sum(searched, axis=0)[1] < np.sum(searched, axis=0)[0]


def test_witnesses_pass_all_gates(case: Blueprint) -> None:
    """Whatever a witness came from, it passes in its own draw, and open classes have one."""
    kinds = kinds_of(case)
    found = anchors_of(case, kinds)
    tables = fill_tables(case, draw_values(case.quantities, 9, 0, 3, case.correlations))
    for index in range(3):
        outcome = OneDraw(case, kinds, found, tables, index).judged(
            index, np.zeros(len(kinds.moves), np.bool_)
        )
        packages = np.array([np.frombuffer(w, np.int64) for w in outcome.witnesses])
        assert (tables.depths(packages)[index] == len(GATES)).all()
        inside = case.classes[-1].sweetened[packages].all(axis=1)
        assert inside.any() == (outcome.sweetened[-1].depth == len(GATES))

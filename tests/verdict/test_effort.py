"""How the questions of a run were settled, added up."""

from __future__ import annotations

from dataclasses import replace

from detente.ensemble.outcomes import Effort
from detente.verdict.effort import effort_of
from verdict.making import outcome, summed


def test_effort_adds_up() -> None:
    """Fields are summed over draws; draws with the solver are counted once each."""
    first = Effort(questions=5, anchored=2, certified=1, searched=2, nodes=9, solver_calls=2)
    second = Effort(questions=3, searched=3, nodes=4)
    rows = [replace(outcome(), effort=first), replace(outcome(), effort=second)]
    found = effort_of(summed(rows))
    assert (found.questions, found.anchored, found.certified, found.searched) == (8, 2, 1, 5)
    assert (found.nodes, found.solver_calls, found.solver_draws, found.draws) == (13, 2, 1, 2)
    assert found.solver_share == 0.5
    assert found.to_dict()["solver_share"] == 0.5
    assert "draws" not in found.to_dict()

"""What a repair by judgements has to bring about."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.explain.repair_question import RepairQuestion
from detente.lenses.ratification.consenting import met
from explain.repair_cases import asked, model_of, random_values, repairable_dossiers, small

PARTIES = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "house": {"role": "ratifier", "side": "north"},
}


def question(need: object) -> RepairQuestion:
    """The swap, which North's house has to ratify somehow."""
    rules = {"north": [{"name": "rule", "needs": need}]}
    return RepairQuestion.of(model_of(small(parties=PARTIES, ratification=rules)), 0)


def test_voters() -> None:
    """Principals have no vote of their own in this: they accept, or the package fails before."""
    found = question({"all_of": ["house", "north"]})
    assert found.voters == ("house",)
    assert found.consents == {"house": True, "north": True}
    assert found.turned == {}


def test_refusals_only_where_a_rule_asks() -> None:
    """Where a rule says "not", a consenting voter may be turned."""
    found = question({"not": "house"})
    assert found.turned["house"].atoms[0].kind == "refuses"
    # Nothing it feels is uncertain, so that it cannot be.
    assert found.turnable == {}


def test_fixed() -> None:
    """An agenda that is too long, or an order broken, is no matter of judgement."""
    long = RepairQuestion.of(model_of(small(agenda_limit=1)), 0)
    assert [one.key for one in long.fixed] == ["agenda limit"]
    assert question("house").fixed == ()


@pytest.mark.slow
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_blocks_decide_the_package(case: tuple[Dossier, dict[str, str]]) -> None:
    """For any values the package passes just where its blocks hold and its rules are met."""
    found = RepairQuestion.of(model_of(*case), 0)
    values = random_values(found.model, 20)
    holds = np.full(values.shape[1], not found.fixed)
    for block in found.necessary:
        holds &= (block.margins(values[list(block.rows)]) >= 0).all(axis=1)
    consents = {party: np.ones(values.shape[1], np.bool_) for party in found.consents}
    for party in found.voters:
        block = found.stance(party, "consents")
        consents[party] = block.margins(values[list(block.rows)])[:, 0] >= 0
    for need in found.needs:
        holds &= met(need, consents)
    assert (holds == found.model.passes(values)).all()

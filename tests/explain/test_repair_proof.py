"""Proofs that nothing within the ranges repairs a package."""

from __future__ import annotations

import math

import pytest

from detente.explain.repair_proof import conflict_of, unmet_conditions
from detente.explain.repair_question import RepairQuestion
from explain.repair_cases import model_of, small

PARTIES = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "house": {"role": "ratifier", "side": "north"},
    "court": {"role": "ratifier", "side": "north"},
}
FINE = {
    "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
    "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
}


def question(**sections: object) -> RepairQuestion:
    """The swap, as a question."""
    return RepairQuestion.of(model_of(small(**sections)), 0)


def test_delivery() -> None:
    """Control that falls short at its best, in shares of control, and how far outside it would do."""
    issues = {
        "aid": {
            "options": {
                "none": {"status_quo": True},
                "grant": {"performers": ["north"], "requires": "0.8..0.9"},
            },
            "control": {"north": "0.4..0.6"},
        },
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["south"]}}},
    }
    (found,) = unmet_conditions(question(stakes=FINE, issues=issues))
    assert found.condition.key == "delivery: aid=grant"
    assert found.short == pytest.approx(0.35, abs=1e-5)
    assert found.short_at_best == pytest.approx(0.2, abs=1e-5)
    assert found.beyond == pytest.approx(0.1, abs=1e-4)


def test_a_rule_and_those_who_cannot_be_turned() -> None:
    """Of two consents asked for one can be had: the other is named, with its shortfall."""
    stakes = {**FINE, "house": {"aid": {"grant": "-4..1"}}, "court": {"aid": {"grant": "-4..-2"}}}
    rules = {"north": [{"name": "both", "needs": {"at_least": 2, "of": ["house", "court"]}}]}
    (found,) = unmet_conditions(question(parties=PARTIES, stakes=stakes, ratification=rules))
    assert found.condition.key == "both"
    assert found.parties == ("court",)
    assert found.short_at_best == pytest.approx(2.0)
    # Two points of a largest stake of four.
    assert found.reach == pytest.approx(1.5, abs=1e-5)


def test_what_no_reach_mends() -> None:
    """A rule that a principal refuse cannot be met, and has no reach; JSON has no infinity."""
    rules = {"north": [{"name": "no", "needs": {"not": "north"}}]}
    (found,) = unmet_conditions(question(stakes=FINE, ratification=rules))
    assert found.reach is None
    assert found.beyond is None
    told = found.to_dict()
    assert all(not isinstance(value, float) or math.isfinite(value) for value in told.values())


def test_rules_that_contradict_each_other() -> None:
    """Each can be met, as the house may go either way, but not both."""
    stakes = {**FINE, "house": {"aid": {"grant": "-4..4"}}}
    rules = {
        "north": [
            {"name": "yes", "needs": "house"},
            {"name": "no", "needs": {"not": "house"}},
            {"name": "other", "needs": {"at_least": 1, "of": ["house", "court"]}},
        ]
    }
    found = question(parties=PARTIES, stakes=stakes, ratification=rules)
    assert unmet_conditions(found) == ()
    conflict = conflict_of(found)
    assert conflict is not None
    assert {one.key for one in conflict.conditions} == {"yes", "no"}
    assert conflict.is_smallest
    assert conflict.to_dict()["reach_at_least"] is None


def test_principals_who_cannot_both_be_served() -> None:
    """A conflict through relative gains lasts up to a reach beyond the ranges, which is told."""
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": "0..4"}},
        "south": {"aid": {"grant": "0..4"}, "base": {"closed": -2}},
    }
    no_deal = {"north": {"points": 1}, "south": {"points": 1}}
    asked = question(stakes=stakes, relative_gains={"north": "0.9..1", "south": 1}, no_deal=no_deal)
    conflict = conflict_of(asked)
    assert conflict is not None
    assert {one.kind for one in conflict.conditions} <= {"accepts", "trusts the others"}
    assert {one.parties[0] for one in conflict.conditions} == {"north", "south"}
    assert conflict.reach is not None
    assert 1 <= conflict.reach < 2


def test_nothing_unmet_and_no_conflict() -> None:
    """Where there is a repair there is no proof."""
    found = question()
    assert unmet_conditions(found) == ()
    assert conflict_of(found) is None

"""Shares of draws and smallest sets over all draws, against asking for every set."""

from __future__ import annotations

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED
from detente.explain.block_cases import cases_of_search
from detente.explain.block_openings import openings_of
from detente.explain.block_summing import GOALS, Found, summed_up
from detente.explain.blocking_conditions import KINDS, Conditions, UnitKind
from detente.model.blueprint import Blueprint
from explain.lifting import sets_of
from properties.dossiers import uncertain_dossiers

DRAWS = 6


def judged(dossier: Dossier, k: int) -> tuple[list[Found], Conditions]:
    """Judge a few draws."""
    blueprint = Blueprint(dossier)
    conditions = Conditions.of(blueprint)
    cases = cases_of_search(blueprint, k, SWEETENED, conditions, (0, DRAWS), 0)
    found = [
        Found(case=case, openings={kind: openings_of(case.asking, kind, 3) for kind in KINDS})
        for case in cases
    ]
    return found, conditions


@settings(deadline=None, max_examples=7, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers(), st.sampled_from(["party", "gate"]))
def test_smallest_sets_over_draws(dossier: Dossier, kind: UnitKind) -> None:
    """They reach the goal, nothing smaller does, and none of the size is missing."""
    found, conditions = judged(dossier, 0)
    units = conditions.units(kind)
    summed = summed_up(found, kind, conditions, {unit: unit for unit in units}, DRAWS)
    openable = [one for one in found if not one.is_open and one.openings[kind].can_open]
    assert summed.can_open.hits == len(openable)
    assert summed.hopeless.hits + len(openable) == sum(not one.is_open for one in found)
    if not conditions.rises(kind) or not openable:
        assert summed.hitting == ()
        return
    reached = {
        lifted: sum(one.case.asking.opens(kind, lifted) for one in openable)
        for lifted in sets_of(units, len(units))
    }
    for goal, answer in zip(GOALS, summed.hitting, strict=True):
        enough = {lifted for lifted, hits in reached.items() if hits >= math.ceil(goal * len(openable))}
        size = min(map(len, enough))
        listed = {frozenset(one.units): one.share.hits for one in answer.sets}
        assert answer.is_smallest
        assert answer.size == size
        assert all(reached[lifted] == hits for lifted, hits in listed.items())
        if answer.has_all:
            assert set(listed) == {lifted for lifted in enough if len(lifted) == size}


@settings(deadline=None, max_examples=7, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers())
def test_shares_are_counts_of_draws(dossier: Dossier) -> None:
    """Each unit's shares and each set's share are the draws in which they say so."""
    found, conditions = judged(dossier, 0)
    units = conditions.units("party")
    summed = summed_up(found, "party", conditions, {unit: unit for unit in units}, DRAWS)
    blocked = [one.openings["party"] for one in found if not one.is_open]
    assert {unit.key for unit in summed.units} == set(units)
    for unit in summed.units:
        inside = [[s for s in openings.sets if unit.key in s] for openings in blocked]
        assert unit.sole.hits == sum(any(len(s) == 1 for s in sets) for sets in inside)
        assert unit.joint.hits == sum(any(len(s) > 1 for s in sets) for sets in inside)
        assert unit.pivotal.hits == sum(map(bool, inside))
        assert unit.needed.hits == sum(unit.key in openings.needed for openings in blocked)
    for one in summed.sets:
        assert one.share.hits == sum(frozenset(one.units) in openings.sets for openings in blocked)

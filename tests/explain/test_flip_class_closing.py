"""Two or three judgements that close the last deal together."""

from __future__ import annotations

import math

from detente.dossier.dossier import Dossier
from detente.explain.entries import FARTHEST
from detente.explain.flip_class_closing import closing_sets
from detente.explain.flip_class_found import Found
from detente.explain.flip_class_solving import solve
from explain.flip_class_cases import AID, BASE, NO_DEAL, oracle_of, swapping, ways_of
from properties.dossiers import loaded, plain


def pairs(dossier: Dossier, *paths: str, farthest: float = FARTHEST, budget: float = 1e6) -> Found:
    """Pairs of some judgements, the single ones known."""
    oracle, ways = oracle_of(dossier, to_deal=False), ways_of(dossier, *paths)
    singles = solve(oracle, ways, [frozenset({path}) for path in ways], farthest)
    return closing_sets(oracle, ways, 2, singles, farthest=farthest, up_to=farthest, most=10, budget=budget)


def test_pairs_that_close_the_deal_are_all_found() -> None:
    """A surplus of 2 is used up by two of three judgements that give 1.5 each."""
    dossier = swapping(aid="-5.5..-2.5", base="4.5..7.5", no_deal="-1.5..1.5")
    found = pairs(dossier, AID, BASE, NO_DEAL, farthest=1.0)
    assert {one.paths for one in found.sets} == {
        frozenset({AID, BASE}),
        frozenset({AID, NO_DEAL}),
        frozenset({BASE, NO_DEAL}),
    }
    assert all(abs(one.reach - 2 / 3) < 1e-5 for one in found.sets)
    assert found.complete_to == math.inf


def test_control_that_is_ample_may_run_out_together() -> None:
    """Two parties hold half each of what takes a third: only both together can lose it."""
    issues = plain()["issues"]
    issues["base"]["control"] = {"north": "0.1..0.9", "south": "0.1..0.9"}
    issues["base"]["options"]["closed"]["requires"] = 0.4
    paths = "issues.base.control.north", "issues.base.control.south"
    found = pairs(loaded(plain(issues=issues)), *paths, farthest=1.0)
    assert [one.paths for one in found.sets] == [frozenset(paths)]
    assert abs(found.sets[0].reach - 0.75) < 1e-5


def test_a_deal_that_is_safe_is_proved_to_be() -> None:
    """Where no pair within reach closes it the list is empty and complete."""
    found = pairs(swapping(aid="-5..-3", base="30..32"), AID, BASE, farthest=1.0)
    assert found.sets == ()
    assert found.complete_to == math.inf


def test_without_a_budget_nothing_is_claimed() -> None:
    """What was not looked at may be there from the medians on."""
    found = pairs(swapping(aid="-5..-3", base="5..7"), AID, BASE, budget=0.0)
    assert found.complete_to == 0.0

"""Two or three judgements that open a deal together."""

from __future__ import annotations

import math

from detente.dossier.dossier import Dossier
from detente.explain.entries import FARTHEST
from detente.explain.flip_class_found import Found
from detente.explain.flip_class_opening import opening_sets
from detente.explain.flip_class_solving import solve
from explain.flip_class_cases import AID, BASE, NO_DEAL, in_the_way, oracle_of, swapping, ways_of


def pairs(dossier: Dossier, *paths: str, farthest: float = FARTHEST, budget: float = 1e6) -> Found:
    """Pairs of some judgements, the single ones known."""
    oracle, ways = oracle_of(dossier, to_deal=True), ways_of(dossier, *paths)
    singles = solve(oracle, ways, [frozenset({path}) for path in ways], farthest)
    return opening_sets(oracle, ways, 2, singles, farthest=farthest, up_to=farthest, most=10, budget=budget)


def test_the_pair_is_found_and_nothing_else_is_missing() -> None:
    """The two judgements that each give half of what North is short of."""
    found = pairs(in_the_way(), AID, BASE, farthest=1.05)
    assert [one.paths for one in found.sets] == [frozenset({AID, BASE})]
    assert found.sets[0].reach == 1.0
    assert found.complete_to == math.inf


def test_nothing_is_proved_to_be_nothing() -> None:
    """Where no pair within reach does it the list is empty and complete."""
    found = pairs(swapping(aid="-40..-38", base="1..2", no_deal="9..10"), AID, BASE, NO_DEAL, farthest=1.0)
    assert found.sets == ()
    assert found.complete_to == math.inf


def test_without_a_budget_nothing_is_claimed() -> None:
    """What was not looked at may be there from the medians on."""
    found = pairs(in_the_way(), AID, BASE, budget=0.0)
    assert found.complete_to < 1.0

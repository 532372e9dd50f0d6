"""Kinds of deal under moved thresholds, against dossiers moved by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from detente.ensemble.depths import SWEETENED, class_depths
from detente.explain.block_cases import listed_packages
from detente.explain.honest_kinds import MovedDraws, passing_by_list, passing_by_search
from detente.explain.honest_shifting import Scenario, party_ranges, scenarios, with_a_say
from detente.model.blueprint import Blueprint
from explain.hand_shifted import by_hand, control_by_hand
from properties.dossiers import Data, loaded, plain, random_data

some = settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
SHIFT = 0.25


@some
@given(random_data())
def test_as_by_hand(data: Data) -> None:
    """Searched and listed, all at once and each alone: what a dossier moved by hand gives."""
    dossier = loaded(data)
    blueprint = Blueprint(dossier)
    ranges = party_ranges(dossier)
    wanted = list(scenarios(with_a_say(blueprint)))
    draws = MovedDraws.of(blueprint, (0, 1), 0, SHIFT)
    for k, key in enumerate(dossier.deals):
        found, undecided = passing_by_search(draws, k, SWEETENED, wanted, ranges)
        packages = listed_packages(blueprint, k, SWEETENED)
        listed = passing_by_list(draws, packages, wanted, ranges) if len(packages) else found
        assert undecided == 0
        for scenario in wanted:
            moved = dossier
            if scenario.control:
                moved = control_by_hand(dossier, scenario.sign * SHIFT)
            elif scenario.sign:
                who = [scenario.party] if scenario.party else list(ranges)
                moved = by_hand(dossier, {p: ranges[p] for p in who}, scenario.sign * SHIFT)
            expected = class_depths(moved, form=SWEETENED, deals=[key], draws=1, workers=1).of(key) == 5
            assert found[scenario].tolist() == expected.tolist()
            assert listed[scenario].tolist() == expected.tolist()


def test_nothing_at_stake_moves_nothing() -> None:
    """A party without a range keeps its threshold, in the list as in the search."""
    blueprint = Blueprint(loaded(plain()))
    ranges = {"north": 0.0, "south": 6.0}
    wanted = list(scenarios(["north"]))
    packages = listed_packages(blueprint, 0, SWEETENED)
    draws = MovedDraws.of(blueprint, (0, 3), 0, 1.0)
    listed = passing_by_list(draws, packages, wanted, ranges)
    found, _ = passing_by_search(draws, 0, SWEETENED, wanted, ranges)
    for passing in (listed, found):
        assert np.array_equal(passing[Scenario(sign=1, party="north")], passing[Scenario(sign=0)])
    assert not listed[Scenario(sign=1)].any()

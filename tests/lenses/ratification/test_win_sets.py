"""Win-sets at home: against going through all packages, and estimated where that is too many."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings

import detente
from detente.kernel.estimates import CountEstimate
from detente.lenses.named_package import named_package
from detente.lenses.ratification.rules import OUTSIDE, rules_of
from detente.lenses.ratification.votes import package_votes
from detente.lenses.ratification.win_sets import EVERYBODY, WinSetCount, WinSets, win_sets_at
from detente.model.blueprint import Blueprint
from lenses.ratification.small import STAKES, medians, small
from properties.dossiers import Data, loaded, plain, random_data


def counts(sets: WinSets, home: str) -> dict[str, tuple[int | None, int | None]]:
    """Packages in the zone and those ratified, by kind."""
    return {kind: (c.zone.count, c.ratified.count) for kind, c in sets.of(home).counts.items()}


def test_counts_by_home_and_kind() -> None:
    """Of the zone, which holds swap, swap and fair, and fair alone, the senate takes what has a fair."""
    stakes = {**STAKES, "house": {"aid": {"grant": 1}}, "south": {**STAKES["south"], "fair": {"yes": 1}}}
    blueprint = Blueprint(small(stakes=stakes))
    found = win_sets_at(blueprint, rules_of(blueprint))
    assert [win_set.home for win_set in found.homes] == ["north", "south", OUTSIDE, EVERYBODY]
    assert counts(found, "north") == {"all": (3, 2), "tactical": (1, 1), "fundamental": (2, 1)}
    assert counts(found, EVERYBODY) == counts(found, "north")
    assert counts(found, "south") == {"all": (3, 3), "tactical": (1, 1), "fundamental": (2, 2)}
    assert not found.of("south").has_rules
    assert found.of("north").counts["all"].fraction == "2/3"
    assert found.of("north").counts["all"].share == pytest.approx(2 / 3)


def test_without_rules_the_win_set_is_the_zone() -> None:
    """At every home, with bounds that say so."""
    blueprint = Blueprint(loaded(plain()))
    found = win_sets_at(blueprint, ())
    assert counts(found, EVERYBODY)["all"] == (1, 1)
    assert found.of("north").counts["all"].bounds == (1.0, 1.0)


def test_an_empty_zone_has_no_share() -> None:
    """That is a status, not an error."""
    stakes = {"north": {"aid": {"grant": -1}, "base": {"closed": -1}, "fair": {"yes": -1}}}
    blueprint = Blueprint(small(stakes=stakes))
    nothing = win_sets_at(blueprint, rules_of(blueprint)).of("north").counts["all"]
    assert nothing == WinSetCount(zone=CountEstimate.counted(0), ratified=CountEstimate.counted(0))
    assert (nothing.share, nothing.fraction, nothing.bounds, nothing.error) == (None, None, (0.0, 0.0), None)


@settings(deadline=None, max_examples=20)
@given(random_data())
def test_against_going_through_all_packages(data: Data) -> None:
    """Exact at every home, and kinds add up."""
    blueprint = Blueprint(loaded(data))
    rules = rules_of(blueprint)
    found = win_sets_at(blueprint, rules)
    issues = blueprint.dossier.issues
    offsets = blueprint.space.offsets.tolist()
    listed = itertools.product(*(range(a, b) for a, b in itertools.pairwise(offsets)))
    changes = [blueprint.space.package(np.array(columns)) for columns in listed]
    packages = [
        named_package(blueprint, str(k), package)
        for k, package in enumerate(changes)
        if package and not any(issues[i].options[o].pressure for i, o in package.items())
    ]
    zone = [v for v in package_votes(blueprint, medians(blueprint), packages, rules) if v.depths[0] >= 2]
    minor = [
        all(issues[i].kind not in ("fundamental", "mixed") for i in votes.package.package) for votes in zone
    ]
    for win_set in found.homes:
        home = None if win_set.home == EVERYBODY else win_set.home
        met = [bool(votes.met_at(home)[0]) for votes in zone]
        small_ones = sum(m and t for m, t in zip(met, minor, strict=True))
        assert counts(found, win_set.home) == {
            "all": (len(zone), sum(met)),
            "tactical": (sum(minor), small_ones),
            "fundamental": (len(zone) - sum(minor), sum(met) - small_ones),
        }


def test_a_large_zone_is_estimated_and_says_so() -> None:
    """Between its bounds, with an error; what is small enough is counted."""
    blueprint = Blueprint(detente.load("us-russia"))
    found = win_sets_at(blueprint, rules_of(blueprint), seed=1)
    every = found.of("us").counts["all"]
    assert not every.ratified.exact
    assert every.fraction is None
    assert every.share is not None
    assert every.bounds[0] <= every.share <= every.bounds[1]
    assert every.error is not None
    assert 0 < every.error < 1
    assert found.of("us").counts["tactical"].fraction is not None


def test_json_has_no_infinities() -> None:
    """An empty count has no logarithm."""
    blueprint = Blueprint(small(stakes={**STAKES, "senate": {"aid": {"grant": -9}}}))
    told = win_sets_at(blueprint, rules_of(blueprint), draw=3).to_dict()
    assert told["draw"] == 3
    every = told["homes"][0]["counts"]["all"]
    assert (every["ratified"]["packages"], every["ratified"]["log10"]) == (0, None)
    assert every["share_exact"] is not None
    assert math.isfinite(every["share_at_most"])

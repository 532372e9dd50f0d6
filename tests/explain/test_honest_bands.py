"""Counts put side by side."""

from __future__ import annotations

import detente
from detente.explain.honest_bands import band_of, counts_wanted, funnels_alone
from detente.explain.honest_counting import counts_of
from detente.explain.honest_shifting import Scenario, party_ranges
from detente.model.blueprint import Blueprint

CASE = detente.load("two-issues")
BLUEPRINT = Blueprint(CASE)


def test_counts_wanted() -> None:
    """Five scenarios in the counted draws, two for each party with a range, and no count twice."""
    ranges = {**party_ranges(CASE), "assembly": 0.0}
    wanted = counts_wanted(BLUEPRINT, ranges, 3, 1)
    assert len(wanted) == len(set(wanted)) == 5 * 3 + 2 * 2
    assert {scenario.party for scenario, _ in wanted} == {None, "north", "south"}
    assert (Scenario(sign=0), 3) in counts_wanted(BLUEPRINT, ranges, 1, 4)
    assert counts_wanted(BLUEPRINT, ranges, 0, 0) == []


def test_each_over_its_own_draws() -> None:
    """A party alone is set against the thresholds judged in the same draws, not in more or fewer."""
    ranges = party_ranges(CASE)
    for counted, alone in ((4, 2), (1, 3)):
        wanted = counts_wanted(BLUEPRINT, ranges, counted, alone)
        counts = counts_of(BLUEPRINT, wanted, 0, ranges, 0.1, workers=1)
        band = band_of(BLUEPRINT, counts, counted)
        parties = funnels_alone(BLUEPRINT, counts, ranges, alone)
        assert band is not None
        assert {f.draws_counted for f in (band.judged, band.lower, band.more_control)} == {counted}
        assert {f.draws_counted for one in parties for f in (one.judged, one.lower, one.higher)} == {alone}
        assert [one.party for one in parties] == ["assembly", "north", "south"]
        assert parties[1].judged == detente.run(CASE, draws=alone, counted=alone, workers=1).funnel


def test_nothing_counted() -> None:
    """No band, no parties."""
    assert band_of(BLUEPRINT, {}, 0) is None
    assert funnels_alone(BLUEPRINT, {}, party_ranges(CASE), 0) == ()

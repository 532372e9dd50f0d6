"""What a picture of regions shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.explain.scenarios import scenarios
from detente.report.scenario_picture import scenario_picture
from explain.driven import never, trust_dossier


def test_limits_have_their_place_in_the_range() -> None:
    """0 at the low end, 1 at the high one, with words."""
    found = scenarios(trust_dossier(), deal="swap", draws=300)
    picture = scenario_picture(found)
    limit = found.boxes[0].limits[0]
    assert picture.rows() == (
        {
            "region": 1,
            "name": "The chance that south keeps its word",
            "low": limit.low,
            "high": 1.0,
            "range_low": "0.00",
            "range_high": "1.00",
            "words": f"at least {limit.low:.2f}",
        },
    )
    (region,) = picture.regions
    assert region.head.startswith("Region 1: a deal in 9") or region.head.startswith(
        "Region 1: a deal in 100%"
    )
    assert region.steps[0] == (1.0, pytest.approx(found.overall.share, abs=1e-6), False)
    assert sum(chosen for *_, chosen in region.steps) == 1
    assert picture.alternative() == found.boxes[0].sentence


def test_both_kinds_of_limits() -> None:
    """At most, and between; limits beyond the range stop at its end."""
    found = scenarios(trust_dossier(), deal="swap", draws=200)
    (box,) = found.boxes
    limits = (
        replace(box.limits[0], low=None, high=0.3),
        replace(box.limits[0], low=0.2, high=1.7),
    )
    changed = replace(found, boxes=(replace(box, limits=limits, fresh_density=None),))
    picture = scenario_picture(changed)
    first, second = picture.rows()
    assert (first["low"], first["high"], first["words"]) == (0.0, 0.3, "at most 0.30")
    assert (second["low"], second["high"], second["words"]) == (0.2, 1.0, "0.20 to 1.70")
    assert "fresh ones: none there" in picture.regions[0].head


def test_nothing_to_discover() -> None:
    """The reason is told."""
    picture = scenario_picture(scenarios(never(), deal="swap", draws=20))
    assert picture.regions == ()
    assert picture.alternative() == picture.nothing
    assert picture.nothing.startswith("There is a deal in none of 20 draws")

"""Regions in words."""

from __future__ import annotations

import pytest

from detente.explain.scenario_boxes import ScenarioBox, ScenarioLimit
from detente.explain.scenario_words import box_sentence, limit_words, outcome_name, status_sentence
from detente.verdict.intervals import wilson
from explain.driven import entry


def limit(low: float | None, high: float | None) -> ScenarioLimit:
    """A limit on a judgement in points."""
    return ScenarioLimit(entry=entry(), low=low, high=high, quasi_p=0.01, reproduced=0.9)


def region(*limits: ScenarioLimit, fresh: bool = True) -> ScenarioBox:
    """81 of 100 draws, 70 of 90 fresh ones."""
    return ScenarioBox(
        limits=limits,
        density=wilson(81, 100),
        fresh_density=wilson(70, 90) if fresh else None,
        new_density=wilson(30, 60),
        coverage=0.44,
        fresh_coverage=0.4,
        support=0.1,
        halves=20,
        trajectory=(),
    )


def test_limits() -> None:
    """At least, at most, between."""
    assert limit_words(limit(-3, None)) == "what grant (aid) is worth to north is at least -3 points"
    assert limit_words(limit(None, 4)) == "what grant (aid) is worth to north is at most 4 points"
    assert limit_words(limit(-3, 4)) == "what grant (aid) is worth to north is between -3 points and 4 points"


def test_a_region() -> None:
    """Where, how often, against what, how much of it, and on fresh draws."""
    told = box_sentence(region(limit(1, None), limit(None, 9)), wilson(60, 1000), "a deal", is_first=True)
    assert told == (
        "Where what grant (aid) is worth to north is at least 1 point and what grant (aid) is worth to north "
        "is at most 9 points: a deal in 81% of draws, against 6% overall; that covers 44% of all such draws. "
        "In fresh draws, among which it was not sought: 78% (68% to 85%), covering 40%."
    )


def test_a_second_region() -> None:
    """What lies outside the first is told by itself."""
    told = box_sentence(region(limit(1, None), fresh=False), wilson(60, 1000), "a deal", is_first=False)
    assert told.startswith("Also where what grant")
    assert "in 81% of draws (50% of those in no region before), against" in told
    assert told.endswith("No fresh draw lies there.")


@pytest.mark.parametrize(
    ("gate", "missing", "name"),
    [
        ("self-enforcing", False, "a deal"),
        ("self-enforcing", True, "no deal"),
        ("acceptable", False, "a package that passes acceptance"),
        ("acceptable", True, "no package that passes acceptance"),
    ],
)
def test_outcomes_have_names(gate: str, missing: bool, name: str) -> None:
    """A deal, a gate passed, or the lack of it."""
    assert outcome_name(gate, missing=missing) == name


def test_why_there_is_no_region() -> None:
    """One sentence each."""
    assert "in none of 100 draws" in status_sentence("never", wilson(0, 100), "a deal", 20)
    assert "in each of 100 draws" in status_sentence("always", wilson(100, 100), "a deal", 20)
    few = status_sentence("too few", wilson(95, 100), "a deal", 20)
    assert "in 95 of 100 draws: at least 20 with and 20 without" in few
    assert few.endswith("there are 5 of one kind.")
    assert status_sentence("none found", wilson(50, 100), "a deal", 20).startswith("A deal in 50% of draws")

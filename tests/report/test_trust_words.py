"""How trust, patience, points and improvements are written."""

from __future__ import annotations

import math

import pytest

from detente.lenses.spread import Spread
from detente.lenses.trust.improvement import Improvement
from detente.report.trust_words import (
    improvement,
    needed_and_had,
    patience,
    points,
    slack_tone,
    trust_range,
)

INF = math.inf


def spread(low: float, middle: float, high: float) -> Spread:
    """Make a spread."""
    return Spread(low=low, middle=middle, high=high)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((0, 0.25, INF), "25% (none to never)"),
        ((0.5, 0.5, 0.5), "50%"),
        ((0, 0, 0), "none"),
        ((INF, INF, INF), "never"),
        ((0.001, 0.5, 0.999), "50% (<1% to >99%)"),
    ],
)
def test_trust(ends: tuple[float, float, float], expected: str) -> None:
    """Nothing is none, what no certainty reaches is never; certain numbers have no brackets."""
    assert trust_range(spread(*ends)) == expected


def test_needed_and_had() -> None:
    """Both medians, where there is something to compare."""
    had = spread(0.1, 0.3, 0.5)
    assert needed_and_had(spread(0, 0.4, 1), had) == "40% of 30%"
    assert needed_and_had(spread(0, 0, 1), had) == "none"
    assert needed_and_had(spread(0, INF, INF), had) == "never"


def test_patience_and_points() -> None:
    """Two digits of a factor; points with their sign, to two figures below ten."""
    assert patience(spread(0.5, 0.725, INF)) == "0.72 (0.50 to never)"
    assert points(spread(-12.34, -0.001, 1.26)) == "-0.001 (-12 to +1.3)"
    assert points(spread(0, 0, 0)) == "0"


def test_tones() -> None:
    """Good where nearly all draws leave something, fair where most do."""
    tones = [slack_tone(spread(low, middle, 1)) for low, middle in ((0, 0.5), (-1, 0), (-INF, -0.1))]
    assert tones == ["good", "fair", "poor"]


@pytest.mark.parametrize(
    ("kind", "needed", "expected"),
    [
        ("trust", (0.4, 0.5, 0.6), "more trust in South: 50% (40% to 60%)"),
        ("monitoring", (0.6, 0.6, 0.6), "better monitoring: noticed with 60%"),
        ("patience", (0.6, 0.7, 0.8), "more patience: discount factor 0.70 (0.60 to 0.80)"),
        ("first-step", (0.5, 0.5, 0.5), "a smaller first step: at most 50% at stake at a time"),
        ("guarantor", (10.0, 12.0, 14.0), "a guarantor: a bond of 12 (10 to 14) points"),
    ],
)
def test_improvements(kind: str, needed: tuple[float, float, float], expected: str) -> None:
    """What is to be changed, and to what."""
    way = Improvement(
        kind=kind,
        other="south" if kind == "trust" else None,
        asked=1.0,
        possible=1.0,
        needed=spread(*needed),
        cost=None,
        least=1.0,
        middle=None,
    )
    assert improvement(way, "South") == expected


def test_an_improvement_that_never_is_enough() -> None:
    """Only its name is left to say."""
    way = Improvement(
        kind="guarantor", other=None, asked=1.0, possible=0.0, needed=None, cost=None, least=0.0, middle=None
    )
    assert improvement(way, None) == "a guarantor"

"""How trust, patience and improvements are written in reports."""

from __future__ import annotations

import math

from detente.lenses.spread import Spread
from detente.lenses.trust.improvement import Improvement
from detente.report.blocks import Tone
from detente.report.wording import percent

__all__ = [
    "IMPROVEMENTS",
    "improvement",
    "needed_and_had",
    "patience",
    "points",
    "slack_tone",
    "trust_range",
]

IMPROVEMENTS = {
    "monitoring": "better monitoring",
    "patience": "more patience",
    "first-step": "a smaller first step",
    "guarantor": "a guarantor",
    "trust": "more trust",
}


def _share(value: float) -> str:
    if value == 0:
        return "none"
    return "never" if math.isinf(value) else percent(value)


def trust_range(spread: Spread) -> str:
    """Write how much trust is needed or had: the median, and in brackets where most draws lie.

    Examples
    --------
    >>> trust_range(Spread(low=0.0, middle=0.25, high=float("inf")))
    '25% (none to never)'
    >>> trust_range(Spread(low=0.5, middle=0.5, high=0.5))
    '50%'
    """
    if spread.is_certain:
        return _share(spread.middle)
    return f"{_share(spread.middle)} ({_share(spread.low)} to {_share(spread.high)})"


def needed_and_had(needed: Spread, had: Spread) -> str:
    """Write two medians in little space.

    Examples
    --------
    >>> certain = Spread(low=0.5, middle=0.5, high=0.5)
    >>> needed_and_had(Spread(low=0.0, middle=0.25, high=0.5), certain)
    '25% of 50%'
    """
    text = _share(needed.middle)
    return text if text in ("none", "never") else f"{text} of {percent(had.middle)}"


def patience(spread: Spread) -> str:
    """Write a discount factor: the median, and in brackets where most draws lie.

    Examples
    --------
    >>> patience(Spread(low=0.5, middle=0.725, high=float("inf")))
    '0.72 (0.50 to never)'
    """
    low, middle, high = (
        "never" if math.isinf(x) else f"{x:.2f}" for x in (spread.low, spread.middle, spread.high)
    )
    return middle if spread.is_certain else f"{middle} ({low} to {high})"


def points(spread: Spread) -> str:
    """Write points with a sign: the median, and in brackets where most draws lie.

    Examples
    --------
    >>> points(Spread(low=-2.04, middle=0.0, high=10.2))
    '0 (-2 to +10)'
    """
    low, middle, high = (_point(x) for x in (spread.low, spread.middle, spread.high))
    return middle if spread.is_certain else f"{middle} ({low} to {high})"


def _point(value: float) -> str:
    text = f"{value:+.2g}" if abs(value) < 10 else f"{value:+.0f}"
    return "0" if float(text) == 0 else text


def slack_tone(slack: Spread) -> Tone:
    """Return the tone of what is left over: good in nearly all draws, fair in most, else poor."""
    return "good" if slack.low >= 0 else "fair" if slack.middle >= 0 else "poor"


def improvement(way: Improvement, name: str | None) -> str:
    """Write an improvement and the value it takes, most often and at the medians of what it takes.

    Parameters
    ----------
    way : Improvement
    name : str or None
        Name of the party in whom more trust is needed.

    Examples
    --------
    >>> way = Improvement(kind="monitoring", other=None, asked=1.0, possible=1.0, least=1.0,
    ...     needed=Spread(low=0.5, middle=0.6, high=0.7), cost=None, middle=None)
    >>> improvement(way, None)
    'better monitoring: noticed with 60% (50% to 70%)'
    """
    text = IMPROVEMENTS[way.kind] + (f" in {name}" if way.kind == "trust" else "")
    if way.needed is None:
        return text
    needed = {
        "monitoring": f"noticed with {trust_range(way.needed)}",
        "patience": f"discount factor {patience(way.needed)}",
        "first-step": f"at most {trust_range(way.needed)} at stake at a time",
        "guarantor": f"a bond of {_plain(way.needed)} points",
        "trust": trust_range(way.needed),
    }
    return f"{text}: {needed[way.kind]}"


def _plain(spread: Spread) -> str:
    return points(spread).replace("+", "")

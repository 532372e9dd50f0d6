"""Small retractions and comparisons that the tests of their reports and pictures share."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.properties.dossiers import loaded, plain

import detente
from detente.explain.diff import Diff, diff
from detente.explain.retract import Retraction, retract
from detente.explain.retract_each import RetractionRanking, retract_each
from explain.sourced import sourced, sourced_data


@cache
def withdrawn(source: str = "alpha") -> Retraction:
    """The first essay withdrawn, in both forms."""
    return retract(sourced(), source, form="both", draws=40)


@cache
def hanging() -> RetractionRanking:
    """A case whose answer hangs on one of three essays."""
    data = sourced_data(ratification={}, trust={})
    data["stakes"]["south"]["base"]["closed"] = {"points": -5, "cite": ["beta"]}
    return retract_each(loaded(data), draws=40)


@cache
def compared() -> Diff:
    """South gains less and North more, so that the swap dies."""
    stakes: Any = {
        "north": {"aid": {"grant": -1}, "base": {"closed": 4}},
        "south": {"aid": {"grant": "1..5"}, "base": {"closed": "-5..-1"}},
    }
    return diff(loaded(plain()), loaded(plain(stakes=stakes, agenda_limit=2)), form="both", draws=40)


@cache
def sampled() -> Diff:
    """Six uncertain changes of one kind of deal, attributed by sampled orders."""
    keys = [f"i{k}" for k in range(6)]
    data: Any = plain(deals={"all": {"all": {key: ["new"] for key in keys}}})
    data["issues"] = {key: {"options": {"sq": {"status_quo": True}, "new": None}} for key in keys}
    data["stakes"] = {"north": {key: {"new": "-3..3"} for key in keys}}
    other = {**data, "stakes": {"north": {key: {"new": f"{k - 3}..{k}"} for k, key in enumerate(keys)}}}
    return diff(loaded(data), loaded(other), draws=100, effort=0)


def case_diff() -> Diff:
    """The little case against its sceptic."""
    return diff(
        detente.load("two-issues"), detente.load("two-issues", reading="sceptic"), form="both", draws=40
    )

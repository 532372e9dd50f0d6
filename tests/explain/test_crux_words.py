"""Differences in words, with what either side writes and cites."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.properties.dossiers import loaded, plain

from detente.dossier.differences import ABSENT, differences
from detente.dossier.dossier import Consent, LedgerEntry, Rule
from detente.dossier.quantity import Quantity
from detente.explain.crux_words import ToldDifference, told, written


def telling(after: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, ToldDifference]:
    """Tell the differences of two small dossiers."""
    one, other = loaded(before or plain()), loaded(after)
    return dict(told(differences(one, other), one, other))


def test_a_number() -> None:
    """A stake is told as its entry is, with both values as written and both citations."""
    before = plain(sources={"essay": {"title": "Essay"}})
    data = plain(sources={"essay": {"title": "Essay"}})
    data["stakes"]["north"]["base"]["closed"] = {"points": "1..2.5", "cite": ["essay"]}
    found = telling(data, before)["stakes.north.base"]
    (place,) = found.places
    assert found.words == place.words == "what closed (base) is worth to north"
    assert (place.path, place.before, place.after) == ("stakes.north.base.closed", "4", "1..2.5")
    assert (place.cite_before, place.cite_after) == ((), ("essay",))
    assert found.to_dict()["places"][0]["cite_after"] == ["essay"]


def test_everything_else() -> None:
    """Plans, rules, records, deals, options and parties are told by what they are."""
    data = plain(agenda_limit=3)
    data["no_deal"] = {"north": {"plan": {"aid": "grant"}}}
    data["ratification"] = {"north": [{"name": "House", "needs": "south"}]}
    data["trust"] = {"ledger": [{"agreement": "Old", "party": "south", "verdict": "kept", "year": 2001}]}
    data["deals"]["swap"]["all"].pop("base")
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "south"]
    found = telling(data)
    words = {name: (one.words, one.places[0].before, one.places[0].after) for name, one in found.items()}
    assert words == {
        "agenda_limit": ("agenda limit", "nothing", "3"),
        "deals.swap": (
            "what counts as a deal of the kind swap",
            "all of (aid: grant, base: closed)",
            "all of (aid: grant)",
        ),
        "issues.aid.options.grant.performers": ("performers of grant (aid)", "north", "north, south"),
        "no_deal.north.plan": ("what north does without a deal", "nothing", "aid: grant"),
        "ratification.north/House": ("the rule House at home in north", "nothing", "needs south"),
        "trust.ledger.south/Old": (
            "the record of south under Old",
            "nothing",
            "agreement Old; party south; verdict kept; year 2001",
        ),
    }


def test_groups() -> None:
    """Several stakes in one issue, and a new issue with all that mentions it, are one difference each."""
    data = plain()
    data["issues"]["aid"]["options"] = {
        "none": {"status_quo": True},
        "grant": {"performers": ["north"]},
        "loan": {"performers": ["north"]},
    }
    data["stakes"]["north"]["aid"] = {"grant": -2, "loan": -1}
    other = plain(issues=copy.deepcopy(data["issues"]))
    other["stakes"]["north"]["aid"] = {"grant": -3, "loan": -2}
    other["issues"]["reef"] = {"options": {"open": {"status_quo": True}, "shut": {}}}
    other["stakes"]["north"]["reef"] = {"shut": 1}
    found = telling(other, data)
    assert found["stakes.north.aid"].words == "what 2 options of aid are worth to north"
    assert found["structure"].words.startswith("parties, issues or options that only one of the two has")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Quantity(distribution="point", parameters=(0.1,), path="x"), "0.1"),
        (Quantity(distribution="pert", parameters=(1.0, 2.0, 4.5), path="x"), "1/2/4.5"),
        (Quantity(distribution="normal", parameters=(-6.0, 12.0), path="x"), "{normal: {mean: -6, sd: 12}}"),
        (ABSENT, "nothing"),
        ({}, "nothing"),
        (True, "true"),
        (0.25, "0.25"),
        (7, "7"),
        (Rule(name="House", side="north", needs=Consent(party="army")), "needs army"),
        (
            LedgerEntry(agreement="Old", party="south", verdict="broken"),
            "agreement Old; party south; verdict broken",
        ),
    ],
)
def test_written(value: Any, text: str) -> None:
    """Values are written as a dossier writes them, or near enough."""
    assert written(value) == text


def test_judgements_that_go_together() -> None:
    """They are named where they differ, written out with their ranks, and cited."""
    of = ["stakes.north.base.closed", "stakes.south.aid.grant"]
    one = {"name": "in step", "of": of, "rank": 0.5, "cite": ["essay"]}
    same = {"name": "alike", "of": ["stakes.north.aid.grant", "stakes.south.base.closed"], "rank": -0.2}
    essay = {"essay": {"title": "Essay"}}
    before = plain(sources=essay, correlations=[same])
    found = telling(plain(sources=essay, correlations=[same, one]), before)["correlations"]
    (place,) = found.places
    assert found.words == place.words == "how judgements go together: in step"
    assert place.before == "alike: rank -0.2 of stakes.north.aid.grant and stakes.south.base.closed"
    assert place.after == f"{place.before}; in step: rank 0.5 of {' and '.join(of)}"
    assert (place.cite_before, place.cite_after) == ((), ("essay",))
    other = telling(plain(correlations=[{**one, "cite": [], "rank": 0.6}]), plain())["correlations"]
    assert other.places[0].before == "nothing"

"""What differs between two dossiers, and carrying it over."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, random_data

from detente import load
from detente.dossier.differences import ABSENT, differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import class_depths


def names(before: Dossier, after: Dossier) -> list[str]:
    """Return the names of all differences."""
    return [difference.name for difference in differences(before, after)]


@settings(max_examples=30)
@given(random_data(), random_data())
def test_carried_over_is_the_other(one: Any, other: Any) -> None:
    """With all differences carried over nothing differs, forth and back, whatever the two are."""
    before, after = loaded(one), loaded(other)
    found = differences(before, after)
    assert differences(with_changes(before, found), after) == ()
    assert differences(with_changes(after, found, back=True), before) == ()


@settings(deadline=None, max_examples=40)
@given(random_data(), random_data())
def test_carried_over_judges_as_the_other(one: Any, other: Any) -> None:
    """With all differences carried over, every kind of deal gets as far as in the other dossier."""
    before, after = loaded(one), loaded(other)
    made = with_changes(before, differences(before, after))
    expected = class_depths(after, draws=2, workers=1)
    found = class_depths(made, draws=2, workers=1)
    assert {k: found.of(k).tolist() for k in found.classes} == {
        k: expected.of(k).tolist() for k in expected.classes
    }


@settings(deadline=None, max_examples=40)
@given(random_data(), st.data())
def test_some_of_them_can_be_judged(one: Any, data: st.DataObject) -> None:
    """Carrying some over and then the rest gives the other dossier, in whatever order."""
    other = copy.deepcopy(one)
    for by_issue in other["stakes"].values():
        for options in by_issue.values():
            for key in options:
                options[key] += data.draw(st.integers(0, 1))
    other["no_deal"] = {}
    other["agenda_limit"] = 4
    before, after = loaded(one), loaded(other)
    found = differences(before, after)
    some = data.draw(st.lists(st.sampled_from(found), unique_by=lambda d: d.name))
    halfway = with_changes(before, some)
    depths = class_depths(halfway, draws=1, workers=1).depths
    assert ((depths >= 0) & (depths <= 5)).all()
    rest = [difference for difference in found if difference not in some]
    assert differences(with_changes(halfway, rest), after) == ()


def test_nothing_differs() -> None:
    """A dossier does not differ from itself, nor from one with other words and sources."""
    data = plain()
    other = plain(title="Another title", sources={"essay": {"title": "An essay"}})
    other["stakes"]["north"]["aid"]["grant"] = {"points": -2, "cite": ["essay"], "note": "as read"}
    other["issues"]["aid"]["name"] = "Help"
    assert names(loaded(data), loaded(data)) == []
    assert names(loaded(data), loaded(other)) == []


def test_names_of_places() -> None:
    """Each kind of place is named by its path; stakes by party and issue."""
    data = plain(agenda_limit=3)
    data["stakes"]["north"]["aid"]["grant"] = "-3..-1"
    data["trust"] = {"keeps_word": {"south": 0.5}, "prior": [2, 1]}
    data["trust"]["ledger"] = [{"agreement": "Old", "party": "south", "verdict": "kept"}]
    data["no_deal"] = {"north": {"plan": {"aid": "grant"}}}
    data["dealing_costs"] = {"south": {"per_deal": 1}}
    data["ratification"] = {"north": [{"name": "House", "needs": "north"}]}
    data["deals"]["swap"]["all"].pop("base")
    assert names(loaded(plain()), loaded(data)) == [
        "agenda_limit",
        "dealing_costs.south.per_deal",
        "deals.swap",
        "no_deal.north.plan",
        "ratification.north/House",
        "stakes.north.aid",
        "trust.keeps_word.south",
        "trust.ledger.south/Old",
        "trust.prior",
    ]


def test_values_before_and_after() -> None:
    """A difference holds what stood there and what does now, or that nothing did."""
    data = plain(agenda_limit=3)
    (found,) = differences(loaded(plain()), loaded(data))
    assert (found.paths, found.before, found.after) == ((("agenda_limit",),), (ABSENT,), (3,))


def test_new_names_are_one_difference() -> None:
    """A new issue comes with its stakes and whatever mentions it, in one piece."""
    data = plain()
    data["issues"]["reef"] = {"options": {"open": {"status_quo": True}, "shut": None}}
    data["stakes"]["north"]["reef"] = {"shut": 1}
    data["deals"]["both"] = {"all": {"reef": ["shut"]}}
    data["stakes"]["north"]["aid"]["grant"] = -1
    assert names(loaded(plain()), loaded(data)) == ["stakes.north.aid", "structure"]


def test_same_name_twice() -> None:
    """Two entries of the ledger under one agreement are told apart by a number."""
    entry = {"agreement": "Old", "party": "south", "verdict": "kept"}
    one = plain(trust={"ledger": [entry]})
    two = plain(trust={"ledger": [entry, {**entry, "verdict": "broken"}]})
    assert names(loaded(one), loaded(two)) == ["trust.ledger.south/Old (2)"]


@pytest.mark.parametrize("key", ["kramer", "stutte", "saivetz"])
def test_readings_of_the_reference_case(key: str) -> None:
    """A reading carried over to the base dossier judges as the reading does."""
    base, reading = load("us-russia"), load("us-russia", reading=key)
    found = differences(base, reading)
    made = with_changes(base, found)
    assert 0 < len(found) < 60
    expected = class_depths(reading, draws=20, workers=1).depths
    assert class_depths(made, draws=20, workers=1).depths.tolist() == expected.tolist()

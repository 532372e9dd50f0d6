"""The honest funnel as frame and JSON, and its badges."""

from __future__ import annotations

import json

import pytest

import detente
from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.honest_funnel import honest_funnel
from detente.explain.honest_results import (
    BADGE,
    HonestFunnel,
    KindShift,
    PartyShift,
    is_too_close,
    verdict_of,
)
from detente.verdict.intervals import ShareInterval, wilson


def percent(hits: int) -> ShareInterval:
    """A share of 100 draws."""
    return wilson(hits, 100)


def kind(judged: int, lower: int, higher: int, *parties: PartyShift) -> KindShift:
    """A kind of deal with these shares."""
    return KindShift(
        key="swap",
        name="The swap",
        form=AS_DESCRIBED,
        draws=100,
        judged=percent(judged),
        lower=percent(lower),
        higher=percent(higher),
        less_control=percent(judged),
        more_control=percent(judged),
        parties=parties,
        undecided=0,
    )


def shifted(party: str, lower: int, higher: int) -> PartyShift:
    """A party moved alone."""
    return PartyShift(party=party, range=10.0, lower=percent(lower), higher=percent(higher))


@pytest.fixture(scope="module")
def found() -> HonestFunnel:
    """A small case."""
    return honest_funnel(detente.load("two-issues"), draws=60, counted=4, workers=1)


def test_badge() -> None:
    """Where lower or higher thresholds turn deal into no deal, or back; and by whom alone."""
    one = kind(60, 90, 40, shifted("north", 60, 45), shifted("south", 80, 60))
    assert one.badge == BADGE == "the thresholds decide, not the facts"
    assert one.turned_by == ("north",)
    assert one.reworded_by == ("north",)
    assert one.word_turns
    assert not one.control_turns
    still = kind(10, 45, 0)
    assert (still.badge, still.verdict_turns, still.word_turns) == (None, False, True)
    assert verdict_of(percent(50)) == "deal"


def test_knife_edge() -> None:
    """A word that changes while both shares are too close to call is no turn, and is told."""
    edge = kind(50, 50, 49, shifted("north", 52, 46), shifted("south", 50, 20))
    assert edge.too_close
    assert (edge.verdict_turns, edge.turned_by) == (False, ("south",))
    assert edge.wavers_with == ("all", "north")
    assert edge.badge == BADGE
    still = kind(50, 50, 49)
    assert (still.badge, still.wavers_with) == (None, ("all",))
    assert kind(50, 50, 30).badge == BADGE
    assert kind(61, 61, 49).verdict_turns
    assert not is_too_close(percent(61))
    assert still.to_dict()["wavers_with"] == ["all"]


def test_frame(found: HonestFunnel) -> None:
    """A row for all, for control and for each party of each kind of deal."""
    frame = found.to_frame()
    assert len(frame) == sum(2 + len(kind.parties) for kind in found.kinds)
    assert set(frame["party"]) >= {"all", "required control", "north"}
    assert (frame["lower"] >= frame["judged"]).all()


def test_json(found: HonestFunnel) -> None:
    """Begins as all results do; gates, kinds of deal and parties are there."""
    told = json.loads(found.to_json())
    assert told["lens"] == "funnel"
    assert told["shift"] == 0.1
    assert set(told["packages"]) == {"judged", "lower", "higher", "less_control", "more_control"}
    assert told["kinds"][0]["lower"]["verdict"] in ("deal", "no deal")
    assert {one["party"] for one in told["packages_by_party"]} == {p.party for p in found.alone}


def test_in_a_notebook(found: HonestFunnel) -> None:
    """Short as text, a table otherwise; kinds of deal by key."""
    assert repr(found) == "<HonestFunnel of two-issues: 3 kinds of deal, 60 draws, shift 0.1>"
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert found.of("full-swap").key == "full-swap"
    with pytest.raises(KeyError):
        found.of("nothing")

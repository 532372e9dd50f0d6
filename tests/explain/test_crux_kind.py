"""The crux of one kind of deal: sets, steps and moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.explain.test_crux_combinations import combinations
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import Data, loaded, plain

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED
from detente.explain.crux_kind import KindCrux, kind_crux

NAMES = ("one", "other")


def changed(**costs: float) -> Data:
    """The small bargain with costs of dealing."""
    return plain(dealing_costs={party: {"per_deal": cost} for party, cost in costs.items()})


def asked(after: Data, *, shares: bool = True) -> KindCrux:
    """Ask about the swap, which both sides gain 2 by."""
    both = loaded(plain()), loaded(after)
    return kind_crux(combinations(both, "swap", "exactly as described", 4), NAMES, shares=shares)


def test_either_of_two() -> None:
    """Either cost is too much; to get back both have to go."""
    found = asked(changed(north=3, south=3))
    assert found.there is not None
    assert found.back is not None
    costs = [f"dealing_costs.{party}.per_deal" for party in ("north", "south")]
    assert [list(one.names) for one in found.there.sets] == [costs[:1], costs[1:]]
    assert [list(one.names) for one in found.back.sets] == [costs]
    assert (found.there.start, found.there.end, found.back.start) == ("one", "other", "other")
    assert [(step.added, step.fate.word) for step in found.steps] == [
        ((), "deal"),
        (tuple(costs[:1]), "no deal"),
        (tuple(costs[1:]), "no deal"),
    ]
    assert [one.fate.word for one in found.back.sets] == ["deal"]


def test_idle_differences_are_one_step() -> None:
    """What changes nothing, one after the other, is told as one step; moves are for shares alone."""
    data = changed(north=1, south=1)
    data["no_deal"] = {"north": {"points": 2}}
    data["agenda_limit"] = 3
    found = asked(data)
    assert [(step.added, step.fate.word) for step in found.steps] == [
        ((), "deal"),
        (("dealing_costs.north.per_deal",), "deal"),
        (("no_deal.north.points",), "no deal"),
        (("agenda_limit", "dealing_costs.south.per_deal"), "no deal"),
    ]
    assert found.moves == ()
    assert found.to_dict()["back"]["proof"] == "smallest"


def test_same_verdict_is_not_asked() -> None:
    """Where verdicts agree nothing is looked for, unless shares are wanted and differ."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = "3..5"
    found = asked(data)
    assert (found.status, found.there, found.steps) == ("same verdict", None, ())
    # Its surplus is -0.5 to 1.5: a deal in three draws of four.
    data["stakes"]["north"]["base"]["closed"] = "1.5..3.5"
    both = loaded(plain()), loaded(data)
    told = [
        kind_crux(combinations(both, "swap", "exactly as described", 60), NAMES, shares=shares)
        for shares in (False, True)
    ]
    assert [kind.status for kind in told] == ["same verdict, other shares"] * 2
    assert [kind.there is None for kind in told] == [True, False]
    assert [move.name for move in told[1].moves] == ["stakes.north.base"]


@settings(deadline=None, max_examples=15)
@given(two_readings())
def test_steps_lead_from_one_to_the_other(both: tuple[Dossier, Dossier]) -> None:
    """Steps begin with the first as it is, name every relevant difference once and end with the second."""
    found = kind_crux(combinations(both, "any", SWEETENED), NAMES, shares=True)
    if not found.steps:
        return
    assert found.steps[0].fate == found.before
    assert found.steps[-1].fate == found.after
    assert sorted(name for step in found.steps for name in step.added) == list(found.relevant)
    assert {move.name for move in found.moves} in (set(), set(found.relevant))


def test_the_others_come_together_where_judging_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a kind that has to be searched for, all outside the smallest set are one step."""
    monkeypatch.setattr("detente.explain.crux_combinations.FEW", 0)
    data = changed(north=3, south=0.5)
    data["no_deal"] = {"north": {"points": "-1.2..-0.2"}}
    c = combinations((loaded(plain()), loaded(data)), "swap", "exactly as described", 60)
    found = kind_crux(c, NAMES, shares=False)
    assert [step.words("one") for step in found.steps] == [
        "one as it is",
        "+ dealing_costs.north.per_deal",
        "+ the other 2",
    ]
    assert found.steps[-1].fate == found.after != found.steps[1].fate

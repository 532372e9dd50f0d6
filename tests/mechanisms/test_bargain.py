"""Mechanisms of the bargain: prices, linkage, life without a deal, relative gains."""

from __future__ import annotations

import json

import pytest
from bargains import bargain, changed, fate, lens

import detente
from detente.dossier import load_text


def test_concessions_on_one_issue_buy_moves_on_another() -> None:
    """M11: neither change is acceptable by itself, both together are."""
    alone = {"relief-only": {"all": {"relief": ["ease"]}}, "troops-only": {"all": {"troops": ["leave"]}}}
    data = bargain(deals={**bargain()["deals"], **alone})
    assert fate(data, "relief-only!").gate_of_death == "acceptable"
    assert fate(data, "troops-only!").gate_of_death == "acceptable"
    assert fate(data, "swap!").gate_of_death is None
    linkage = lens(data).linkage
    assert linkage is not None
    assert linkage.separate is None
    (trade,) = linkage.trades
    assert trade.gives == {"north": ("relief",), "south": ("troops",)}


def test_a_link_is_worth_points_only_in_combination() -> None:
    """M11: points of a combination count when all of it occurs, and only then."""
    data = bargain(stakes__north__troops__leave=4)
    assert fate(data).gate_of_death == "acceptable"
    link = {
        "name": "order",
        "when": {"relief": ["ease"], "troops": ["leave"]},
        "points": {"north": 3},
    }
    assert fate(changed(data, links=[link])).gate_of_death is None


def test_an_unknown_price_leaves_a_share_of_draws() -> None:
    """M12: a range around the reservation value opens the deal in some draws and not in others."""
    data = bargain(no_deal={"south": {"points": "0..20"}})
    share = fate(data).share
    assert 0.2 < share < 0.8
    movement = lens(data, draws=60).movement
    assert movement is not None
    assert movement.share == pytest.approx(share, abs=0.15)
    low, _, high = movement.surplus["south"]
    assert 0 < low < high < 10


def test_relief_is_the_currency() -> None:
    """M13: a withdrawal that is refused by itself is had when relief pays for it."""
    data = bargain(
        deals={
            "paid": {"all": {"troops": ["leave"]}},
            "unpaid": {"all": {"troops": ["leave"]}, "none": {"relief": ["ease"]}},
        }
    )
    assert fate(data, "paid").share == 1.0
    assert fate(data, "unpaid").gate_of_death == "acceptable"
    linkage = lens(data).linkage
    assert linkage is not None
    assert linkage.trades[0].by_issue["relief"] == {"north": -5, "south": 15}


@pytest.mark.parametrize(("gain", "gate_of_death"), [(5, "ratifiable"), (12, None)])
def test_a_payer_pays_only_what_it_is_worth_to_it(gain: int, gate_of_death: str | None) -> None:
    """M16: who pays ten points for somebody else's move must gain as much from the package."""
    payment = {
        "options": {"none": {"status_quo": True}, "paid": {"performers": ["gulf"], "consent": ["gulf"]}}
    }
    data = bargain(
        parties__gulf={"role": "third party"},
        issues__payment=payment,
        stakes__gulf={"payment": {"paid": -10}, "troops": {"leave": gain}},
        stakes__south__payment={"paid": 10},
        deals={"bought": {"all": {"payment": ["paid"], "troops": ["leave"]}}},
    )
    assert gate_of_death == fate(data, "bought!").gate_of_death
    bought = {"payment": "paid", "troops": "leave"}
    (named,) = lens(data, parties=["north", "south", "gulf"], packages={"bought": bought}).named
    assert named.is_in_zone == (gate_of_death is None)


def test_recognition_pays_like_any_other_good() -> None:
    """M17: a status good that costs little and is wanted much buys the withdrawal."""
    rank = {"options": {"denied": {"status_quo": True}, "granted": {"performers": ["north"]}}}
    data = bargain(
        issues__rank=rank,
        stakes__north__rank={"granted": -1},
        stakes__south__rank={"granted": 20},
        deals={"honour": {"all": {"rank": ["granted"], "troops": ["leave"]}}},
    )
    assert fate(data, "honour!").gate_of_death is None
    rival = changed(data, relative_gains={"north": 0.95})
    assert fate(rival, "honour!").gate_of_death == "acceptable"


@pytest.mark.parametrize(("points", "gate_of_death"), [(-5, None), (10, None), (11, "acceptable")])
def test_a_deal_must_beat_life_without_one(points: int, gate_of_death: str | None) -> None:
    """M19: a package exactly as good as no deal is accepted, a worse one is not."""
    data = bargain(no_deal={"south": {"points": points}})
    assert gate_of_death == fate(data).gate_of_death
    zone = lens(data).zone
    assert zone.status == ("open" if points < 10 else "no gain" if points == 10 else "empty")


def test_relative_gains_never_open_a_deal() -> None:
    """M20: the more a side minds the other's gain, the fewer draws have a deal."""
    wide = bargain(stakes__north__troops__leave="0..20", stakes__south__relief__ease="5..25")
    shares = [fate(changed(wide, relative_gains={"north": k}), draws=60).share for k in (0, 0.2, 0.5, 0.9)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
    ideal = [lens(changed(bargain(), relative_gains={"north": k})).zone.ideal.get("north") for k in (0, 0.5)]
    assert ideal == [10, 5]


def test_side_effects_bind_when_the_one_who_bears_them_is_asked() -> None:
    """M21: a neighbour that is hurt stops the package only where its consent is needed."""
    data = bargain(parties__neighbour={"role": "third party"}, stakes__neighbour={"troops": {"leave": -8}})
    assert fate(data).gate_of_death is None
    asked = changed(data, issues__troops__options__leave__consent=["neighbour"])
    assert fate(asked).sole_blockers == {"neighbour": 1.0}
    assert lens(data).zone.status == "open"
    assert lens(data, parties=["north", "south", "neighbour"]).zone.status == "empty"


def test_a_number_that_rests_on_nothing_is_counted_as_such() -> None:
    """M22: the run says which share of its numbers cites no source."""
    cited = {"points": -5, "cite": ["essay"]}
    data = bargain(sources={"essay": {"title": "An essay"}}, stakes__north__relief__ease=cited)
    quality = detente.run(load_text(json.dumps(data)), draws=2, counted=0).quality
    assert quality.no_source == 0.75


def test_a_plan_of_pressure_is_the_life_without_a_deal() -> None:
    """M28: pressure is never part of a deal, but what it would do to the other side opens one."""
    pressure = {"performers": ["north"], "pressure": True}
    data = bargain(
        issues__relief__options__raise=pressure,
        stakes__south__relief={"ease": 3, "raise": -6},
        stakes__north__relief={"ease": -5, "raise": -1},
        deals={**bargain()["deals"], "pressure": {"all": {"relief": ["raise"]}}},
    )
    assert fate(data).gate_of_death == "acceptable"
    assert fate(data, "pressure").is_deal is False
    threat = changed(data, no_deal={"north": {"plan": {"relief": "raise"}}})
    assert fate(threat).gate_of_death is None

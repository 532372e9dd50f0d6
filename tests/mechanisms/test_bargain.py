"""Mechanisms of the bargain: prices, linkage, life without a deal, relative gains."""

from __future__ import annotations

from fractions import Fraction

import pytest
from bargains import bargain, changed, dossier, fate, lens, leverage, outside, plan

import detente


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


def _for_good(**values: object) -> dict[str, object]:
    """The swap, relief and withdrawal for good and in parts, with trade that either may stop again."""
    data = bargain(
        parties__north__discount_factor=0.7,
        parties__south__discount_factor=0.7,
        trust__monitoring={"north": 0.5, "south": 0.5},
        issues__relief__options__ease={"performers": ["north"], "divisible": True, "reversible": False},
        issues__troops__options__leave={"performers": ["south"], "divisible": True, "reversible": False},
        issues__trade={"options": {"none": {"status_quo": True}, "open": {"performers": ["north", "south"]}}},
        stakes__north__trade={"open": 3},
        stakes__south__trade={"open": 3},
        stakes__south__troops__leave=-12,
    )
    return changed(data, **values)


def test_relief_in_steps_holds_where_relief_at_once_does_not() -> None:
    """M14: relief in parts against checked withdrawals holds; at once, whole, unseen or unbound it fails."""
    found = plan(_for_good(), trade="open")
    assert (found.status, found.one_stage, found.fifth_gate, found.holds) == ("plan", 0.0, 0.0, 1.0)
    relief = [step.part for stage in found.stages for step in stage.steps if step.issue == "relief"]
    assert len(relief) > 1
    assert sum(relief) == Fraction(1)
    for stage in found.stages:
        assert "troops" in {check.issue for check in stage.checks}
        assert "trade" in stage.stopping["south"].snaps_back
    whole = _for_good(issues__relief__options__ease__divisible=False)
    assert plan(whole, trade="open").status == "none up to 12 stages"
    unseen = plan(_for_good(trust__monitoring={"north": 0, "south": 0}), trade="open")
    nothing_to_lose = plan(_for_good())
    for failing in (unseen, nothing_to_lose):
        assert failing.status == "none"
        assert failing.proof is not None


@pytest.mark.parametrize(("worth", "status"), [(1, "plan"), (-5, "none")])
def test_relief_that_snaps_back_pays_only_whom_it_does_not_tempt(worth: int, status: str) -> None:
    """M14: relief that can be withdrawn carries a withdrawal in parts, unless the north would rather not."""
    back = {"performers": ["north"], "divisible": True, "reversible": True}
    data = _for_good(issues__relief__options__ease=back, stakes__north__relief__ease=worth)
    found = plan(data, trade="open")
    assert (found.status, found.one_stage) == (status, 0.0)
    assert all("relief" in stage.stopping["south"].snaps_back for stage in found.stages)


def test_what_must_be_owned_up_to_first_comes_first() -> None:
    """M15: relief waits for an admission, which the package must hold and an earlier stage bring about."""
    truth = {"options": {"silent": {"status_quo": True}, "told": {"performers": ["north", "south"]}}}
    free = bargain(issues__truth=truth)
    bound = changed(free, issues__relief__options__ease__after={"truth": ["told"]})
    assert fate(free, "swap!").gate_of_death is None
    assert fate(bound, "swap!").gate_of_death == "deliverable"
    assert fate(bound, "swap").share == 1.0
    assert [len(plan(data, truth="told").stages) for data in (free, bound)] == [1, 2]
    when = {step.issue: stage.number for stage in plan(bound, truth="told").stages for step in stage.steps}
    assert when["truth"] < when["relief"]
    (missing,) = plan(bound).missing
    assert (missing.issue, missing.before, missing.options) == ("relief", "truth", ("told",))


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


def test_a_third_party_that_loses_joins_only_if_somebody_pays() -> None:
    """M16: whose control is needed and who loses 10 must be paid; arms worth 12 to it do, and no less."""
    data = bargain(
        parties__gulf={"role": "third party"},
        issues__troops__control={"south": 0.3, "gulf": 0.5},
        issues__troops__options__leave__requires=0.6,
        issues__arms={"options": {"none": {"status_quo": True}, "sold": {"performers": ["north"]}}},
        stakes__north__arms={"sold": -4},
        stakes__gulf={"troops": {"leave": -10}, "arms": {"sold": 12}},
    )
    (joiner,) = leverage(data).joiners
    assert joiner.payment is not None
    assert (joiner.needs_payment, joiner.payment.middle, list(joiner.payers)) == (1.0, 10, ["north"])
    (offer,) = joiner.offers
    assert (offer.payer, offer.issue, offer.cost.middle, offer.pays_off) == ("north", "arms", 4, 1.0)
    (unpaid,) = leverage(changed(data, stakes__gulf__arms__sold=9)).joiners
    assert unpaid.offers == ()
    (willing,) = leverage(changed(data, stakes__gulf__troops__leave=1)).joiners
    assert (willing.needs_payment, willing.payment) == (0.0, None)


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


def test_who_is_hurt_outside_is_told_from_who_can_spoil() -> None:
    """M21: a loser outside is told as such, can spoil only where it is asked, and is none if it gains."""
    data = bargain(parties__neighbour={"role": "third party"}, stakes__neighbour={"troops": {"leave": -8}})
    found = outside(data)
    assert (found.effect("neighbour").status, found.hurts_nobody) == ("loses", 0.0)
    assert (found.powerless_losers, found.losers_who_can_spoil) == (("neighbour",), ())
    asked = outside(changed(data, issues__troops__options__leave__consent=["neighbour"]))
    assert (asked.powerless_losers, asked.losers_who_can_spoil) == ((), ("neighbour",))
    glad = outside(changed(data, stakes__neighbour__troops__leave=8))
    assert (glad.effect("neighbour").status, glad.hurts_nobody) == ("gains", 1.0)


def test_a_number_that_rests_on_nothing_is_counted_as_such() -> None:
    """M22: the run says which share of its numbers cites no source."""
    cited = {"points": -5, "cite": ["essay"]}
    data = bargain(sources={"essay": {"title": "An essay"}}, stakes__north__relief__ease=cited)
    quality = detente.run(dossier(data), draws=2, counted=0).quality
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

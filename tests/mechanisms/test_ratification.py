"""Mechanisms of ratification: leaders, statutes, executors, audiences, kinds of issue."""

from __future__ import annotations

import pytest
from bargains import bargain, changed, fate, ratification

HOUSE = {"role": "ratifier", "side": "north"}
RULE = {"name": "sanctions act", "over": ["relief"], "needs": "house"}


def _with_house(**stakes: int) -> dict[str, object]:
    return bargain(parties__house=HOUSE, stakes__house={"relief": stakes}, ratification={"north": [RULE]})


def test_a_leader_has_a_scale_of_his_own() -> None:
    """M18: what the leader gains at home moves his side of the deal and nobody else's."""
    poor = bargain(stakes__south__relief__ease=4)
    assert fate(poor).gate_of_death == "acceptable"
    applause = {"name": "applause", "when": {"relief": ["ease"], "troops": ["leave"]}, "points": {"south": 2}}
    assert fate(changed(poor, links=[applause])).gate_of_death is None


def test_a_leader_can_want_what_his_institutions_refuse() -> None:
    """M32: the president gains, the body that must consent does not, and it alone stands in the way."""
    verdict = fate(_with_house(ease=-3))
    assert verdict.survives["acceptable"] == 1.0
    assert verdict.gate_of_death == "ratifiable"
    assert verdict.sole_blockers == {"house": 1.0}


@pytest.mark.parametrize(("points", "refused"), [(-3, 1.0), (3, 0.0)])
def test_a_leader_may_sign_what_his_home_refuses(points: int, refused: float) -> None:
    """M32: how often he would sign and be refused follows the house's own stakes, and not his."""
    consent = ratification(_with_house(ease=points)).package("swap").consent
    assert consent.accepted == 1.0
    assert consent.home("north").refused == refused
    assert consent.defection == refused


def test_a_statute_binds_only_what_it_covers() -> None:
    """M33: the same body stops a deal on sanctions and has no say over one on something else."""
    data = _with_house(ease=-3)
    visits = {"options": {"none": {"status_quo": True}, "held": {"performers": ["north", "south"]}}}
    data = changed(
        data,
        issues__visits=visits,
        stakes__north__visits={"held": 1},
        stakes__south__visits={"held": 1},
        stakes__house__visits={"held": -9},
        deals__talks={"all": {"visits": ["held"]}},
    )
    assert fate(data, "swap!").gate_of_death == "ratifiable"
    assert fate(data, "talks!").gate_of_death is None


def test_a_statute_binds_from_the_day_it_begins() -> None:
    """M33: today nobody is asked; under the act that begins in half a year the same body refuses."""
    act = {"side": "north", "date": "2017-08-02", "set": {"ratification": {"north": [RULE]}}}
    data = bargain(
        as_of="2017-02-01",
        parties__house=HOUSE,
        stakes__house={"relief": {"ease": -3}},
        successors={"act": {"name": "The act in force", **act}},
    )
    assert fate(data).gate_of_death is None
    (horizon,) = ratification(data, "act").horizons
    (swap,) = horizon.packages
    assert horizon.years == 0.5
    assert (swap.today, swap.later, dict(swap.refuses)) == (1.0, 0.0, {"house": 1.0})


@pytest.mark.parametrize(("unwilling", "gate_of_death"), [(1, None), (2, "ratifiable")])
def test_executors_can_withhold_what_they_must_carry_out(unwilling: int, gate_of_death: str | None) -> None:
    """M34: two of three executors must be willing; one refusal is borne, two are not."""
    names = ["army", "police", "envoys"]
    data = bargain(
        ratification={
            "north": [{"name": "executors", "over": ["relief"], "needs": {"at_least": 2, "of": names}}]
        }
    )
    for k, name in enumerate(names):
        points = -1 if k < unwilling else 1
        data["parties"][name] = HOUSE
        data["stakes"][name] = {"relief": {"ease": points}}
    assert gate_of_death == fate(data).gate_of_death


@pytest.mark.parametrize(("needed", "size"), [(1, 3), (2, 2), (3, 1)])
def test_who_can_withhold_together_is_listed(needed: int, size: int) -> None:
    """M34: the smallest groups that can stop an order are the larger, the fewer executors it takes."""
    names = ["army", "police", "envoys"]
    rule = {"name": "executors", "over": ["relief"], "needs": {"at_least": needed, "of": names}}
    data = bargain(ratification={"north": [rule]})
    for name in names:
        data["parties"][name] = HOUSE
    north = next(home for home in ratification(data).structures if home.home == "north")
    groups = north.blocking.blocking_coalitions
    assert groups is not None
    assert {len(group) for group in groups} == {size}
    assert {party for group in groups for party in group} == set(names)


def test_an_executor_can_withhold_a_single_option() -> None:
    """M34: consent that an option asks for binds that option and no other."""
    data = bargain(
        parties__army=HOUSE,
        stakes__army={"relief": {"ease": -1, "suspend": -1}},
        issues__relief__options__suspend={"performers": ["north"], "consent": ["army"]},
        stakes__north__relief={"ease": -5, "suspend": -5},
        stakes__south__relief={"ease": 15, "suspend": 15},
        deals__other={"all": {"relief": ["suspend"], "troops": ["leave"]}},
    )
    assert fate(data, "swap!").gate_of_death is None
    assert fate(data, "other!").gate_of_death == "ratifiable"


def test_being_seen_to_deal_kills_the_small_deal_first() -> None:
    """M35: a fixed cost of dealing leaves the swap standing and kills a mere visit."""
    visits = {"options": {"none": {"status_quo": True}, "held": {"performers": ["north", "south"]}}}
    data = bargain(
        issues__visits=visits,
        stakes__north__visits={"held": 2},
        stakes__south__visits={"held": 2},
        deals__visit={"all": {"visits": ["held"]}},
    )
    assert fate(data, "visit!").gate_of_death is None
    costly = changed(data, dealing_costs={"north": {"per_deal": 6}})
    assert fate(costly, "visit!").gate_of_death == "acceptable"
    assert fate(costly, "swap!").gate_of_death is None
    assert fate(changed(costly, dealing_costs__north__per_issue=3)).gate_of_death == "acceptable"


def test_a_body_that_pays_for_being_seen_to_deal_refuses() -> None:
    """M35: a house that gains a point by the swap consents, until being seen to deal costs it two."""
    data = _with_house(ease=1)
    costly = changed(data, dealing_costs={"house": {"per_deal": 2}})
    ratified = [ratification(d).package("swap").consent.home("north").ratified for d in (data, costly)]
    assert ratified == [1.0, 0.0]


def test_tactical_trades_are_told_from_fundamental_ones() -> None:
    """M36: deals that leave fundamental issues alone are a class of their own."""
    order = {"kind": "fundamental", "options": {"ours": {"status_quo": True}, "shared": {}}}
    data = bargain(
        issues__order=order,
        stakes__north__order={"shared": -40},
        stakes__south__order={"shared": 30},
        deals={
            "tactical-only": {"none": {"kind": "fundamental"}},
            "fundamental": {"all": {"order": ["shared"]}},
        },
    )
    assert fate(data, "tactical-only").gate_of_death is None
    assert fate(data, "fundamental").gate_of_death == "acceptable"


def test_tactical_packages_are_counted_apart() -> None:
    """M36: a home that ratifies half of the zone ratifies all that is tactical, and nothing else."""
    data = bargain(
        parties__house=HOUSE,
        issues__order={
            "kind": "fundamental",
            "options": {"ours": {"status_quo": True}, "shared": {"performers": ["north"]}},
        },
        stakes__north__order={"shared": -3},
        stakes__south__order={"shared": 3},
        stakes__house={"order": {"shared": -1}},
        ratification={"north": [{"name": "treaty", "over": ["order"], "needs": "house"}]},
    )
    told = ratification(data).win_sets[0].of("north").counts
    assert {kind: count.fraction for kind, count in told.items()} == {
        "all": "1/2",
        "tactical": "1/1",
        "fundamental": "0/1",
    }
    alike = ratification(changed(data, issues__order__kind="tactical")).win_sets[0].of("north").counts
    assert (alike["tactical"].fraction, alike["fundamental"].fraction) == ("1/2", None)


def _succeeded(**points: object) -> dict[str, object]:
    """A house of uncertain mind today, and others that come after it with stakes of their own."""
    data = changed(_with_house(ease=0), as_of="2018-10-31", stakes__house__relief__ease="-2..2")
    days = {"soft": "2019-01-03", "same": "2020-06-01", "hard": "2021-01-20"}
    changes = {key: {"stakes.house.relief.ease": value} for key, value in points.items()}
    return changed(
        data,
        successors={
            key: {"name": key, "side": "north", "date": days[key], "set": change}
            for key, change in changes.items()
        },
    )


def test_the_next_government_may_not_stand_by_the_deal() -> None:
    """M37: what passes today is lost to a harder successor in every draw, and to one alike in none."""
    found = ratification(_succeeded(same="-2..2", hard="-9..-4"), "same", "hard", draws=100)
    same, hard = found.horizons
    assert 0.3 < hard.packages[0].today < 0.7
    assert hard.years == 2.22
    assert hard.packages[0].lost == hard.packages[0].today
    assert same.packages[0].lost == 0.0


def test_ratifiers_move_both_ways_over_the_years() -> None:
    """M38: of dated ratifiers the softer carry the swap more often than today's, the harder less often."""
    data = _succeeded(soft="-1..3", same="-2..2", hard="-3..1")
    found = ratification(data, "hard", "same", "soft", draws=200)
    assert [horizon.key for horizon in found.horizons] == ["soft", "same", "hard"]
    soft, same, hard = (horizon.packages[0] for horizon in found.horizons)
    assert same.later == same.today
    assert soft.later > same.later > hard.later

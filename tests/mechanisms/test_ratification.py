"""Mechanisms of ratification: leaders, statutes, executors, audiences, kinds of issue."""

from __future__ import annotations

import pytest
from bargains import bargain, changed, fate

HOUSE = {"role": "ratifier", "side": "north"}


def _with_house(**stakes: int) -> dict[str, object]:
    rule = {"name": "sanctions act", "over": ["relief"], "needs": "house"}
    return bargain(parties__house=HOUSE, stakes__house={"relief": stakes}, ratification={"north": [rule]})


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

"""Mechanisms of credibility: the record, performers who never signed, what is not for sale."""

from __future__ import annotations

import numpy as np
import pytest
from bargains import bargain, changed, fate, outside, trust
from climates import CALM, climate, followed


def test_the_ledger_decides_how_much_a_promise_is_worth() -> None:
    """M23: each agreement broken lowers the share of draws in which the promise is worth buying."""
    shares = []
    for broken in range(4):
        verdicts = ["kept"] * 2 + ["broken"] * broken
        ledger = [{"agreement": f"No. {k}", "party": "south", "verdict": v} for k, v in enumerate(verdicts)]
        shares.append(fate(bargain(trust__ledger=ledger), draws=200).survives["credible"])
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]


def test_contested_verdicts_are_not_counted() -> None:
    """M23: what is contested, lapsed or not stated moves nothing."""
    ledger = [
        {"agreement": "Truce", "party": "south", "verdict": verdict}
        for verdict in ("contested", "lapsed", "not_implemented", "none_stated")
    ]
    assert fate(bargain(trust__ledger=ledger)).share == 1.0


def test_old_promises_count_less_and_fields_stand_apart() -> None:
    """M23: with a half-life the broken promises of long ago weigh less; without it all weigh alike."""
    told = [
        ("broken", 1998, "arms"),
        ("broken", 1999, "arms"),
        ("kept", 2017, "trade"),
        ("kept", 2018, "trade"),
    ]
    ledger = [
        {"agreement": f"No. {k}", "party": "south", "verdict": verdict, "year": year, "field": field}
        for k, (verdict, year, field) in enumerate(told)
    ]
    data = bargain(as_of="2018-10-31", trust__ledger=ledger)
    alike = trust(data).record_of("south")
    fading = trust(changed(data, trust__half_life=5)).record_of("south")
    assert alike is not None
    assert fading is not None
    assert (alike.kept, alike.broken) == (2, 2)
    assert fading.broken == pytest.approx(2 ** (-20 / 5) + 2 ** (-19 / 5))
    assert fading.kept == pytest.approx(2 ** (-1 / 5) + 1)
    by_field = {record.field: (record.kept, record.broken) for record in alike.fields}
    assert by_field == {"arms": (0, 2), "trade": (2, 0)}
    shares = [fate(changed(data, **more), draws=200).share for more in ({}, {"trust__half_life": 5})]
    assert shares[0] < shares[1]


def test_whoever_performs_without_signing_can_undo_the_deal() -> None:
    """M24: a belligerent that is no party to the signature is judged by its own record."""
    data = bargain(
        parties__militia={"role": "third party"},
        issues__troops__options__leave__performers=["militia"],
        trust__keeps_word={"south": 1, "militia": 0.2},
    )
    assert fate(data).gate_of_death == "credible"
    assert fate(changed(data, trust__keeps_word__militia=0.9)).gate_of_death is None


def test_whoever_must_act_unsigned_and_loses_can_spoil_it() -> None:
    """M24: a militia that has to act and loses spoils what passes all gates; one that gains does not."""
    data = bargain(
        parties__militia={"role": "third party"},
        issues__troops__options__leave__performers=["south", "militia"],
        stakes__militia={"troops": {"leave": -3}},
    )
    found = outside(data)
    assert (found.performers, found.passes, found.passes_but_spoilt) == (("militia",), 1.0, 1.0)
    assert [way.way for way in found.effect("militia").ways] == ["performance"]
    assert outside(changed(data, stakes__militia__troops__leave=3)).passes_but_spoilt == 0.0
    signers_alone = outside(changed(data, issues__troops__options__leave__performers=["south"]))
    assert (signers_alone.performers, signers_alone.passes_but_spoilt) == ((), 0.0)


def _watched(**values: object) -> dict[str, object]:
    """The swap between two sides that look ahead and are watched."""
    data = bargain(
        parties__north__discount_factor=0.9,
        parties__south__discount_factor=0.9,
        trust__monitoring={"north": 0.8, "south": 0.8},
    )
    return changed(data, **values)


def test_false_alarms_wear_a_kept_deal_down() -> None:
    """M25: a deal that breaks down by mistake is worth less, most where it never comes back."""
    calm = trust(_watched()).packages[0].of("south").patience
    assert calm is not None
    assert (calm.left_by_alarms, calm.holds) == (None, 1.0)
    left = []
    for more in ({"trust__punishment": 5}, {}):
        found = trust(_watched(trust__false_alarms={"south": 0.2}, **more)).packages[0].of("south").patience
        assert found is not None
        assert found.left_by_alarms is not None
        left.append(found.left_by_alarms.middle)
    # For good: a tenth is lost by discounting, a fifth of the rest by alarms, 0.1 / (1 - 0.9 x 0.8).
    assert left[1] == pytest.approx(0.1 / 0.28, abs=1e-5)
    assert 1 > left[0] > left[1]
    fragile = trust(_watched(trust__false_alarms={"south": 0.5})).packages[0].of("south").patience
    assert fragile is not None
    assert fragile.holds == 0.0


def test_a_contested_fact_is_told_both_ways() -> None:
    """M27: a denied breach leaves the record where it was, and is told as kept and as broken."""
    treaty = {"agreement": "Treaty", "party": "south", "verdict": "kept"}
    truce = {"agreement": "Truce", "party": "south", "verdict": "contested"}
    plain = trust(bargain(trust__ledger=[treaty])).record_of("south")
    denied = trust(bargain(trust__ledger=[treaty, truce])).record_of("south")
    assert plain is not None
    assert denied is not None
    assert (plain.contested, plain.if_kept, plain.if_broken) == (0, None, None)
    assert denied.posterior == plain.posterior
    assert denied.posterior is not None
    assert denied.if_kept is not None
    assert denied.if_broken is not None
    assert denied.if_broken.mean < denied.posterior.mean < denied.if_kept.mean


def test_what_cannot_be_seen_is_not_kept() -> None:
    """M27: the same swap is kept where cheating is seen and told from compliance, and else is not."""
    clear = _watched()
    unseen = changed(clear, trust__monitoring__south=0.05)
    assert fate(clear).gate_of_death is None
    assert fate(unseen).gate_of_death == "self-enforcing"
    confused = changed(clear, trust__false_alarms={"south": 0.75})
    holds = []
    for data in (clear, unseen, confused):
        patience = trust(data).packages[0].of("south").patience
        assert patience is not None
        holds.append(patience.holds)
    assert holds == [1.0, 0.0, 0.0]


def test_what_is_not_for_sale_stays_out_of_every_deal() -> None:
    """M31: a prohibitive stake cannot be bought back, and a class can leave options out."""
    values = {"options": {"upheld": {"status_quo": True}, "dropped": {"performers": ["north"]}}}
    data = bargain(
        issues__values=values,
        stakes__north__values={"dropped": -100},
        stakes__south__values={"dropped": 40},
        deals={
            "sale": {"all": {"values": ["dropped"]}},
            "clean": {"all": {"troops": ["leave"]}, "none": {"values": ["dropped"]}},
        },
    )
    assert fate(data, "sale").gate_of_death == "acceptable"
    assert fate(data, "clean").gate_of_death is None


def test_each_new_administration_hopes_and_unlearns_it() -> None:
    """M29: belief jumps to hope at each turnover and falls again below where hope began."""
    data = climate(
        level={"north": 0, "south": 8},
        persistence={"south": 1},
        learning={"north": 0.3},
        hope={"north": 0.8},
        turnovers={"north": ["2018-12-15", "2019-06-15"]},
    )
    data = changed(data, trust__keeps_word={"south": 0.4})
    belief = followed(data).beliefs["north"]
    assert belief[[2, 8]] == pytest.approx(0.8)
    assert (np.diff(belief)[[0, *range(2, 7), *range(8, 12)]] < 0).all()
    assert belief[7] < 0.3
    assert belief[12] < 0.4
    jaded = followed(changed(data, climate__hope={})).beliefs["north"]
    assert (np.diff(jaded) < 0).all()


def test_a_reset_warms_for_a_while_and_cools() -> None:
    """M29: the warm act of a reset is answered, and a year later all is where it would have been."""
    data = climate(
        **CALM,
        level={"north": 2, "south": 4},
        drift={"south": 2},
        reaction={"south": 0.3},
        learning={"south": 0.3},
    )
    none, reset = (followed(data, policy).means["south"] for policy in ("none", "reset:by=north,size=4"))
    assert reset[2] < none[2] - 0.5
    assert reset[-1] == pytest.approx(none[-1], abs=0.05)

"""Mechanisms of credibility: the record, performers who never signed, what is not for sale."""

from __future__ import annotations

from bargains import bargain, changed, fate


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


def test_whoever_performs_without_signing_can_undo_the_deal() -> None:
    """M24: a belligerent that is no party to the signature is judged by its own record."""
    data = bargain(
        parties__militia={"role": "third party"},
        issues__troops__options__leave__performers=["militia"],
        trust__keeps_word={"south": 1, "militia": 0.2},
    )
    assert fate(data).gate_of_death == "credible"
    assert fate(changed(data, trust__keeps_word__militia=0.9)).gate_of_death is None


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

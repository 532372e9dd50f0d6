"""What the end of a trouble would fetch elsewhere."""

from __future__ import annotations

from lenses.leverage.cases import look

SAYS_HOLD = {"declared": "hold", "conduct": "war"}


def test_a_concession_that_would_not_come_for_nothing() -> None:
    """The truce is worth 20 to the north: it could ease sanctions for it, which cost it 5."""
    (found,) = look(positions__south__truce=SAYS_HOLD).prices_raised
    assert (found.trouble, found.party, found.payer) == ("says otherwise", "south", "north")
    assert (found.start, found.end) == ("war", "hold")
    assert (found.worth.middle, found.cost.middle) == (20, 8)
    (ease,) = found.fetched
    assert (ease.issue, ease.option, ease.gain.middle, ease.cost.middle) == ("relief", "ease", 15, 5)
    assert (ease.affordable, ease.pays_off) == (1.0, 1.0)
    assert found.to_dict()["fetched"][0]["gain"]["p50"] == 15


def test_not_more_than_it_is_worth() -> None:
    """For an end worth 4 nothing is given that costs 5; what costs nothing needs no price."""
    cheap = look(positions__south__truce=SAYS_HOLD, stakes__north__truce__hold=4).prices_raised
    assert cheap[0].fetched == ()
    free = look(positions__south__truce=SAYS_HOLD, stakes__north__relief__ease=1).prices_raised
    assert free[0].fetched == ()


def test_who_causes_it_can_ask_for_every_way_to_stop() -> None:
    """Truce and retreat, each from the status quo."""
    found = look(issues__truce__instigators=["south"]).prices_raised
    assert [(one.trouble, one.end) for one in found] == [("instigates", "hold"), ("instigates", "retreat")]


def test_no_trouble_no_price() -> None:
    """Not for a turn that the other does not want, that costs the party nothing, or that is none."""
    assert look().prices_raised == ()
    assert look(positions__south__truce=SAYS_HOLD, stakes__north__truce__hold=-4).prices_raised == ()
    assert look(positions__south__truce=SAYS_HOLD, stakes__south__truce__hold=4).prices_raised == ()
    assert look(positions__south__truce={"declared": "hold", "conduct": "hold"}).prices_raised == ()


def test_over_draws() -> None:
    """How often it is within the price, and how often it makes up for stopping."""
    (found,) = look(
        300,
        positions__south__truce=SAYS_HOLD,
        stakes__north__relief__ease="-24..-12",
        stakes__south__truce__hold="-20..-8",
    ).prices_raised
    (ease,) = found.fetched
    assert 0.5 < ease.affordable < 0.8
    assert 0.4 < ease.pays_off < 0.8

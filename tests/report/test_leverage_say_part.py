"""Permission, leakage, words and deeds, in words."""

from __future__ import annotations

from detente.report.leverage_say_part import (
    double_game_part,
    instigation_part,
    leakage_part,
    permission_part,
)
from lenses.leverage.cases import look
from report.leverages import everything, text_of


def test_permission_by_party() -> None:
    """How much it can forbid, would, and could deliver."""
    text = text_of(permission_part(look()))
    assert "patron 1 1 none truce=hold (100%)" in text
    assert "senate 1 1 none relief=ease (100%)" in text


def test_nobody_can_forbid() -> None:
    """Then that is said."""
    text = text_of(permission_part(look(ratification={}, issues__truce__options__hold__consent=[])))
    assert "Nobody but the principals can forbid any of these options." in text


def test_several_can_forbid_together() -> None:
    """Where votes are counted, nobody alone can, which is not to say that nobody can."""
    quota = {"quota": 2, "weights": {"senate": 1, "militia": 1, "trader": 1}}
    rules = {"north": [{"name": "Votes", "needs": quota, "over": {"relief": ["ease"]}}]}
    text = text_of(permission_part(look(ratification=rules, issues__truce__options__hold__consent=[])))
    assert "Besides the principals nobody can forbid any of these options alone" in text
    assert "the votes of militia, senate and trader are counted together." in text


def test_many_parties_are_cut() -> None:
    """The rest is counted; who forbids nothing in any draw is said to."""
    clubs = {f"club-{k:02}": {"role": "third party"} for k in range(12)}
    changes = {f"parties__{key}": party for key, party in clubs.items()}
    text = text_of(permission_part(look(**changes, issues__aid__options__grant__consent=list(clubs))))
    assert "4 more parties can forbid something" in text
    assert "nothing" in text


def test_leakage_by_party() -> None:
    """Gross, net, and whose doing it is."""
    assert "truce: south 30%, net 27% if trader takes no part" in text_of(leakage_part(everything()))
    both = everything(issues__truce__leakage={"trader": 0.1, "militia": 0.1})
    assert "if trader and militia take no part" in text_of(leakage_part(both))
    assert text_of(leakage_part(look())) == ""


def test_double_games() -> None:
    """Both entries, the gap for each, and whether the party gains by it; none where there is none."""
    text = text_of(double_game_part(everything()))
    assert "south says truce=hold, does truce=war" in text
    assert "If it did as it says: south -8.0, north +20.0, patron -6.0, militia +2.0" in text
    assert "better off doing as it does in 100% of draws" in text
    assert text_of(double_game_part(look())) == ""
    honest = look(positions__south__truce={"declared": "hold", "conduct": "hold"})
    assert text_of(double_game_part(honest)) == ""


def test_instigators_and_their_price() -> None:
    """What stopping costs and is worth, and what it would fetch."""
    text = text_of(instigation_part(everything()))
    assert "south would stop what it causes by truce=hold" in text
    assert "That costs it 8.0 points; worth +20.0 to north" in text
    assert "those who do not cause it have 75%" in text
    assert "south ends what it causes by truce=hold: worth 20.0 to north, costs south 8.0" in text
    assert "relief=ease, which costs 5.0 (within that price in 100% of draws) and gives 15.0" in text
    assert text_of(instigation_part(look())) == ""


def test_a_price_that_fetches_nothing() -> None:
    """It is said that nothing is within it."""
    text = text_of(instigation_part(everything(stakes__north__relief__ease=-30)))
    assert "No single act elsewhere that costs something is within that price" in text


def test_long_lists_are_cut() -> None:
    """Six of a kind, with how many more."""
    ways = {f"way-{k}": {"performers": ["south"]} for k in range(9)}
    changes = {f"issues__truce__options__{key}": option for key, option in ways.items()}
    assert "5 more; --json has all." in text_of(instigation_part(everything(**changes)))


def test_shares_above_the_whole_are_explained() -> None:
    """Where those who do not cause a harm have more than all of the control between them."""
    text = text_of(instigation_part(everything(issues__truce__control__patron=0.9)))
    assert "those who do not cause it have 125%" in text
    assert "Above 100%: the dossier's judgements of shares add up to more than the whole." in text
    assert "Above 100%" not in text_of(instigation_part(everything()))


def test_what_is_worth_nothing() -> None:
    """It is said in words."""
    text = text_of(instigation_part(everything(stakes__north__truce__hold=0)))
    assert "worth nothing to north" in text


def test_a_trouble_that_a_party_is_against_in_words() -> None:
    """It turns to what it says it is for."""
    said = {"declared": "hold", "conduct": "war"}
    text = text_of(instigation_part(look(positions__south__truce=said)))
    assert "south turns to truce=hold, which it is for in words only: worth 20.0 to north" in text

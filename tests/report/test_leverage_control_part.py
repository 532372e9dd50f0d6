"""Control against requirement, in words."""

from __future__ import annotations

from dataclasses import replace

from detente.lenses.spread import Spread
from detente.report.leverage_control_part import control_part, joining_part
from lenses.leverage.cases import look
from report.leverages import everything, text_of


def test_what_falls_short_is_in_the_table() -> None:
    """The truce, not the retreat; those at the table are marked."""
    text = text_of(control_part(look()))
    assert "truce hold 35% 60% 25% 0% patron 40%, south* 30%" in text
    assert "retreat" not in text
    assert "1 more option requires control that those at the table have in every draw; 2 require none" in text


def test_nothing_falls_short() -> None:
    """Then there is no table."""
    text = text_of(control_part(look(issues__truce__options__hold__requires=0.1)))
    assert "Shares of the outcome" not in text
    assert "2 options require control that those at the table have in every draw" in text
    assert text_of(joining_part(look(issues__truce__options__hold__requires=0.1))) == ""


def test_who_would_come_and_who_would_pay() -> None:
    """Every coalition, each member's payment, the offer with what it is worth and costs."""
    text = text_of(joining_part(look()))
    assert "truce=hold: patron (100% of draws) or militia and trader (100% of draws)" in text
    assert "patron: needs 6.0 points elsewhere in 100% of draws; might be paid by north, who gains" in text
    assert "aid=grant is worth 10.0 to patron and costs north 4.0" in text
    assert "militia: no payment needed, gains +2.0" in text
    assert "trader: no payment needed, has no stake in it" in text


def test_nobody_pays() -> None:
    """Where nothing is enough, or no principal gains."""
    text = text_of(joining_part(look(stakes__patron__aid=None)))
    assert "no single act of its own is worth as much" in text
    text = text_of(joining_part(look(stakes__north__truce__hold=-1)))
    assert "no principal gains by the option" in text


def test_out_of_reach() -> None:
    """It is said, with nobody named."""
    text = text_of(joining_part(everything(issues__truce__options__hold__requires=0.95)))
    assert "out of reach" in text
    assert "patron" not in text


def test_out_of_reach_by_a_leak() -> None:
    """Whoever undoes it is named: nobody's coming helps, its own act would."""
    text = text_of(joining_part(look(issues__truce__leakage__trader=0.9)))
    assert "out of reach, even with everybody else who has control, while trader can undo it" in text
    assert "can undo it" not in text_of(joining_part(look(issues__truce__options__hold__requires=0.99)))


def test_who_must_act_and_is_away() -> None:
    """A performer that is in no coalition told is named."""
    text = text_of(joining_part(look(issues__truce__options__hold__performers=["south", "senate", "trader"])))
    assert "act of" not in text
    away = look(issues__truce__control__trader=0.0, issues__truce__control__militia=0.0)
    assert "It also takes an act of militia, not at the table" in text_of(joining_part(away))


def test_the_second_option_of_an_issue_has_the_same_control() -> None:
    """The cell says so instead of being empty, which would read as no control."""
    text = text_of(control_part(look(issues__truce__options__retreat__requires=0.9)))
    assert "truce retreat 35% 90% 55% 0% as above" in text


def test_how_many_more_share_in_the_control() -> None:
    """Four are named, and the fifth is counted."""
    text = text_of(control_part(look()))
    assert "patron 40%, south* 30%, militia 20%, trader 10% and 1 more" in text


def test_shares_of_more_than_the_whole_are_explained() -> None:
    """Only where judgements add up to clearly more than 100%."""
    text = text_of(control_part(look(issues__truce__control__patron=0.6)))
    assert "the dossier's shares add up to more than 100% for truce." in text
    assert "add up" not in text_of(control_part(look(issues__truce__control__patron=0.35)))


def test_nothing_is_said_of_no_options() -> None:
    """What there are none of is not counted, and a single one is not several."""
    text = text_of(control_part(look(issues__truce__options__retreat__requires=0.9)))
    assert "2 require none: whoever performs them can do them." in text
    assert "0 more" not in text
    none = look(issues__truce__options__hold__requires=None, issues__truce__options__retreat__requires=None)
    assert "\n4 options require no control: whoever performs them can do them." in text_of(control_part(none))


def test_a_gain_in_some_draws_is_not_a_stake_of_nothing() -> None:
    """Who gains in some draws and loses in none has a stake."""
    found = look()
    some = Spread(low=0.0, middle=0.0, high=3.0)
    joiners = tuple(replace(one, surplus=some) if one.party == "trader" else one for one in found.joiners)
    text = text_of(joining_part(replace(found, joiners=joiners)))
    assert "trader: no payment needed, gains in some draws and loses in none" in text

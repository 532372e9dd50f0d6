"""Those who would end a harm of their own making."""

from __future__ import annotations

from lenses.leverage.cases import look


def test_what_stopping_costs_and_is_worth() -> None:
    """South has 0.3 of the truce by causing the war; the innocent have 0.75."""
    found = look(issues__truce__instigators=["south"]).instigations
    assert [(one.party, one.option) for one in found] == [("south", "hold"), ("south", "retreat")]
    hold = found[0]
    assert (hold.share.middle, hold.others.middle) == (0.3, 0.75)
    assert hold.cost.middle == 8
    assert {party: worth.middle for party, worth in hold.worth.items()} == {"north": 20}
    assert hold.to_dict()["worth"]["north"]["p50"] == 20


def test_only_what_the_instigator_must_do() -> None:
    """The militia must keep the truce and has no part in the retreat; it has no side of its own."""
    (found,) = look(issues__truce__instigators=["militia"]).instigations
    assert (found.party, found.option) == ("militia", "hold")
    assert list(found.worth) == ["north", "south"]
    assert found.cost.middle == -2


def test_all_who_cause_it_are_left_out_of_the_others() -> None:
    """What two of them cause is not theirs to be paid for twice."""
    found = look(issues__truce__instigators=["south", "militia"]).instigations
    assert {one.others.middle for one in found} == {0.55}


def test_a_body_is_no_favour_to_its_own_principal() -> None:
    """What the senate causes is worth something to the south only."""
    found = look(
        issues__truce__instigators=["senate"], issues__truce__options__hold__performers=["senate"]
    ).instigations
    assert list(found[0].worth) == ["south"]
    assert found[0].share.middle == 0


def test_nobody_causes_anything() -> None:
    """Then there is nothing to tell."""
    assert look().instigations == ()

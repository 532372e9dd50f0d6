"""Options that one side brings about by itself."""

from __future__ import annotations

from detente.lenses.leverage.deeds import Deed, deeds_of
from lenses.leverage.cases import at_medians, case


def test_of_one_side_only() -> None:
    """Not the truce, which the militia must also keep; not pressure."""
    assert deeds_of(at_medians(case())) == (
        Deed("north", "aid", "grant"),
        Deed("north", "relief", "ease"),
        Deed("south", "truce", "retreat"),
    )


def test_a_body_of_the_side_acts_for_it() -> None:
    """What the senate brings about is the north's to give."""
    found = deeds_of(at_medians(case(issues__aid__options__grant__performers=["senate", "north"])))
    assert found[0] == Deed("north", "aid", "grant")


def test_what_cannot_be_delivered_is_no_deed() -> None:
    """Nor is what nobody performs, or third parties alone."""
    assert Deed("south", "truce", "retreat") not in deeds_of(
        at_medians(case(issues__truce__options__retreat__requires=0.9))
    )
    assert len(deeds_of(at_medians(case(issues__aid__options__grant__performers=["patron"])))) == 2
    assert len(deeds_of(at_medians(case(issues__aid__options__grant__performers=[])))) == 2

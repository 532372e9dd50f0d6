"""Interests and control as an exchange needs them."""

from __future__ import annotations

import numpy as np

from detente.lenses.leverage.interests import exchange_frame
from lenses.leverage.cases import at_medians, case, drawn


def test_interest_is_the_range_of_points() -> None:
    """North: 20 on the truce, 5 on relief, 4 on aid; pressure does not widen a range."""
    frame = exchange_frame(case())
    assert frame.issues == ("truce", "relief", "aid")
    interest = frame.interest(drawn(case(), 2))
    assert interest.shape == (2, len(frame.parties), 3)
    np.testing.assert_allclose(interest[0, frame.parties.index("north")], np.array([20, 5, 4]) / 29)
    np.testing.assert_allclose(interest[0, frame.parties.index("south")], np.array([8, 15, 0]) / 23)


def test_gains_and_losses_span_one_range() -> None:
    """From the worst option to the best, the status quo among them."""
    dossier = case(stakes__north__truce={"hold": 20, "retreat": -5})
    frame = exchange_frame(dossier)
    interest = frame.interest(drawn(dossier, 1))[0, frame.parties.index("north")]
    np.testing.assert_allclose(interest, np.array([25, 5, 4]) / 34)


def test_control_is_made_to_sum_to_one() -> None:
    """Without the trader, who wants nothing: 0.95 in all. Aid and relief are their performer's."""
    frame = exchange_frame(case())
    assert frame.without_stakes == ("trader",)
    control = frame.control(drawn(case(), 1))[0]
    np.testing.assert_allclose(control.sum(axis=1), 1)
    np.testing.assert_allclose(control[0, frame.parties.index("patron")], 0.4 / 0.95)
    assert control[1:, frame.parties.index("north")].tolist() == [1.0, 1.0]


def test_performers_share_equally() -> None:
    """Where nobody wrote a share."""
    dossier = case(issues__aid__options__grant__performers=["north", "patron"])
    frame = exchange_frame(dossier)
    control = frame.control(drawn(dossier, 1))[0, 2]
    assert control[frame.parties.index("patron")] == 0.5


def test_what_nobody_controls_is_left_out() -> None:
    """And so is a party that cares for nothing else."""
    frame = exchange_frame(case(issues__relief__options__ease__performers=[]))
    assert frame.without_control == ("relief",)
    assert frame.issues == ("truce", "aid")
    assert "senate" not in frame.parties


def test_nothing_is_left() -> None:
    """Without stakes there is neither party nor issue."""
    frame = exchange_frame(case(stakes={}))
    assert (frame.parties, frame.issues) == ((), ())
    assert set(frame.without_stakes) == {"north", "south", "patron", "militia", "trader"}


def test_a_party_that_wants_nothing_in_a_draw_has_no_interest() -> None:
    """A row of zeros, not a division by zero."""
    dossier = case(stakes__militia__truce__hold="-5..5")
    frame = exchange_frame(dossier)
    assert not frame.interest(at_medians(dossier))[0, frame.parties.index("militia")].any()


def test_pressure_is_no_stake() -> None:
    """Who cares for an act of pressure only takes no part."""
    assert "militia" not in exchange_frame(case(stakes__militia__truce={"attack": 3})).parties

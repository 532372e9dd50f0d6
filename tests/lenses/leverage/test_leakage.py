"""What control is worth where others step in."""

from __future__ import annotations

from detente.lenses.spread import Spread
from lenses.leverage.cases import look


def test_the_others_lose_their_part() -> None:
    """The trader undoes a fifth of everybody's control but its own."""
    found = {net.party: net for net in look(issues__truce__leakage={"trader": 0.2}).leakage}
    assert found["south"].gross == Spread(low=0.3, middle=0.3, high=0.3)
    assert found["south"].net == Spread(low=0.24, middle=0.24, high=0.24)
    assert found["south"].undone_by == ("trader",)
    assert found["trader"].net == found["trader"].gross
    assert found["trader"].undone_by == ()
    assert found["south"].to_dict()["net"] == {"p05": 0.24, "p50": 0.24, "p95": 0.24}


def test_several_add_up_to_all_at_most() -> None:
    """Two that undo 0.7 each leave nothing, and not less."""
    found = {net.party: net for net in look(issues__truce__leakage={"trader": 0.7, "militia": 0.7}).leakage}
    assert found["south"].net.middle == 0
    assert found["trader"].net.middle == 0.03


def test_nothing_leaks() -> None:
    """Issues without leakage are not told."""
    assert look().leakage == ()

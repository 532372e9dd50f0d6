"""Which events are kept."""

from __future__ import annotations

from datetime import date

import pytest

from detente.errors import ExchangeError, UnknownNameError
from detente.events.actors import ActorRule
from detente.events.event_selection import selected


def test_names_become_states() -> None:
    """Names, codes and former states are all written as the table writes them."""
    found = selected(ActorRule(), ["USA", "Soviet Union", "RUS"], [("United States", "Russia")])
    assert (found.actors, found.dyads) == (("USA", "RUS"), (("USA", "RUS"),))


def test_a_rule_that_ignores_bare_countries_still_knows_them() -> None:
    """Whoever speaks for a state, the state is asked for by its name."""
    assert selected(ActorRule(speaks_for="government"), ["USA", "RUS"]).actors == ("USA", "RUS")


def test_what_cannot_be_meant_is_told() -> None:
    """Unknown states, lone actors, pairs of one and turned dates are refused."""
    with pytest.raises(UnknownNameError, match="no state or organisation 'Atlantis'"):
        selected(ActorRule(), ["USA", "Atlantis"])
    with pytest.raises(ExchangeError, match="alone"):
        selected(ActorRule(), ["USR", "RUS"])
    with pytest.raises(ExchangeError, match="the same state"):
        selected(ActorRule(), dyads=[("USR", "RUS")])
    with pytest.raises(ExchangeError, match="before the first"):
        selected(ActorRule(), since=date(2001, 1, 2), until=date(2001, 1, 1))

"""Control against requirement."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.lenses.leverage.shares import ShareQuestion
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.delivery import seated
from detente.model.tables import fill_tables
from detente.verdict.leverage import leverage
from lenses.leverage.cases import case, drawn, look


def same(x: float) -> Spread:
    """A number that every draw agrees on."""
    return Spread(low=x, middle=x, high=x)


def test_what_is_held_and_what_is_missing() -> None:
    """0.35 of the required 0.6 is at the table; the militia must act and is not there."""
    found = look().balance("truce", "hold")
    assert found.at_table == ("south", "north")
    assert (found.gross, found.leaks, found.net) == (same(0.35), same(0), same(0.35))
    assert (found.required, found.shortfall, found.deliverable) == (same(0.6), same(0.25), 0.0)
    assert (found.performers, found.performers_away) == (("south", "militia"), ("militia",))
    assert found.shares["patron"] == same(0.4)


def test_enough_leaves_nothing_missing() -> None:
    """A shortfall is never below 0."""
    found = look().balance("truce", "retreat")
    assert (found.shortfall, found.deliverable) == (same(0), 1.0)


def test_leaks_are_net() -> None:
    """The trader undoes a fifth of 0.35 unless it performs the option itself."""
    found = look(issues__truce__leakage={"trader": 0.2}).balance("truce", "hold")
    assert (found.gross, found.leaks, found.net) == (same(0.35), same(0.07), same(0.28))
    assert found.leaking == ("trader",)
    performing = look(
        issues__truce__leakage={"trader": 0.2},
        issues__truce__options__hold__performers=["south", "trader"],
    ).balance("truce", "hold")
    assert (performing.leaks, performing.leaking) == (same(0), ())


def test_control_of_one_at_the_table_that_leaks_is_not_brought_to_bear() -> None:
    """South leaks and takes no part: its own share and a tenth of north's are gone."""
    found = look(
        issues__truce__leakage={"south": 0.1}, issues__truce__options__hold__performers=["militia"]
    ).balance("truce", "hold")
    assert (found.gross, found.net) == (same(0.35), same(0.045))


def test_a_joiner_at_the_table_counts() -> None:
    """A third party with a seat adds its share."""
    assert look(parties__patron__at_table=True).balance("truce", "hold").net == same(0.75)


@pytest.mark.parametrize("seed", range(5))
def test_it_delivers_exactly_where_the_gate_does(seed: int) -> None:
    """The share of draws is that of the table of what can be delivered, with leakage."""
    dossier = case(
        issues__truce__control__south="0.2..0.8",
        issues__truce__options__hold__requires="0.2..0.6",
        issues__truce__leakage={"trader": "0..0.5"},
    )
    numbers = drawn(dossier, 60, seed)
    blueprint = Blueprint(dossier)
    question = ShareQuestion(dossier=dossier, options=(("truce", "hold"),))
    (found,) = question.answer(question.measure(numbers))
    allowed = fill_tables(blueprint, numbers.values).allowed
    assert "patron" not in seated(dossier)
    assert found.deliverable == np.mean(allowed[:, blueprint.space.index["truce", "hold"]])
    assert 0 < found.deliverable < 1


def test_no_options() -> None:
    """Nothing asked, nothing answered."""
    question = ShareQuestion(dossier=case(), options=())
    assert question.answer(question.measure(drawn(case()))) == ()


def test_what_the_dossier_judges_stands_beside_what_is_drawn() -> None:
    """The ends as they were written, not percentiles of draws."""
    found = leverage(detente.load("us-russia"), draws=20).balance("nk-pressure", "full")
    assert found.judged == {"china": (0.8, 0.9), "russia": (0.02, 0.02)}
    author = detente.load("us-russia", reading="friedman")
    assert leverage(author, draws=20).balance("nk-pressure", "full").judged["russia"] == (0.02, 0.05)

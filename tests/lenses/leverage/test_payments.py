"""What third parties take, and who pays."""

from __future__ import annotations

import pytest

from detente.lenses.leverage.payments import Joiner
from detente.lenses.spread import Spread
from lenses.leverage.cases import look


def joiner(party: str, draws: int = 8, **values: object) -> Joiner:
    """Return what a party takes to join for the truce."""
    found = look(draws, **values)
    return next(j for j in found.joiners if j.party == party)


def same(x: float) -> Spread:
    """A number that every draw agrees on."""
    return Spread(low=x, middle=x, high=x)


def test_a_loser_must_be_paid_by_who_gains() -> None:
    """The patron loses 6; the north gains 20 and can give it aid, worth 10, for 4."""
    found = joiner("patron")
    assert (found.surplus, found.needs_payment, found.payment) == (same(-6), 1.0, same(6))
    assert found.payers == {"north": same(20)}
    (offer,) = found.offers
    assert (offer.payer, offer.issue, offer.option) == ("north", "aid", "grant")
    assert (offer.worth, offer.cost, offer.enough, offer.pays_off) == (same(10), same(4), 1.0, 1.0)


def test_what_is_not_enough_is_no_offer() -> None:
    """Relief is worth 3 to the patron and it needs 6; it is told that nothing is enough."""
    assert joiner("patron", stakes__patron__aid=None).offers == ()


def test_the_cheapest_comes_first() -> None:
    """Both are enough; the one that costs the north less is first."""
    found = joiner("patron", stakes__patron__relief__ease=8)
    assert [(o.issue, o.cost.middle) for o in found.offers] == [("aid", 4), ("relief", 5)]
    assert found.offers[0].to_dict()["cost"] == {"p05": 4, "p50": 4, "p95": 4}


def test_who_gains_needs_nothing() -> None:
    """The militia gains by the truce; the trader has no stakes and loses nothing."""
    assert joiner("militia").payment is None
    assert joiner("militia").offers == ()
    assert joiner("trader").surplus == same(0)


def test_nobody_pays_for_what_no_principal_wants() -> None:
    """Without a principal that gains there is no payer and no offer."""
    found = joiner("patron", stakes__north__truce__hold=-1)
    assert (found.payers, found.offers) == ({}, ())


def test_costs_of_dealing_raise_the_payment() -> None:
    """One more issue costs the patron once more, which the payment must cover too."""
    costly = {"dealing_costs__patron": {"per_issue": 3}}
    found = joiner("patron", **costly)
    assert found.payment == same(9)
    assert [offer.enough for offer in found.offers] == [0.0]


@pytest.mark.parametrize("grant", ["5..15", "8..9"])
def test_over_draws(grant: str) -> None:
    """Shares of draws are those of the sums, draw by draw."""
    found = joiner("patron", 300, stakes__patron__truce__hold="-12..4", stakes__patron__aid__grant=grant)
    assert found.payment is not None
    assert 0.6 < found.needs_payment < 0.9
    assert found.payment.low > 0
    for offer in found.offers:
        assert offer.worth.middle >= found.payment.middle
        assert 1 - found.needs_payment < offer.enough < 1


def test_only_members_of_some_coalition_are_asked() -> None:
    """For what those at the table can do by themselves nobody is."""
    assert {j.option for j in look().joiners} == {"hold"}

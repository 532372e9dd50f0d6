"""Voting power in what must consent."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.lenses.leverage.bodies import BodyPower, body_powers
from detente.lenses.leverage.voting_power import voting_power
from detente.lenses.leverage.voting_rule import AllOfRules, WeightedRule
from lenses.leverage.cases import case

QUOTA = {"name": "Quota", "needs": {"quota": 3, "weights": {"senate": 2, "militia": 1, "trader": 1}}}
NOT = {"name": "Odd", "needs": {"not": "militia"}}


def bodies(**values: object) -> dict[str, BodyPower]:
    """Return the bodies by name."""
    return {body.name: body for body in body_powers(case(**values))}


def test_a_weighted_rule() -> None:
    """2-1-1 with quota 3: the senate turns the motion in two orders of three."""
    power = bodies(ratification__north=[QUOTA])["Quota"].power
    assert power is not None
    assert power.shapley_shubik["senate"] == Fraction(2, 3)
    assert power.veto_players == ("senate",)


def test_a_side_is_all_of_its_rules() -> None:
    """The patron's own consent beside the quota; a side with one rule is not told twice."""
    both = bodies(ratification__north=[QUOTA, {"name": "Patron", "needs": "patron"}])
    side = both["north"].power
    expected = voting_power(
        AllOfRules(
            parts=(
                WeightedRule(quota=1, weights={"patron": 1}),
                WeightedRule(quota=3, weights={"senate": 2, "militia": 1, "trader": 1}),
            )
        )
    )
    assert side is not None
    assert side.shapley_shubik == expected.shapley_shubik
    assert side.banzhaf == expected.banzhaf
    assert "north" not in bodies()


def test_everybody_signs_and_consents() -> None:
    """Two principals, the patron's consent and the senate's: four vetoes of a quarter each."""
    power = bodies()["everybody"].power
    assert power is not None
    assert set(power.voters) == {"north", "south", "patron", "senate"}
    assert set(power.shapley_shubik.values()) == {Fraction(1, 4)}


def test_a_seat_counts_and_pressure_does_not() -> None:
    """Who sits at the table must consent; who may forbid an act of pressure need not be asked."""
    found = bodies(parties__militia__at_table=True, issues__truce__options__attack__consent=["trader"])[
        "everybody"
    ].power
    assert found is not None
    assert "militia" in found.voters
    assert "trader" not in found.voters


def test_a_not_has_no_voting_power() -> None:
    """Nor has whatever contains it; the reason is told."""
    found = bodies(ratification__north=[NOT, QUOTA])
    assert found["Odd"].power is None
    assert found["north"].power is None
    assert found["everybody"].power is None
    assert "consent" in (found["Odd"].why_none or "")
    assert found["Quota"].power is not None
    told = found["Odd"].to_dict()
    assert (told["power"], told["unlisted"]) == (None, found["Odd"].why_none)
    assert "over" in told


def test_what_a_rule_covers() -> None:
    """Its issues, or everything."""
    found = bodies(ratification__north=[QUOTA, {"name": "R", "needs": "senate", "over": ["relief"]}])
    assert found["R"].issues == ("relief",)
    assert found["Quota"].issues is None


@pytest.mark.parametrize("n", [1, 20])
def test_many_vetoes_are_counted_at_once(n: int) -> None:
    """However many must consent alone, they are one kind of voter."""
    clubs = {f"parties__club-{k}": {"role": "third party"} for k in range(n)}
    needs = {"all_of": [f"club-{k}" for k in range(n)]}
    power = bodies(**clubs, ratification__north=[{"name": "All", "needs": needs}])["All"].power
    assert power is not None
    assert set(power.shapley_shubik.values()) == {Fraction(1, n)}

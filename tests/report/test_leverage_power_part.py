"""Power and price, and voting power, in words."""

from __future__ import annotations

from detente.report.leverage_power_part import exchange_part, voting_part
from lenses.leverage.cases import look
from report.leverages import text_of


def test_power_price_and_trades() -> None:
    """Ranked, without those that have none, with the trades that lead there."""
    text = text_of(exchange_part(look()))
    assert "north 46% 46%" in text
    assert "truce 57% 57%" in text
    assert "senate" not in text.split("price of")[0]
    assert "gives patron" in text


def test_nothing_to_exchange() -> None:
    """It is said, and no table is there."""
    text = text_of(exchange_part(look(stakes={})))
    assert "nothing to exchange" in text
    assert "power of" not in text


def test_a_system_that_falls_apart() -> None:
    """Who stands apart is named."""
    found = look(
        parties__hermit={"role": "third party"},
        issues__cave={
            "control": {"hermit": 1},
            "options": {"dark": {"status_quo": True}, "lit": {"performers": ["hermit"]}},
        },
        stakes__hermit={"cave": {"lit": 3}},
    )
    text = text_of(exchange_part(found))
    assert "In 100% of draws the system falls apart" in text
    assert "apart from the largest: hermit" in text


def test_voters_of_equal_power_are_told_together() -> None:
    """Exact fractions with their values; rules of one voter in a line."""
    text = text_of(voting_part(look()))
    assert "Rules with one voter, who decides alone: senate" in text
    assert "north, south, patron and senate: Shapley-Shubik 1/4 (0.25), Banzhaf 1/8 (0.125) each" in text
    assert "all 4 voters with a veto" in text


def test_bodies_of_other_kinds() -> None:
    """A rule with a `not`, one that cannot pass, one without vetoes, sides."""
    rules = [
        {"name": "Odd", "needs": {"not": "militia"}},
        {"name": "Two of three", "needs": {"at_least": 2, "of": ["senate", "militia", "trader"]}},
        {"name": "Open", "needs": {"quota": 1, "weights": {"senate": 1, "militia": 2, "trader": 1}}},
    ]
    text = text_of(voting_part(look(ratification__north=rules)))
    assert "Odd: no voting power" in text
    assert "Two of three, nobody with a veto:" in text
    assert "1/3 (0.333)" in text
    assert "All rules of north together: no voting power" in text


def test_a_voter_without_any_power() -> None:
    """A dummy is called what it is, not given indices of 0."""
    quota = {"quota": 3, "weights": {"senate": 2, "militia": 1, "trader": 0}}
    text = text_of(voting_part(look(ratification__north=[{"name": "Votes", "needs": quota}])))
    assert "trader: without any power, its vote never decides" in text
    assert "Banzhaf 0" not in text

"""Numbers and phrases of explanations."""

from __future__ import annotations

from typing import Any

import pytest

from detente.explain.conditions import Condition
from detente.explain.entries import entries_of
from detente.explain.sensitivity_words import (
    amount_text,
    capitalised,
    decimals_of,
    entry_decimals,
    in_points,
    margin_text,
    number_text,
    rounded,
    share_text,
    together_text,
    value_text,
)
from explain.driven import STEP, entry, hanging_on_trust, trust_dossier


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (0.004, "<1%"), (0.5, "50%"), (0.996, ">99%"), (1, "100%")]
)
def test_shares(share: float, text: str) -> None:
    """Never 0% or 100% unless it is."""
    assert share_text(share) == text


@pytest.mark.parametrize(
    ("width", "decimals"), [(300, 0), (10, 0), (9.9, 1), (0.05, 3), (0, 0), (float("inf"), 0), (1e-12, 6)]
)
def test_decimals(width: float, decimals: int) -> None:
    """A hundredth to a tenth of the width, six at most."""
    assert decimals_of(width) == decimals


def test_values_of_judgements() -> None:
    """Points with their unit, shares with two decimals at least; no minus before nothing."""
    assert value_text(entry(), -3.6) == "-4 points"
    assert value_text(entry(), -0.2) == "0 points"
    share = entry(unit="share", low=0.0, high=1.0)
    assert entry_decimals(share) == 2
    assert (value_text(share, 0.333), rounded(share, 0.333)) == ("0.33", 0.33)
    assert value_text(entry(unit="share", low=0.02, high=0.05), 0.0333) == "0.033"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("points", "-2.3 points"),
        ("points per period", "-2.3 points per period"),
        ("share of control", "-2.3"),
    ],
)
def test_margins_have_units(unit: Any, text: str) -> None:
    """Points, points per period, or none."""
    condition = Condition(key="k", gate="acceptable", kind="accepts", name="n", parties=(), unit=unit)
    assert margin_text(condition, -2.345, 5.0) == text


def test_one_point() -> None:
    """Is one."""
    assert (value_text(entry(), 1.2), value_text(entry(), -1.2)) == ("1 point", "-1 point")
    assert (number_text(entry(), 1.2), in_points("0")) == ("1", "0 points")


def test_amounts_and_capitals() -> None:
    """As exact as their width asks for; only the first letter changes."""
    assert amount_text(-3.14159, 8.0) == "-3.1"
    assert capitalised("what US Congress") == "What US Congress"
    assert capitalised("") == ""


def together(*correlations: dict[str, Any]) -> tuple[str, ...]:
    """The caveat on all judgements of a dossier with these correlations."""
    dossier = hanging_on_trust(correlations=list(correlations))
    return together_text(dossier, entries_of(dossier).values(), "so beware.")


def test_judgements_that_go_together() -> None:
    """They are named by what the dossier says of them, three and how many more."""
    assert together(STEP) == ("Some of these judgements go together (in step): so beware.",)
    four = [
        {"name": name, "of": ["stakes.south.base.closed", path], "rank": 0.1}
        for name, path in (("a", "stakes.south.aid.grant"), ("b", "trust.keeps_word.south"))
    ]
    names = [{**STEP, "rank": 0.1}, *four]
    assert together(*names) == ("Some of these judgements go together (in step, a and b): so beware.",)


def test_nothing_goes_together() -> None:
    """Neither by a rank of 0, nor with a certain number, nor with what is not looked at."""
    assert together({**STEP, "rank": 0}) == ()
    assert together({**STEP, "of": ["trust.keeps_word.south", "stakes.north.aid.grant"]}) == ()
    dossier = hanging_on_trust(correlations=[STEP])
    assert together_text(dossier, [entries_of(dossier)["trust.keeps_word.south"]], "so.") == ()
    assert together_text(trust_dossier(), entries_of(trust_dossier()).values(), "so.") == ()

"""Weights times values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Part
from detente.exchange.named_options import NamedOptions
from detente.exchange.weighted_values import issues_with_options, weighted_values

ISSUES = {"Price": NamedOptions("Price", ("high", "low")), "Term": NamedOptions("Term", ("1", "2"))}
VALUES: Data = {"Price": {"high": "0.5"}, "Term": {"1.0": "4"}}


def test_issues_are_found_with_their_options() -> None:
    """However the options are written; none may stand twice."""
    part = Part("f", "i", {"Price": {"high": "1", "low": "2"}})
    assert issues_with_options(part, lambda row: list(row.named())) == {"Price": ISSUES["Price"]}
    for found, reason in (
        (["a", "a"], "f: i.Price: the option 'a' stands twice"),
        ([], "there is no option"),
    ):
        with pytest.raises(ExchangeError, match=reason):
            issues_with_options(part, lambda _, found=found: found)  # type: ignore[misc]
    with pytest.raises(ExchangeError, match="f: i: there is no issue"):
        issues_with_options(Part("f", "i", {}), lambda _: [])


def test_weights_are_multiplied_in() -> None:
    """One is the weight of an issue that has none."""
    points = weighted_values(Part("f", "w", {"Price": "0.2"}), Part("f", "v", VALUES), ISSUES)
    assert points == {"Price": {"high": Fraction(1, 10)}, "Term": {"1": Fraction(4)}}
    assert weighted_values(None, Part("f", "v", VALUES), ISSUES)["Price"] == {"high": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("weights", "values", "reason"),
    [
        ({"Prise": "1"}, VALUES, "f: w: 'Prise' is no issue; did you mean 'Price'?"),
        ({}, {"Prise": {}}, "f: v: 'Prise' is no issue; did you mean 'Price'?"),
        (
            {},
            {"Price": {"hihg": "1"}},
            "f: v.Price.hihg: 'hihg' is no option of 'Price'; did you mean 'high'?",
        ),
        ({}, {"Price": {"high": None}}, "a number is needed here, not nothing"),
        ({}, {"Price": "1"}, "names with values are needed here"),
        ({"Price": "much"}, VALUES, "'much' is no finite number"),
    ],
)
def test_what_is_refused(weights: Data, values: Data, reason: str) -> None:
    """Names that do not exist, with the nearest, and what is no number."""
    with pytest.raises(ExchangeError) as caught:
        weighted_values(Part("f", "w", weights), Part("f", "v", values), ISSUES)
    assert reason in str(caught.value)

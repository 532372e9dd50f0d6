"""Options meant by texts or numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Part
from detente.exchange.named_options import NamedOptions

PART = Part("f", "p", "1.0")


def test_a_text_comes_before_a_number() -> None:
    """Only what no option is called is looked up by its number."""
    issue = NamedOptions("Price", ("1", "1.00", "2", "high"))
    assert issue.named(PART, "1") == "1"
    assert issue.named(PART, "2.0") == "2"
    assert NamedOptions("Price", ("1", "2")).meant(PART) == "1"


@pytest.mark.parametrize(
    ("value", "reason"),
    [("hihg", "'hihg' is no option of 'Price'; did you mean 'high'?"), ("1.0", "'1.0' is no")],
)
def test_what_means_nothing(value: str, reason: str) -> None:
    """An unknown text, or a number that two options have."""
    with pytest.raises(ExchangeError) as caught:
        NamedOptions("Price", ("1", "1.00", "high")).named(PART, value)
    assert f"f: p: {reason}" in str(caught.value)


def test_options_to_reckon_with() -> None:
    """All of them must be numbers."""
    assert NamedOptions("x", ("1/3", "2")).numbers(PART) == {"1/3": Fraction(1, 3), "2": Fraction(2)}
    with pytest.raises(ExchangeError, match="'high' of 'x' is no number to reckon with"):
        NamedOptions("x", ("1", "high")).numbers(PART)

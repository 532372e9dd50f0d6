"""Value functions of NegMAS."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Part
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_values import value_points

ISSUE = NamedOptions("x", ("0", "1", "4"))


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ({"type": "TableFun", "mapping": {"0": "1", "1.0": "2", "4": "0.5"}}, (1, 2, Fraction(1, 2))),
        ({"0": "1", "1": "2", "4": "3"}, (1, 2, 3)),
        (["1", "2", "3"], (1, 2, 3)),
        ({"type": "IdentityFun"}, (0, 1, 4)),
        ({"type": "ConstFun", "bias": "0.3"}, (Fraction(3, 10),) * 3),
        ({"type": "LinearFun", "slope": "0.1"}, (0, Fraction(1, 10), Fraction(2, 5))),
        ({"type": "a.b.AffineFun", "slope": "2", "bias": "-1"}, (-1, 1, 7)),
        ({"type": "QuadraticFun", "a2": "1", "a1": "2", "bias": "3"}, (3, 6, 27)),
        ({"type": "PolynomialFun", "coefficients": ["1", "0", "2"], "bias": "1"}, (1, 4, 133)),
        (
            {"type": "TriangularFun", "start": "0", "middle": "1", "end": "5", "scale": "2"},
            (0, 2, Fraction(1, 2)),
        ),
        (
            {"type": "TriangularFun", "start": "0", "middle": "4", "end": "4", "bias": "1"},
            (1, Fraction(5, 4), 1),
        ),
    ],
)
def test_functions_that_are_exact(function: Data, expected: tuple[Fraction, ...]) -> None:
    """Tables by text or number, and functions of the number."""
    assert tuple(value_points(Part("f", "", function), ISSUE).values()) == expected


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (
            {"type": "LambdaFun", "f": "__import__('os')"},
            "the function LambdaFun is not read, as it is a program",
        ),
        ({"type": "SinFun"}, "the function SinFun is not read"),
        ({"type": "TableFun", "mapping": {"0": "1"}}, "there is nothing for '1' of 'x'"),
        ({"type": "TableFun", "mapping": {"9": "1"}}, "'9' is no option of 'x'"),
        ({"type": "TableFun", "mapping": "LAMBDA"}, "names with values are needed here"),
        ({"type": "TableFun"}, "'mapping' is missing"),
        ({"type": "LinearFun", "bias": "1"}, "'slope' is missing"),
        ({"type": "PolynomialFun", "coefficients": ["1"] * 21}, "a polynomial of degree 21; 20 is the most"),
        (["1"], "1 numbers for the 3 values of 'x'"),
        ("LAMBDA", "names with values are needed here"),
    ],
)
def test_functions_that_are_not_read(function: Data, reason: str) -> None:
    """Programs least of all."""
    with pytest.raises(ExchangeError, match=reason):
        value_points(Part("f", "", function), ISSUE)


def test_a_function_of_numbers_needs_numbers() -> None:
    """Not categories."""
    with pytest.raises(ExchangeError, match="'a' of 'x' is no number to reckon with"):
        value_points(Part("f", "", {"type": "IdentityFun"}), NamedOptions("x", ("a",)))

"""Numbers and rules in words."""

import pytest

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.dossier.quantity import Distribution, Quantity
from detente.report.values import condition, in_words, need

A, B = Consent(party="a"), Consent(party="b")


@pytest.mark.parametrize(
    ("distribution", "parameters", "text"),
    [
        ("point", (4.0,), "4"),
        ("uniform", (-3.0, -1.5), "-3 to -1.5"),
        ("uniform", (2.0, 2.0), "2"),
        ("pert", (15.0, 25.0, 30.0), "15 to 30, most likely 25"),
        ("triangular", (0.0, 1.0, 3.0), "0 to 3, most likely 1"),
        ("normal", (4.0, 1.0), "about 4, standard deviation 1"),
        ("lognormal", (0.0, 1.0), "about 1, logarithm with standard deviation 1"),
        ("beta", (2.0, 2.0), "about 0.5, beta(2, 2)"),
    ],
)
def test_quantities(distribution: Distribution, parameters: tuple[float, ...], text: str) -> None:
    """Every distribution has its words."""
    assert in_words(Quantity(distribution=distribution, parameters=parameters, path="x")) == text


@pytest.mark.parametrize(
    ("needed", "text"),
    [
        (A, "a"),
        (AllOf(parts=(A, AllOf(parts=(A, B)))), "a and (a and b)"),
        (AtLeast(k=1, parts=(A, B)), "one of (a, b)"),
        (AtLeast(k=2, parts=(A, B)), "at least 2 of (a, b)"),
        (Quota(quota=5, weights={"a": 3, "b": 4}), "votes of 5 or more among (a 3, b 4)"),
        (Not(part=A), "that not a"),
    ],
)
def test_needs(needed: Need, text: str) -> None:
    """Every form of consent has its words."""
    assert need(needed) == text


def test_conditions() -> None:
    """Options of one issue are alternatives."""
    assert condition({"x": ("a", "b"), "y": ("c",)}) == "x: a or b, y: c"

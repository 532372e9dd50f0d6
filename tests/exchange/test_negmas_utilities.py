"""Utility functions of NegMAS."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Figure, Part
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_utilities import points_of
from detente.model.scored_game import Scorer

ISSUES = [NamedOptions("A", ("0", "1", "2")), NamedOptions("B", ("1", "2"))]


def scorer(function: Data) -> Scorer:
    """Return what a utility function comes to as a party."""
    found = points_of(Part("f", "", function), ISSUES)
    return Scorer(name="x", values=found.values, combinations=tuple(found.combinations), base=found.base)


def kind(name: str, **more: Data) -> Data:
    """Return a function of this kind."""
    return {"type": f"{name}UtilityFunction", **more}


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (kind("Linear", weights=["0.5", "2"], bias="1"), Fraction(6)),
        (kind("Affine", weights={"B": "2", "0": "0.5"}), Fraction(5)),
        (kind("Linear"), Fraction(2)),
        (kind("Const", value="0.3"), Fraction(3, 10)),
        (kind("LinearAdditive", values={"A": {"type": "ConstFun", "bias": "7"}}), Fraction(9)),
        (
            kind(
                "LinearAdditive", values=[{"type": "IdentityFun"}, ["5", "6"]], weights=["1", "2"], bias="1"
            ),
            Fraction(15),
        ),
    ],
)
def test_sums_over_the_issues(function: Data, expected: Fraction) -> None:
    """By order or by name; NegMAS's own defaults for weights that are not given."""
    assert scorer(function).points({"A": "2", "B": "2"}) == expected


def test_a_table_of_whole_packages() -> None:
    """Each that differs from the default becomes a combination."""
    mapping: Data = {("0", "1"): "0.5", ("2", "2.0"): "1", ("1", "1"): "0.25"}
    party = scorer(kind("Mapping", mapping=mapping, default=Figure("0.25")))
    assert len(party.combinations) == 2
    worths = {(a, b): party.points({"A": a, "B": b}) for a in "012" for b in "12"}
    assert worths[("0", "1")] == Fraction(1, 2)
    assert worths[("2", "2")] == 1
    assert set(worths.values()) == {Fraction(1, 2), Fraction(1, 4), 1}


def test_rectangles() -> None:
    """Weights are multiplied in; one without bounds holds everything, an empty one nothing."""
    ranges: Data = [{"0": ["1", "2"], "B": "1"}, {}, None, {"A": []}, {"A": ["0", "1", "2"]}]
    party = scorer(
        kind(
            "HyperRectangle",
            outcome_ranges=ranges,
            utilities=["1", "2", "3", "4", "5"],
            weights=["2"] * 5,
            bias="1",
        )
    )
    assert party.base == 1 + 4 + 6 + 10
    assert [(c.when, c.points) for c in party.combinations] == [({"A": ("1", "2"), "B": ("1",)}, 2)]


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (kind("Nonlinear"), "a utility function of kind NonlinearUtilityFunction is not read; did you mean"),
        ({"type": "xyzzy"}, "of kind xyzzy is not read; read are LinearAdditiveUtilityFunction"),
        ({}, "of kind unknown is not read"),
        (kind("Linear", weights={"C": "1"}), "'C' is no issue"),
        (kind("LinearAdditive", values=[["1", "2", "3"]]), "1 entries for 2 issues"),
        (kind("Mapping", mapping={("0", "1"): "1"}, default="-.inf"), "1 of 6 packages are given"),
        (kind("Mapping", mapping={("0", "1"): "1"}), "1 of 6 packages are given"),
        (kind("Mapping", mapping={("0",): "1"}, default="0"), "names 1 values for 2 issues"),
        (kind("Mapping", mapping={"0": "1"}, default="0"), "names 1 values for 2 issues"),
        (kind("Mapping", mapping={("9", "1"): "1"}, default="0"), "'9' is no option of 'A'"),
        (
            kind("HyperRectangle", outcome_ranges=[{}], utilities=[]),
            "1 ranges have 0 utilities and 0 weights",
        ),
        (kind("HyperRectangle", outcome_ranges=[{"A": "9"}], utilities=["1"]), "'9' is no option of 'A'"),
        (kind("HyperRectangle", outcome_ranges=[{"7": "1"}], utilities=["1"]), "'7' is no issue"),
        (
            kind("HyperRectangle", outcome_ranges=[{}], utilities=[{"type": "LambdaFun"}]),
            "a number is needed here",
        ),
    ],
)
def test_functions_that_are_not_read(function: Data, reason: str) -> None:
    """With the reason."""
    with pytest.raises(ExchangeError) as caught:
        scorer(function)
    assert reason in str(caught.value)


def test_large_tables_and_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is built."""
    many = [NamedOptions(f"i{n}", tuple(map(str, range(10)))) for n in range(5)]
    with pytest.raises(ExchangeError, match="a table of 100000 packages; 10000 is the most"):
        points_of(Part("f", "", kind("Mapping", mapping={})), many)
    monkeypatch.setattr("detente.exchange.negmas_utilities.MAX_NAMED", 2)
    with pytest.raises(ExchangeError, match="the ranges name more than 2 values"):
        scorer(kind("HyperRectangle", outcome_ranges=[{"A": ["0", "1"]}] * 2, utilities=["1", "1"]))

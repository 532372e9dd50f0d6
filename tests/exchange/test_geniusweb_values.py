"""Value sets and utilities of GeniusWeb."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Part
from detente.exchange.geniusweb_values import issues_of, option_of, utilities_of
from detente.exchange.named_options import NamedOptions

LINE: Data = {"numberutils": {"lowValue": "0", "lowUtility": "1", "highValue": "3", "highUtility": "0"}}


def domain(values: Data) -> Part:
    """Return a domain with one issue."""
    return Part("d", "", {"issuesValues": {"x": values}})


def test_a_range_is_written_either_way() -> None:
    """As a mapping, or as a list of low, high and step."""
    spans: list[Data] = [["0", "1", "0.5"], {"low": "0", "high": "1", "step": "0.5"}]
    for span in spans:
        assert issues_of(domain({"range": span}))["x"].options == ("0", "0.5", "1")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"values": []}, "there is no option"),
        ({"values": ["a", "a"]}, "the option 'a' stands twice"),
        ({"vals": ["a"]}, "'values' is missing; there is 'vals'"),
        ({"values": "ab"}, "a list is needed here"),
        ({"range": ["0", "1"]}, "a low end, a high end and a step are needed, not a list of 2"),
        ({"range": ["0", "1", "0"]}, "a step is more than 0"),
        ({"range": ["0", "1e300", "1e-300"]}, "more than 10000 options"),
        ({"range": {"low": "0"}}, "'high' is missing"),
    ],
)
def test_issues_that_cannot_be_read(values: Data, reason: str) -> None:
    """With the place."""
    with pytest.raises(ExchangeError) as caught:
        issues_of(domain(values))
    assert reason in str(caught.value)
    assert str(caught.value).startswith("d: issuesValues.x")


def test_there_must_be_an_issue() -> None:
    """An empty domain is none."""
    with pytest.raises(ExchangeError, match="there is no issue"):
        issues_of(Part("d", "", {"issuesValues": {}}))


def test_a_line_is_exact_between_its_ends() -> None:
    """And nothing is worth anything beyond them."""
    issue = NamedOptions("x", ("-1", "0", "1", "3", "4"))
    assert utilities_of(Part("p", "", LINE), issue, []) == {"0": 1, "1": Fraction(2, 3), "3": 0}


def test_a_value_of_which_nothing_is_said() -> None:
    """It is worth nothing, with a note."""
    notes: list[str] = []
    part = Part("p", "", {"discreteutils": {"valueUtilities": {"a": "0.5"}}})
    assert utilities_of(part, NamedOptions("x", ("a", "b")), notes) == {"a": Fraction(1, 2)}
    assert notes == ["p: 'b' of 'x' has no utility; it counts as 0"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "neither 'discreteutils' nor 'numberutils'"),
        (LINE, "'a' of 'x' is no number to reckon with"),
        (
            {"numberutils": {"lowValue": "1", "lowUtility": "0", "highValue": "1", "highUtility": "1"}},
            "must be above",
        ),
        ({"discreteutils": {"valueUtilities": {"b": "1"}}}, "'b' is no option of 'x'"),
    ],
)
def test_utilities_that_cannot_be_read(data: Data, reason: str) -> None:
    """With the reason."""
    with pytest.raises(ExchangeError, match=reason):
        utilities_of(Part("p", "", data), NamedOptions("x", ("a",)), [])


def test_options_of_a_bid() -> None:
    """Both the issue and the option must be there."""
    issues = {"days": NamedOptions("days", ("2", "4"))}
    assert option_of(Part("p", "", "4.0"), issues, "days") == "4"
    with pytest.raises(ExchangeError, match="'day' is no issue of the domain; did you mean 'days'"):
        option_of(Part("p", "", "4"), issues, "day")

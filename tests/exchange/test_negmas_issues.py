"""Issues of NegMAS."""

from __future__ import annotations

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Figure, Part
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_issues import bound_options, class_of, issue_at, issues_of

ISSUE = NamedOptions("Boats", ("0", "1", "2", "3", "many"))
NUMBERS = NamedOptions("Boats", ("0", "1", "2", "3"))


def numbers(*values: str) -> list[Data]:
    """Return numbers as a file has them, not in quotes."""
    return [Figure(value) for value in values]


def domain(*issues: Data) -> Part:
    """Return an outcome space with these issues."""
    return Part("d", "", {"issues": list(issues)})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"type": "TableFun"}, "TableFun"),
        ({"__python_class__": "negmas.preferences.value_fun.TableFun"}, "TableFun"),
        ({}, ""),
    ],
)
def test_the_class_of_a_thing(data: Data, expected: str) -> None:
    """Without its module, under either key."""
    assert class_of(Part("f", "", data)) == expected


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        ({"type": "CategoricalIssue", "values": ["NO", "1.50"]}, ("NO", "1.50")),
        ({"values": ["a"]}, ("a",)),
        ({"type": "ContiguousIssue", "values": ["-1", "1"]}, ("-1", "0", "1")),
        ({"type": "ContiguousIssue", "values": "3"}, ("0", "1", "2")),
        ({"type": "DiscreteCardinalIssue", "values": ["1", "5"]}, ("1", "5")),
        ({"type": "negmas.outcomes.ContinuousIssue", "values": ["0.0", "1.0"]}, ("0", "0.5", "1")),
    ],
)
def test_kinds_of_issues(issue: Data, expected: tuple[str, ...]) -> None:
    """Lists, ranges of whole numbers and ranges that are cut."""
    assert [i.options for i in issues_of(domain(issue), steps=2, notes=[])] == [expected]


@pytest.mark.parametrize(
    ("issues", "reason"),
    [
        ((), "there is no issue"),
        (
            ({"name": "x", "values": ["a"]}, {"name": "x", "values": ["a"]}),
            "there is an issue called 'x' above",
        ),
        (
            ({"type": "CallableIssue", "values": ["a"]},),
            "an issue of kind CallableIssue has no list of values",
        ),
        (({"type": "CategorialIssue", "values": ["a"]},), "did you mean 'CategoricalIssue'?"),
        (({"values": []},), "there is no option"),
        (({"values": ["a", "a"]},), "the option 'a' stands twice"),
        (({"values": [["a"]]},), "a text is needed here, not a list of 1"),
        (({"type": "ContiguousIssue", "values": ["1"]},), "a range has two ends, not 1"),
        (({"type": "ContiguousIssue", "values": ["0", "1e9"]},), "more than 10000 options"),
        (({"type": "ContiguousIssue", "values": ["0", "inf"]},), "'inf' is no finite number"),
        (({"type": "ContinuousIssue", "values": ["0", "1"]},), "into how many steps"),
        (({},), "'values' is missing"),
    ],
)
def test_issues_that_cannot_be_read(issues: tuple[Data, ...], reason: str) -> None:
    """With the reason."""
    with pytest.raises(ExchangeError) as caught:
        issues_of(domain(*issues), steps=None, notes=[])
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        ("many", ("many",)),
        (Figure("1.0"), ("1",)),
        (["1", "3"], ("1", "3")),
        (numbers("1", "2", "3"), ("1", "2", "3")),
        ([], ()),
        ([["0", "many"], "2"], ("0", "2", "many")),
    ],
)
def test_values_that_a_range_allows(bound: Data, expected: tuple[str, ...]) -> None:
    """A value alone, or a list of values and of lists."""
    assert bound_options(Part("f", "", bound), ISSUE) == expected


def test_two_numbers_are_an_open_range() -> None:
    """Their ends are not inside, for NegMAS."""
    assert bound_options(Part("f", "", numbers("0", "3")), NUMBERS) == ("1", "2")
    several: Data = [numbers("-1", "1"), numbers("2", "9")]
    assert bound_options(Part("f", "", several), NUMBERS) == ("0", "3")
    with pytest.raises(ExchangeError, match="'many' of 'Boats' is no number to reckon with"):
        bound_options(Part("f", "", numbers("0", "3")), ISSUE)


def test_a_range_that_is_null() -> None:
    """It has had both meanings."""
    with pytest.raises(ExchangeError, match="everything or nothing"):
        bound_options(Part("f", "", None), ISSUE)


def test_issues_are_meant_by_name_or_place() -> None:
    """The name comes first, unless a number is written as one."""
    issues = [NamedOptions("1", ("a",)), NamedOptions("Boats", ("a",))]
    assert [issue_at(Part("f", "", ""), key, issues).name for key in ("1", "0", "Boats")] == [
        "1",
        "1",
        "Boats",
    ]
    assert issue_at(Part("f", "", ""), Figure("1"), issues).name == "Boats"
    for key, reason in (
        ("2", "there are 2, from 0 on"),
        ("Boat", "did you mean 'Boats'?"),
        ("-1", "'-1' is no issue"),
    ):
        with pytest.raises(ExchangeError) as caught:
            issue_at(Part("f", "", ""), key, issues)
        assert reason in str(caught.value)

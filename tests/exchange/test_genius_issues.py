"""Issues and weights of Genius XML."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.genius_issues import (
    Issue,
    bounds,
    issue_elements,
    issues_of,
    kind_of,
    objective_of,
    same_issues,
    weights_of,
)
from detente.exchange.xml_tree import Element, read_xml

NESTED = """<utility_space><objective index="0">
  <issue index="1" name="last"><item value="a"/></issue>
  <weight index="1" value="0.3"/>
  <objective index="7"><objective index="8"><issue index="5" name="first" type="real">
    <range lowerbound="1" upperbound="2"/></issue></objective>
    <issue index="3" name="second" type="integer" lowerbound="0" upperbound="1"/>
    <weight index="5" value="0.1"/><weight index="5" value="0.2"/>
  </objective>
</objective></utility_space>"""


def objective(folder: Path, text: str) -> Element:
    """Return the outermost objective of a file with this content."""
    path = folder / "d.xml"
    path.write_text(text)
    return objective_of(read_xml(path))


def wrapped(inside: str) -> str:
    """Return a profile with these elements in its objective."""
    return f"<utility_space><objective>{inside}</objective></utility_space>"


def test_issues_of_nested_objectives_come_first(tmp_path: Path) -> None:
    """And the last weight of an issue counts, wherever it stands."""
    root = objective(tmp_path, NESTED)
    notes: list[str] = []
    issues = issues_of(root, steps=2, notes=notes)
    assert [(issue.index, issue.name, issue.kind) for issue in issues] == [
        (5, "first", "real"),
        (3, "second", "integer"),
        (1, "last", "discrete"),
    ]
    assert [issue.options for issue in issues] == [("1", "1.5", "2"), ("0", "1"), ("a",)]
    assert notes == ["d.xml: the range of 'first' is cut into 2 equal steps"]
    assert weights_of(root) == {1: Fraction(3, 10), 5: Fraction(1, 5)}


def test_names_that_are_missing_or_stand_twice(tmp_path: Path) -> None:
    """The index makes them differ."""
    item = '<item value="a"/><item value="a"/>'
    issues = "".join(
        f'<issue index="{n}" {name}>{item}</issue>' for n, name in ((1, 'name="P"'), (2, 'name="P"'), (4, ""))
    )
    notes: list[str] = []
    found = issues_of(objective(tmp_path, wrapped(issues)), steps=None, notes=notes)
    assert [issue.name for issue in found] == ["P", "P (2)", "issue 4"]
    assert [issue.options for issue in found] == [("a",)] * 3
    assert "two issues are called 'P'" in notes[0]
    assert "lists an option twice" in notes[1]


def test_an_unknown_kind_is_discrete(tmp_path: Path) -> None:
    """As in Genius."""
    root = objective(tmp_path, wrapped('<issue index="1" type="fancy"/><issue index="2" type="INTEGER"/>'))
    assert [kind_of(issue) for issue in root.children] == ["discrete", "integer"]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("", "<objective>: there is no issue"),
        ('<issue name="a"/>', "<issue>: 'index' is missing"),
        ('<issue index="1.5"/>', "the index '1.5' is no whole number"),
        ('<issue index="1"/><issue index="1"/>', "the index 1 stands twice, first on line 1"),
        ('<issue index="1" name="P"/>', "'P': there is no option"),
        ('<issue index="1"><item/></issue>', "<item>: 'value' is missing"),
        ('<issue index="1" type="integer"/>', "'lowerbound' is missing"),
        (
            '<issue index="1" name="P" type="integer" lowerbound="0" upperbound="1e300"/>',
            "more than 10000 options",
        ),
        (
            '<issue index="1" name="P" type="integer" lowerbound="0" upperbound="0.5"/>',
            "whole numbers from 0 to 0.5",
        ),
        (
            '<issue index="1" name="P" type="real" lowerbound="0" upperbound="1"/>',
            "has no list of options; say into",
        ),
    ],
)
def test_issues_that_cannot_be_read(tmp_path: Path, inside: str, reason: str) -> None:
    """With the line and the reason."""
    with pytest.raises(ExchangeError) as caught:
        issues_of(objective(tmp_path, wrapped(inside)), steps=None, notes=[])
    assert reason in str(caught.value)
    assert "d.xml, line 1" in str(caught.value)


def test_bounds_stand_on_the_issue_or_inside(tmp_path: Path) -> None:
    """On the issue first."""
    root = objective(tmp_path, NESTED)
    elements = issue_elements(root)
    assert bounds(elements[3]) == (0, 1)
    assert bounds(elements[5]) == (1, 2)


def test_a_profile_of_another_domain(tmp_path: Path) -> None:
    """An issue is missing, or is of another kind."""
    elements = issue_elements(objective(tmp_path, NESTED))
    with pytest.raises(ExchangeError, match=r"p\.xml: the issue 'Term' \(index 9\) is missing"):
        same_issues([Issue(index=9, name="Term", kind="real", options=("1",))], elements, "p.xml")
    with pytest.raises(ExchangeError, match="'Term' is integer here and discrete in the domain"):
        same_issues([Issue(index=3, name="Term", kind="discrete", options=("1",))], elements, "p.xml")

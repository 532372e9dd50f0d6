"""Evaluations of Genius profiles."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.genius_evaluators import evaluations
from detente.exchange.genius_issues import Issue
from detente.exchange.xml_tree import read_xml

DISCRETE = Issue(index=1, name="P", kind="discrete", options=("a", "b"))
INTEGER = Issue(index=1, name="P", kind="integer", options=("0", "1", "2", "3"))
REAL = Issue(index=1, name="P", kind="real", options=("10", "20", "40"))
RANGE = '<issue><range lowerbound="10" upperbound="40"/>'


def evaluated(folder: Path, issue: Issue, text: str) -> tuple[dict[str, Fraction], list[str]]:
    """Evaluate the options of an issue by this text."""
    path = folder / "p.xml"
    path.write_text(text)
    notes: list[str] = []
    return evaluations(issue, read_xml(path), notes), notes


def items(*pairs: tuple[str, str]) -> str:
    """Return a discrete issue with these values and evaluations."""
    return "<issue>" + "".join(f'<item value="{v}" evaluation="{e}"/>' for v, e in pairs) + "</issue>"


def test_the_highest_counts_even_if_no_option_has_it(tmp_path: Path) -> None:
    """Evaluations are divided by it, also where all are below 1."""
    found, notes = evaluated(tmp_path, DISCRETE, items(("a", "0.2"), ("b", "0.1"), ("c", "0.8")))
    assert found == {"a": Fraction(1, 4), "b": Fraction(1, 8)}
    assert notes == ["p.xml: 'c' is no option of 'P' in the domain; left out"]


def test_the_last_of_two_counts(tmp_path: Path) -> None:
    """With a note."""
    found, notes = evaluated(tmp_path, DISCRETE, items(("a", "0"), ("b", "4"), ("a", "2")))
    assert found == {"a": Fraction(1, 2), "b": Fraction(1)}
    assert notes == ["p.xml: 'a' of 'P' stands twice; the last one counts"]


def test_nothing_is_worth_anything_where_the_highest_is_nothing(tmp_path: Path) -> None:
    """Nothing is divided by zero."""
    assert evaluated(tmp_path, DISCRETE, items(("a", "0"), ("b", "0.000001")))[0] == {"a": 0, "b": 0}


def test_whole_numbers_are_worth_a_line_cut_at_0_and_1(tmp_path: Path) -> None:
    """It starts at the lower bound of the profile, whatever that of the domain is."""
    line = '<issue lowerbound="1" upperbound="3"><evaluator slope="0.6" offset="0.1"/></issue>'
    found, _ = evaluated(tmp_path, INTEGER, line)
    assert found == {"0": 0, "1": Fraction(1, 10), "2": Fraction(7, 10), "3": 1}
    assert evaluated(tmp_path, INTEGER, '<issue lowerbound="0" upperbound="3"/>')[0]["3"] == 0


@pytest.mark.parametrize(
    ("evaluator", "expected"),
    [
        ('ftype="linear" parameter0="-0.2" parameter1="0.02"', (0, Fraction(1, 5), Fraction(3, 5))),
        ('ftype="constant" parameter0="0.3"', (Fraction(3, 10),) * 3),
        (
            'ftype="Triangular" parameter0="0" parameter1="60" parameter2="20"',
            (Fraction(1, 2), 1, Fraction(1, 2)),
        ),
        ('ftype="triangular" parameter0="20" parameter1="20" parameter2="20"', (0, 0, 0)),
        ('ftype="triangular" parameter0="10" parameter1="40" parameter2="10"', (1, Fraction(2, 3), 0)),
    ],
)
def test_functions_of_real_numbers(tmp_path: Path, evaluator: str, expected: tuple[Fraction, ...]) -> None:
    """Lines, constants and triangles with their top at 1."""
    found, _ = evaluated(tmp_path, REAL, f"{RANGE}<evaluator {evaluator}/></issue>")
    assert tuple(found.values()) == expected


@pytest.mark.parametrize(
    ("issue", "text", "reason"),
    [
        (DISCRETE, items(("a", "1")), "the option 'b' of 'P' has no evaluation"),
        (DISCRETE, items(("a", "1"), ("b", "null")), "the option 'b' of 'P' has no evaluation"),
        (DISCRETE, items(("a", "1"), ("b", "high")), "'high' is no finite number"),
        (REAL, f"{RANGE}</issue>", "there is no <evaluator>"),
        (
            REAL,
            f'{RANGE}<evaluator ftype="faratin" parameter0="1"/></issue>',
            "'faratin' is not read; linear",
        ),
        (REAL, f'{RANGE}<evaluator ftype="linear" parameter0="1"/></issue>', "'parameter1' is missing"),
        (
            INTEGER,
            '<issue lowerbound="0" upperbound="3"><evaluator slope="1"/></issue>',
            "'offset' is missing",
        ),
    ],
)
def test_what_cannot_be_evaluated(tmp_path: Path, issue: Issue, text: str, reason: str) -> None:
    """Genius takes such a profile for incomplete, and so is it here."""
    with pytest.raises(ExchangeError, match=reason):
        evaluated(tmp_path, issue, text)

"""Profiles of NegoLog."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.negolog import read_negolog

from .written_files import damaged, read_or_refuse, read_texts

A = """{"reservationValue": 0.3, "issueWeights": {"price": 0.34, "term": 0.66},
 "issues": {"price": {"high": 1.0, "low": 0.2}, "term": {"long": 0, "short": 1}}}"""
B = A.replace('"reservationValue": 0.3, ', "").replace('"long": 0, "short": 1', '"short": 0.5, "long": 1')
FILES = {"profileA.json": A, "profileB.json": B, "specs.json": '{"Nash_A": 0.7}'}


def test_profiles_of_a_folder() -> None:
    """Weights are multiplied in; published results are left out with a note."""
    game = read_texts(read_negolog, FILES)
    first, second = game.parties
    assert game.issues == {"price": ("high", "low"), "term": ("long", "short")}
    assert (first.name, first.reserve, second.name, second.reserve) == (
        "profileA",
        Fraction(3, 10),
        "profileB",
        None,
    )
    assert first.points({"price": "low", "term": "short"}) == Fraction("0.068") + Fraction("0.66")
    assert second.values["term"] == {"short": Fraction("0.33"), "long": Fraction("0.66")}
    assert game.notes == ("specs.json is no profile; left out",)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "there is no NegoLog profile (with issueWeights) in no file at all"),
        ({"specs.json": "{}"}, "there is no NegoLog profile (with issueWeights) in specs.json"),
        ({"a.json": A[:60]}, "a.json, line 1"),
        (
            {"a.json": A, "b.json": B.replace('"long"', '"lang"')},
            "'lang' is no option of 'term'; did you mean 'long'?",
        ),
        ({"a.json": A, "b.json": B.replace(', "long": 1', "")}, "there is nothing for 'long' of 'term'"),
        (
            {"a.json": A, "b.json": B.replace('"price"', '"prize"')},
            "'prize' is no issue; did you mean 'price'?",
        ),
        ({"a.json": A.replace('"price": 0.34, ', "")}, "'price' is missing"),
        ({"a.json": A.replace("0.34", "NaN")}, "issueWeights.price: 'NaN' is no finite number"),
        ({"a.json": A.replace("0.3,", '"much",')}, "reservationValue: 'much' is no finite number"),
        (
            {"a.json": A.replace('{"high": 1.0, "low": 0.2}', "{}")},
            "issues.price: there is no option",
        ),
        ({"a.json": '{"issueWeights": ' + "[" * 50_000}, "nested too deep"),
    ],
)
def test_files_that_are_refused(files: dict[str, str], reason: str) -> None:
    """With the file, the place and what would be right."""
    with pytest.raises(ExchangeError) as caught:
        read_texts(read_negolog, files)
    assert reason in str(caught.value)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    """Nothing else happens, whatever stands in them."""
    files = {"a.json": data.draw(damaged(A.encode())), "b.json": B.encode()}
    for game in read_or_refuse(read_negolog, files):
        assert game.parties

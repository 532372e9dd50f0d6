"""Parts of data files and their errors."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Figure, Part


def test_parts_know_where_they_stand() -> None:
    """By the names and places on the way."""
    root = Part("x.json", "", {"a": {"b": ["1", "2"]}, "n": None})
    second = root.at("a").at("b").items()[1]
    assert (second.path, second.number()) == ("a.b[1]", Fraction(2))
    assert root.get("n") is None
    assert root.get("z") is None
    assert list(root.named()) == ["a", "n"]


def test_a_key_that_is_missing() -> None:
    """The nearest is named."""
    with pytest.raises(ExchangeError, match=r"x\.json: a: 'weights' is missing; there is 'wieghts'"):
        Part("x.json", "a", {"wieghts": "1"}).at("weights")


@pytest.mark.parametrize(
    ("data", "method", "reason"),
    [
        (["1"], "entries", "names with values are needed here, not a list of 1"),
        ("text", "items", "a list is needed here, not 'text'"),
        ({"a": "1"}, "text", "a text is needed here, not the keys a"),
        (None, "number", "a number is needed here, not nothing"),
        (True, "number", "a number is needed here, not true"),
        ({}, "number", "not an empty mapping"),
        ("NaN", "number", "'NaN' is no finite number"),
        ({("a", "b"): "1"}, "named", r"the key \['a', 'b'\] is a list"),
    ],
)
def test_data_of_the_wrong_kind(data: Data, method: str, reason: str) -> None:
    """What is there is said, and what is needed."""
    with pytest.raises(ExchangeError, match=f"f: p: .*{reason}"):
        getattr(Part("f", "p", data), method)()


def test_booleans_are_texts_where_texts_are_needed() -> None:
    """As an option that a JSON file has without quotes."""
    assert Part("f", "", True).text() == "true"
    assert type(Part("f", "", Figure("1.50")).text()) is str

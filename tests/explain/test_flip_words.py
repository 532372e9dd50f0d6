"""Flips in words."""

from __future__ import annotations

import pytest

from detente.explain.entries import Entry
from detente.explain.flip_sets import Completeness, Turn
from detente.explain.flip_words import (
    beyond_words,
    completeness_sentence,
    joined,
    needed_words,
    nothing_sentence,
    number_words,
    range_words,
    set_words,
    sources_of,
    turn_words,
)
from explain.flip_cases import flip_set, small
from explain.test_flip_sets import entry

SHARE = Entry(path="s", words="trust", who=("a",), unit="share", low=0.25, middle=0.5, high=0.75, scale=1.0)
CERTAIN = Entry(path="c", words="cost", who=("a",), unit="points", low=3, middle=3, high=3, scale=10.0)


def told(*bounds: float | None) -> list[Completeness]:
    """Completeness of sizes from 1 on."""
    return [Completeness(size=k, examined=5, others_at_least=b) for k, b in enumerate(bounds, start=1)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(11.2004, "11.21"), (11.2, "11.2"), (-3.2001, "-3.21"), (8.0, "8"), (-0.001, "-0.01")],
)
def test_needed_values_are_enough(value: float, expected: str) -> None:
    """Rounding goes away from the median, so that what is written turns the verdict too."""
    assert needed_words(Turn(entry=entry("p"), value=value)) == expected


def test_numbers() -> None:
    """Points have two digits, shares three, and nothing that says nothing."""
    assert (number_words(SHARE, 0.12345), number_words(CERTAIN, 3.0)) == ("0.123", "3")
    assert number_words(CERTAIN, -0.0001) == "0"
    assert (range_words(SHARE), range_words(CERTAIN)) == ("0.25..0.75", "3")


def test_how_far_beyond() -> None:
    """Inside, outside in parts of the scale, and away from a value without a range."""
    assert beyond_words(Turn(entry=entry("p"), value=5)) == "inside its range 2..6"
    assert beyond_words(Turn(entry=entry("p"), value=8)) == "20% of its scale outside its range 2..6"
    assert beyond_words(Turn(entry=SHARE, value=0.875)) == "0.125 outside its range 0.25..0.75"
    assert beyond_words(Turn(entry=CERTAIN, value=5)) == "20% of its scale away from its one value"


def test_changes() -> None:
    """One change is told with both values; several are joined."""
    one = turn_words(Turn(entry=entry("p"), value=8))
    assert one == "x, from 4 to at least 8, 20% of its scale outside its range 2..6"
    assert set_words(flip_set(8.0)) == one
    assert set_words(flip_set(8.0, 1.0, 5.0)).count("; ") == 2
    assert "; and x, from 4 to 3" in set_words(flip_set(8.0, 3.0))


def test_completeness() -> None:
    """What is listed in full, and what bounds the rest."""
    assert completeness_sentence(told(None, None), 2.0) == (
        "Of one and two every smallest set up to a full scale beyond the ranges is listed."
    )
    text = completeness_sentence(told(None, 1.279, 0.5), 1.5)
    assert "up to 50% of a scale beyond the ranges" in text
    assert "Sets of two that are not listed leave some range by at least 27% of its scale: proved." in text
    assert "Sets of three that are not listed need at least 50% of the way" in text
    assert "too many to be looked at" in completeness_sentence(told(0.0), 1.0)
    assert completeness_sentence([], 2.0) == ""


def test_nothing() -> None:
    """Where nothing was found, how far that is proved."""
    assert nothing_sentence(told(None), 1.0) == (
        "Proved: no change of one judgement, up to the ends of the ranges, turns it."
    )
    text = nothing_sentence(told(None, None, 1.5), 2.0)
    assert text.startswith("Proved: no change of one or two judgements together, up to a full scale")
    assert text.endswith("Sets of three that turn it leave some range by at least 50% of its scale: proved.")
    assert "50% of the way to the ends" in nothing_sentence(told(None), 0.5)


def test_joined() -> None:
    """Names in a row."""
    assert [joined([]), joined(["a"]), joined(["a", "b", "c"], "or")] == ["", "a", "a, b or c"]


def test_sources() -> None:
    """Every judgement of some sets has its sources by path."""
    assert sources_of(small(), [flip_set(8.0, 3.0), flip_set(5.0)]) == {"p0": (), "p1": ()}

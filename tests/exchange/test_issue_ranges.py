"""Ranges of numbers as options."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.exchange.issue_ranges import (
    MAX_OPTIONS,
    as_whole_numbers,
    check_issues,
    listed_options,
    number_of,
    number_text,
    regular,
    stepped,
    whole_numbers,
)


def test_a_list_of_options() -> None:
    """None of them twice, and not too many."""
    assert listed_options(["b", "a"]) == ("b", "a")
    for values, reason in (
        ([], "there is no option"),
        (["a", "b", "a"], "the option 'a' stands twice"),
        (["a"] * (MAX_OPTIONS + 1), "10001 options; 10000 is the most"),
    ):
        with pytest.raises(ValueError, match=reason):
            listed_options(values)


def test_the_number_of_issues_is_bounded() -> None:
    """There must be one, and not more than 1000."""
    check_issues(1)
    check_issues(1000)
    for count, reason in ((0, "there is no issue"), (1001, "1001 issues; 1000 is the most")):
        with pytest.raises(ValueError, match=reason):
            check_issues(count)


def test_both_ends_of_a_range_are_options() -> None:
    """Whole numbers from the one to the other."""
    assert whole_numbers(Fraction(-1), Fraction(2)) == ("-1", "0", "1", "2")


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [
        (Fraction(0), Fraction(1, 2), "range of whole numbers from 0 to 0.5"),
        (Fraction(3), Fraction(2), "down to 2 is empty"),
        (Fraction(0), Fraction(10) ** 300, "more than 10000 options"),
        (Fraction(0), Fraction(MAX_OPTIONS), "more than 10000 options"),
    ],
)
def test_ranges_that_are_no_lists(low: Fraction, high: Fraction, reason: str) -> None:
    """They are refused before anything is listed."""
    with pytest.raises(ValueError, match=reason):
        whole_numbers(low, high)


def test_a_range_with_a_step_ends_at_or_below_its_end() -> None:
    """As number sets of GeniusWeb do."""
    assert regular(Fraction("12.2"), Fraction("12.7"), Fraction("0.3")) == ("12.2", "12.5")
    with pytest.raises(ValueError, match="a step is more than 0"):
        regular(Fraction(0), Fraction(1), Fraction(0))


def test_steps_cut_a_range_into_equal_parts() -> None:
    """The options are the ends of the parts, named by their numbers, as fractions if need be."""
    assert stepped(Fraction(10), Fraction(40), 2) == ("10", "25", "40")
    assert stepped(Fraction(0), Fraction(1), 3) == ("0", "1/3", "2/3", "1")


@pytest.mark.parametrize(
    ("high", "steps", "reason"),
    [
        (1, None, r"say into how many steps it is to be cut \(--steps 10\)"),
        (1, 0, "from 1 to 9999"),
        (1, 10_000, "from 1 to 9999"),
        (0, 3, "from 0 to 0 is empty"),
    ],
)
def test_steps_that_cannot_be_taken(high: int, steps: int | None, reason: str) -> None:
    """With what would be right."""
    with pytest.raises(ValueError, match=reason):
        stepped(Fraction(0), Fraction(high), steps)


def test_an_option_leads_back_to_its_number() -> None:
    """Whether it is a decimal or a fraction."""
    for value in (Fraction(-7, 3), Fraction(1, 8), Fraction(5)):
        assert number_of(number_text(value)) == value
    for text in ("high", "1/0", "/", "1/x", ""):
        with pytest.raises(ValueError, match="no finite number"):
            number_of(text)


def test_options_that_are_a_range() -> None:
    """Only whole numbers one after the other, written plainly, are."""
    assert as_whole_numbers(["-1", "0", "1"]) == range(-1, 2)
    for options in (["1", "3"], ["2", "1"], ["a"], ["1.0"], ["01"], ["1", "2.0"]):
        assert as_whole_numbers(options) is None

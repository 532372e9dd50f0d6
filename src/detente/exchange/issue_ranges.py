"""Issues over a range of numbers as issues with options."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from detente.exchange.exact_numbers import decimal_text, exact_number, has_end

__all__ = [
    "MAX_OPTIONS",
    "as_whole_numbers",
    "check_issues",
    "number_of",
    "number_text",
    "regular",
    "stepped",
    "whole_numbers",
]

#: Most options that an issue may have, and most issues that a game may have.
MAX_OPTIONS, MAX_ISSUES = 10_000, 1000


def check_issues(count: int) -> None:
    """Raise a ValueError if so many issues are none or too many, which is more than 1000."""
    if count == 0:
        raise ValueError("there is no issue")
    if count > MAX_ISSUES:
        raise ValueError(f"{count} issues; {MAX_ISSUES} is the most")


def listed_options(values: Sequence[str]) -> tuple[str, ...]:
    """Return a list of values as options.

    Raises
    ------
    ValueError
        If there is none, one stands twice, or there are more than 10 000.
    """
    if not values:
        raise ValueError("there is no option")
    if len(values) > MAX_OPTIONS:
        raise ValueError(f"{len(values)} options; {MAX_OPTIONS} is the most")
    if len(set(values)) < len(values):
        twice = next(value for place, value in enumerate(values) if value in values[:place])
        raise ValueError(f"the option {twice!r} stands twice")
    return tuple(values)


def whole_numbers(low: Fraction, high: Fraction) -> tuple[str, ...]:
    """List the whole numbers of a range, both ends included, as options.

    Raises
    ------
    ValueError
        If an end is no whole number, the range is empty, or holds more than 10 000 numbers.
    """
    if low.denominator > 1 or high.denominator > 1:
        raise ValueError(f"a range of whole numbers from {number_text(low)} to {number_text(high)}")
    return regular(low, high, Fraction(1))


def regular(low: Fraction, high: Fraction, step: Fraction) -> tuple[str, ...]:
    """List low, low + step, ... up to high as options.

    Raises
    ------
    ValueError
        If the step is not positive, the range is empty, or there would be more than 10 000.
    """
    if step <= 0:
        raise ValueError(f"a range by steps of {number_text(step)}; a step is more than 0")
    if high < low:
        raise ValueError(f"a range from {number_text(low)} down to {number_text(high)} is empty")
    count = math.floor((high - low) / step) + 1
    if count > MAX_OPTIONS:
        raise ValueError(f"a range with more than {MAX_OPTIONS} options; use a smaller one")
    return tuple(number_text(low + k * step) for k in range(count))


def stepped(low: Fraction, high: Fraction, steps: int | None) -> tuple[str, ...]:
    """Cut a range of real numbers into equal steps; the options are their ends.

    Parameters
    ----------
    low, high : Fraction
        Ends of the range, both of which become options.
    steps : int or None
        Number of steps; there is one option more than steps.

    Raises
    ------
    ValueError
        If ``steps`` is None or below 1, the range is empty, or there would be more than 10 000
        options.
    """
    if steps is None:
        raise ValueError(
            f"a range of real numbers from {number_text(low)} to {number_text(high)} has no list of "
            "options; say into how many steps it is to be cut (--steps 10)"
        )
    if not 1 <= steps < MAX_OPTIONS:
        raise ValueError(f"{steps} steps; from 1 to {MAX_OPTIONS - 1} are possible")
    if high <= low:
        raise ValueError(f"a range from {number_text(low)} to {number_text(high)} is empty")
    return regular(low, high, (high - low) / steps)


def number_text(value: Fraction) -> str:
    """Name an option after its number: a decimal if that ends, else a fraction."""
    return decimal_text(value) if has_end(value) else str(value)


def number_of(option: str) -> Fraction:
    """Return the number that an option is named after.

    Raises
    ------
    ValueError
        If it is named after none.
    """
    over, _, under = option.partition("/")
    if under.isascii() and under.isdigit() and int(under) > 0:
        return exact_number(over) / int(under)
    return exact_number(option)


def as_whole_numbers(options: Iterable[str]) -> range | None:
    """Return the range whose numbers the options are, in order; None if they are no such."""
    listed = tuple(options)
    try:
        first = int(exact_number(listed[0]))
    except ValueError:
        return None
    numbers = range(first, first + len(listed))
    return numbers if listed == tuple(map(str, numbers)) else None

"""Numbers of other programs, exactly: decimal text to fractions and back."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["decimal_text", "exact_number", "finite_factor", "has_end", "is_infinite"]

#: Longest number that is read or written, in characters.
MAX_FIGURES = 400
#: Nothing beyond what a double holds is read.
LARGEST = Fraction(10) ** 308

_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_INFINITE = re.compile(r"[-+]?\.?inf(?:inity)?", re.IGNORECASE)


def exact_number(text: str) -> Fraction:
    """Read a decimal number as programs write it, such as ``0.34``, ``-2`` or ``1.0E-5``.

    Returns
    -------
    Fraction
        The decimal itself, not the double next to it.

    Raises
    ------
    ValueError
        For anything else (a fraction, a percentage, a decimal comma, infinity, not-a-number) and
        for numbers of more than 400 characters or beyond 1e308, with the reason.
    """
    plain = text.strip()
    if len(plain) > MAX_FIGURES:
        raise ValueError(f"a number of {len(plain)} characters is too long; {MAX_FIGURES} is the most")
    if not _DECIMAL.fullmatch(plain):
        raise ValueError(f"{_shown(text)} is no finite number; write it like 0.25")
    value = Fraction(plain)
    if abs(value) > LARGEST:
        raise ValueError(f"{_shown(text)} is beyond 1e308")
    return value


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def is_infinite(text: str) -> bool:
    """Tell whether a text is infinity, of either sign, as YAML, JSON or Python write it."""
    return bool(_INFINITE.fullmatch(text.strip()))


def has_end(value: Fraction) -> bool:
    """Tell whether the decimal of a number ends, as that of 1/8 does and that of 1/3 does not."""
    return _without_ten(value.denominator) == 1


def finite_factor(value: Fraction) -> int:
    """Return the smallest whole number that makes the decimal end: 3 for 5/12, 1 for 1/8."""
    return _without_ten(value.denominator)


def _without_ten(number: int) -> int:
    """Divide by 2 and by 5 as often as that goes."""
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number


def decimal_text(value: Fraction) -> str:
    """Write a number as a plain decimal that :func:`exact_number` reads as the same number.

    Raises
    ------
    ValueError
        If the decimal has no end, or takes more than 400 characters.

    Examples
    --------
    >>> decimal_text(Fraction(-1, 8)), decimal_text(Fraction(100))
    ('-0.125', '100')
    """
    if not has_end(value):
        raise ValueError(f"{value} has no decimal with an end")
    places = 0
    while 10**places % value.denominator:
        places += 1
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    text = f"{'-' if value < 0 else ''}{whole}" + (f".{part:0{places}}" if places else "")
    if len(text) > MAX_FIGURES:
        raise ValueError(f"a number that takes {len(text)} characters to write exactly")
    return text

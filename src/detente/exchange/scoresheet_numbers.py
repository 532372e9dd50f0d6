"""Points as people write them in a sheet, exactly: decimals, fractions and percentages."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from detente.exchange.exact_numbers import MAX_FIGURES, decimal_text, has_end

__all__ = ["Decimal", "is_number", "points_in", "written_points"]

Decimal = Literal[".", ","]

_DECIMAL = re.compile(r"([-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,3})?)\s*(%?)")
_FRACTION = re.compile(r"([-+]?[0-9]+)\s*/\s*([0-9]+)")
_PLAIN = "write it as 4, -2.5, 1/3 or 25%"


def points_in(text: str, *, decimal: Decimal = ".") -> Fraction:
    """Read one number.

    Parameters
    ----------
    text : str
        ``4``, ``-2.5``, ``1e3``, ``1/3`` or ``25%`` (which is 0.25); a minus sign of any kind.
    decimal : "." or ","
        What separates the decimals in the sheet; there is no separator of thousands.

    Returns
    -------
    Fraction
        Exact.

    Raises
    ------
    ValueError
        With the reason and what to write instead.
    """
    if len(text) > MAX_FIGURES:
        raise ValueError(f"a number of {len(text)} characters is too long; {MAX_FIGURES} is the most")
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    if found := _FRACTION.fullmatch(plain):
        if int(found[2]) == 0:
            raise ValueError(f"{text!r} divides by zero")
        return Fraction(int(found[1]), int(found[2]))
    found = _DECIMAL.fullmatch(plain)
    if found is None:
        raise ValueError(f"{_shown(text)} is no number; {_PLAIN}")
    other = "," if decimal == "." else "."
    if other in found[1]:
        raise ValueError(_about_separator(text, decimal))
    value = Fraction(found[1].replace(",", "."))
    return value / 100 if found[2] else value


def _about_separator(text: str, decimal: Decimal) -> str:
    if decimal == ",":
        return f"{text!r} has a decimal point where other cells of the sheet have a comma; write one of them"
    return (
        f"{text!r} has a comma, which is read as a decimal comma only in a file separated by semicolons; "
        f"write {text.replace(',', '.')!r}"
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def is_number(text: str, *, decimal: Decimal = ".") -> bool:
    """Tell whether :func:`points_in` reads the text."""
    try:
        points_in(text, decimal=decimal)
    except ValueError:
        return False
    return True


def written_points(points: Fraction) -> str:
    """Write a number so that :func:`points_in` reads the same: a decimal, else a fraction.

    Raises
    ------
    ValueError
        If that takes more than ``MAX_FIGURES`` characters.
    """
    if has_end(points):
        return decimal_text(points)
    text = f"{points.numerator}/{points.denominator}"
    if len(text) > MAX_FIGURES:
        raise ValueError(f"a number that takes {len(text)} characters to write exactly")
    return text

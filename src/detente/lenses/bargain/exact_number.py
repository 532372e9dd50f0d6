"""Numbers as people write them, turned into exact fractions."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from detente.errors import DetenteError

__all__ = ["Number", "exact_number", "in_words"]

Number = int | float | Decimal | Fraction
#: Decimal exponents beyond this stand for no amount anybody bargains over, and cost memory.
LARGEST_EXPONENT = 400


def exact_number(value: Number, what: str) -> Fraction:
    """Return a number as a fraction; a floating-point number is read as it is printed (0.1 is 1/10).

    Parameters
    ----------
    value : int, float, Decimal or Fraction
    what : str
        What the number is, for the message of an error.

    Raises
    ------
    DetenteError
        For anything else, infinity, or an exponent beyond 400.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise DetenteError(f"{what} must be a number, not {value!r}")
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if not math.isfinite(value):
        raise DetenteError(f"{what} must be finite, not {value}")
    decimal = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if decimal and abs(decimal.adjusted()) > LARGEST_EXPONENT:
        raise DetenteError(f"{what} must be of a usual size, not {value}")
    return Fraction(decimal)


def in_words(value: Fraction) -> str:
    """Write a fraction for people: ``66``, ``2.5``, or ``65.83`` where that is rounded.

    At most two digits after the point, without zeros at the end; what would become 0 keeps two
    significant digits.
    """
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") or not value else f"{float(value):.2g}"

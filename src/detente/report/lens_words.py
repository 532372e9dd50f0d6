"""How the lenses write shares and points with their ranges, small parts, and numbers of things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.lenses.spread import Spread
from detente.report.wording import percent

__all__ = [
    "amount_words",
    "counted",
    "part_words",
    "points_words",
    "powers_note",
    "range_words",
    "share_words",
]

#: Points from here on are written as whole numbers.
WRITTEN_OUT = 100
#: Parts below the first have a decimal, below the second a power of ten.
FINE, FINEST = 0.01, 0.001


def share_words(share: Spread) -> str:
    """Write a share with its range.

    Examples
    --------
    >>> share_words(Spread(low=0.8, middle=0.85, high=0.9))
    '80-90%'
    >>> share_words(Spread(low=0.02, middle=0.02, high=0.02))
    '2%'
    """
    return range_words(share.low, share.high)


def range_words(least: float, most: float) -> str:
    """Write a range of shares.

    Examples
    --------
    >>> range_words(0.02, 0.05), range_words(0.5, 0.5)
    ('2-5%', '50%')
    """
    low, high = percent(least), percent(most)
    if low == high:
        return low
    return f"{low if low.startswith(('<', '>')) else low.removesuffix('%')}-{high}"


def points_words(points: Spread) -> str:
    """Write points with their range.

    Examples
    --------
    >>> points_words(Spread(low=-29.6, middle=-26.62, high=-23.6))
    '-26.6 (-29.6 to -23.6)'
    >>> points_words(Spread(low=5.0, middle=5.0, high=5.0))
    '+5.0'
    """
    middle, low, high = (_signed(x) for x in (points.middle, points.low, points.high))
    return middle if low == high else f"{middle} ({low} to {high})"


def _signed(x: float) -> str:
    text = f"{x:+.1f}" if abs(x) < WRITTEN_OUT else f"{x:+.0f}"
    return "0" if text in ("+0.0", "-0.0") else text


def amount_words(points: Spread) -> str:
    """Write an amount of points, without a sign where it is above 0, with its range.

    Examples
    --------
    >>> amount_words(Spread(low=23.6, middle=26.62, high=29.6))
    '26.6 (23.6 to 29.6)'
    """
    return points_words(points).replace("+", "")


def part_words(part: float) -> str:
    """Write a part of a whole that may be very small, below a thousandth as a power of ten.

    Examples
    --------
    >>> part_words(0.5), part_words(0.004), part_words(8e-08), part_words(0)
    ('50%', '0.4%', '8e-08', '0%')
    """
    if part == 0 or part >= FINE:
        return percent(part)
    return f"{part:.1%}" if part >= FINEST else f"{part:.0e}"


def powers_note(texts: Iterable[str]) -> str:
    """Explain powers of ten where one of some texts written by ``part_words`` has one; else nothing.

    Examples
    --------
    >>> powers_note(["35%", "8e-05"])
    ' Below 0.1% parts are written in powers of ten: 8e-05 is 8 in 10^5.'
    """
    found = re.search(r"(\d)e-0?(\d+)", " ".join(texts))
    if found is None:
        return ""
    return f" Below 0.1% parts are written in powers of ten: {found[0]} is {found[1]} in 10^{found[2]}."


def counted(n: int, what: str) -> str:
    """Write a number of things; ``what`` is one of them.

    Examples
    --------
    >>> counted(1, "case"), counted(1200, "draw")
    ('1 case', '1,200 draws')
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"

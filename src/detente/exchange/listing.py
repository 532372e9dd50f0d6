"""A few of many names, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["listed"]

#: How many are named.
FEW = 6


def listed(names: Iterable[str]) -> str:
    """List the first six names and say how many more there are.

    Examples
    --------
    >>> listed("abcdefgh")
    'a, b, c, d, e, f and 2 more'
    """
    every = list(names)
    more = f" and {len(every) - FEW} more" if len(every) > FEW else ""
    return ", ".join(every[:FEW]) + more

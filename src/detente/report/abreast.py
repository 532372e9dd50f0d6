"""Readings beside one another: how many a table holds."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["ABREAST", "abreast"]

#: Readings in one table; more of them go into a further table.
ABREAST = 6


def abreast(keys: Iterable[str]) -> list[list[str]]:
    """Split the keys of readings into those of each table, in order.

    Examples
    --------
    >>> abreast(["base", "hawk"])
    [['base', 'hawk']]
    """
    names = list(keys)
    return [names[start : start + ABREAST] for start in range(0, len(names), ABREAST)]

"""A package that is worth exactly so much to a party, for formats that say no deal by a package."""

from __future__ import annotations

from collections.abc import Mapping

from detente.errors import ExchangeError

__all__ = ["package_of_worth"]

#: Most sums that are kept for one issue.
MAX_SUMS = 200_000


def package_of_worth(rows: Mapping[str, Mapping[str, int]], worth: int) -> dict[str, str] | None:
    """Find a package whose options add up to exactly ``worth``.

    Parameters
    ----------
    rows : mapping of issue to mapping of option to int
        Points, none below 0.
    worth : int

    Returns
    -------
    dict of issue to option, or None
        Of several the one whose options stand first, counted from the last issue; None if no
        package is worth that.

    Raises
    ------
    ExchangeError
        If there are too many different sums to look through.
    """
    layers: list[dict[int, tuple[int, str]]] = []
    sums = [0]
    for issue, row in rows.items():
        reached: dict[int, tuple[int, str]] = {}
        for option, points in row.items():
            for before in sums:
                if before + points <= worth:
                    reached.setdefault(before + points, (before, option))
            if len(reached) > MAX_SUMS:
                raise ExchangeError(
                    f"more than {MAX_SUMS} different sums of points up to the issue {issue!r}"
                )
        layers.append(reached)
        sums = list(reached)
    if worth not in layers[-1]:
        return None
    options: list[str] = []
    for layer in reversed(layers):
        worth, option = layer[worth]
        options.append(option)
    return dict(zip(rows, reversed(options), strict=True))

"""What series must be before a vector autoregression is fitted to them, and what is said if they are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError

__all__ = ["check_lags", "check_rank", "check_series", "largest_lags"]

Float = NDArray[np.float64]
#: Beyond this squares would leave the range of a float.
BOUND = 1e100
#: Part of a column's length below which what is left of it, the others taken out, is rounding.
ROUNDING = 1e-10


def check_series(values: ArrayLike, names: Sequence[str] | None = None) -> tuple[Float, tuple[str, ...]]:
    """Check that series can be used together.

    Parameters
    ----------
    values : array-like of float, shape (T, k)
        One row for each period, one column for each series.
    names : sequence of str, optional
        One for each column; ``series 1``, ``series 2``... if not given.

    Returns
    -------
    float array, shape (T, k), and tuple of str
        A copy of the values, and the names.

    Raises
    ------
    RunError
        For values that are no table, names that do not fit, missing or immense values, a series that
        never changes, and series of which one is an exact combination of others: says which and why.
    """
    table = _table(values)
    found = _names(names, table.shape[1])
    _check_missing(table, found)
    _check_constant(table, found)
    centred = table - table.mean(axis=0)
    dependent = _first_dependent(centred)
    if dependent is not None:
        at, others = dependent
        raise RunError(
            f"{found[at]} is an exact combination of {_listed([found[k] for k in others])}: which of them "
            "is answered cannot be told apart; leave one out"
        )
    return table, found


def largest_lags(n_periods: int, k: int) -> int:
    """Return the most lags that leave each equation more periods than coefficients, by at least ``k``.

    With fewer, the covariance of the residuals would be singular. Negative where not even a fit
    without lags is possible.

    Parameters
    ----------
    n_periods : int
        Periods T.
    k : int
        Series, at least 1.

    Examples
    --------
    >>> largest_lags(100, 2), largest_lags(5, 2), largest_lags(2, 2)
    (32, 0, -1)
    """
    return (n_periods - 1 - k) // (k + 1)


def check_lags(n_periods: int, k: int, lags: int) -> None:
    """Check that so many lags can be fitted to so many periods.

    Raises
    ------
    RunError
        For negative lags, and more lags than :func:`largest_lags`, which is told.
    """
    most = largest_lags(n_periods, k)
    if lags < 0:
        raise RunError(f"lags must be 0 or more, not {lags}")
    if most < 0:
        raise RunError(f"{n_periods} periods are too few for {k} series; at least {k + 1} are needed")
    if lags > most:
        advice = f"at most {most}" if most else "no lag at all"
        asked = "1 lag" if lags == 1 else f"{lags} lags"
        raise RunError(f"{n_periods} periods of {k} series are too short for {asked}; {advice} can be used")


def check_rank(design: Float, names: Sequence[str]) -> None:
    """Check that no column of a design follows exactly from the others.

    Parameters
    ----------
    design : float array, shape (n, 1 + k * lags)
        A column of ones, then the values of all series one period back, two periods back and so on.
    names : sequence of str, length k

    Raises
    ------
    RunError
        Says which series, how many periods back.
    """
    centred = design[:, 1:] - design[:, 1:].mean(axis=0)
    dependent = _first_dependent(centred)
    if dependent is None:
        return
    at, others = dependent
    back, series = divmod(at, len(names))
    when = "1 period" if back == 0 else f"{back + 1} periods"
    of = sorted({names[k % len(names)] for k in others})
    follows = f"follow exactly from those of {_listed(of)} at other lags" if of else "never change"
    raise RunError(
        f"in the periods that are used, the values of {names[series]} {when} back {follows}; "
        "use fewer lags, more periods, or leave the series out"
    )


def _table(values: ArrayLike) -> Float:
    try:
        table = np.array(values, np.float64)
    except (TypeError, ValueError):
        raise RunError("series must be a table of numbers, a row for each period") from None
    if table.ndim != 2 or 0 in table.shape:
        raise RunError(
            f"series must be a table, a row for each period and a column for each series, not {table.shape}"
        )
    return table


def _names(names: Sequence[str] | None, k: int) -> tuple[str, ...]:
    found = tuple(f"series {j + 1}" for j in range(k)) if names is None else tuple(names)
    if len(found) != k:
        raise RunError(f"{len(found)} names for {k} series")
    if len(set(found)) < k:
        raise RunError(f"two series have the same name: {_listed(sorted(found))}")
    return found


def _check_missing(table: Float, names: Sequence[str]) -> None:
    for column, name in zip(table.T, names, strict=True):
        unknown = ~np.isfinite(column)
        if unknown.any():
            first = int(np.argmax(unknown)) + 1
            raise RunError(
                f"{name} has no value in {int(unknown.sum())} of {len(column)} periods, the first is number "
                f"{first}; take a stretch without gaps, or fill them and say how"
            )
        if np.abs(column).max() > BOUND:
            raise RunError(f"{name} has values beyond {BOUND:g}; measure it in larger units")


def _check_constant(table: Float, names: Sequence[str]) -> None:
    for column, name in zip(table.T, names, strict=True):
        if np.ptp(column) <= 1e-12 * np.abs(column).max():
            raise RunError(f"{name} is {column[0]:g} in every period: it can neither answer nor be answered")


def _first_dependent(columns: Float) -> tuple[int, list[int]] | None:
    """Return the first column that is a combination of those before it, and of which ones; None if none."""
    if not columns.shape[1]:
        return None
    lengths = np.linalg.norm(columns, axis=0)
    unit = columns / np.where(lengths > 0, lengths, 1.0)
    left = np.abs(np.diagonal(np.linalg.qr(unit, mode="r")))
    small = np.flatnonzero(left < ROUNDING)
    if not len(small):
        # More columns than rows: the first past the rows follows from those before.
        if columns.shape[1] <= columns.shape[0]:
            return None
        small = np.array([columns.shape[0]])
    at = int(small[0])
    weights = np.linalg.lstsq(unit[:, :at], unit[:, at], rcond=None)[0]
    return at, [int(k) for k in np.flatnonzero(np.abs(weights) > 1e-8)]


def _listed(names: Sequence[str]) -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

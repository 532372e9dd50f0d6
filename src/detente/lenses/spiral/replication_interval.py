"""What replications say of a number: where most of them lie, and how sure a share of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError

__all__ = ["Interval", "Share", "percentile_interval", "share_of"]

Float = NDArray[np.float64]
#: Standard deviations for 95 in 100.
Z_95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True, eq=False)
class Interval:
    """Where the middle part of the replications lies, for each of one or many numbers.

    Attributes
    ----------
    low, high : float array, shape (...)
        Values that occurred, the next outward; infinite where so many replications are; NaN where the
        number exists in none.
    level : float
        Share of replications between them, in (0, 1).
    exists : float array, shape (...)
        Share of replications in which the number exists at all; the interval is of these alone.
    """

    low: Float
    high: Float
    level: float
    exists: Float

    def holds(self, value: Float | float) -> NDArray[np.bool_]:
        """Say of each number whether a value lies in its interval, ends included."""
        found: NDArray[np.bool_] = (self.low <= value) & (np.asarray(value) <= self.high)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; numbers that do not exist or have no bound are null."""
        return {"level": self.level, **{key: _plain(getattr(self, key)) for key in ("low", "high", "exists")}}


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of replications, with what their number leaves open.

    Attributes
    ----------
    value : float
        From 0 to 1.
    hits, replications : int
    half_width : float
        ``value`` plus and minus this holds the 95 in 100 score interval (Wilson 1927, *J. American
        Statistical Association* 22) of what infinitely many replications would give: never 0, not
        even where none or all of them are counted. It says nothing of how far the model can be trusted.
    """

    value: float
    hits: int
    replications: int
    half_width: float

    def to_dict(self) -> dict[str, float | int]:
        """Return the JSON form."""
        return {
            "share": self.value,
            "hits": self.hits,
            "replications": self.replications,
            "half_width": self.half_width,
        }


def share_of(hits: NDArray[np.bool_]) -> Share:
    """Count in which replications something holds.

    Parameters
    ----------
    hits : bool array, shape (B,), B at least 1

    Examples
    --------
    >>> found = share_of(np.array([True] * 30 + [False] * 70))
    >>> found.value, round(found.half_width, 3)
    (0.3, 0.096)
    >>> round(share_of(np.zeros(1000, bool)).half_width, 4)
    0.0038
    """
    n, counted = len(hits), int(hits.sum())
    value = counted / n
    squared = Z_95**2
    middle = (value + squared / (2 * n)) / (1 + squared / n)
    around = Z_95 * np.sqrt(value * (1 - value) / n + squared / (4 * n * n)) / (1 + squared / n)
    return Share(value=value, hits=counted, replications=n, half_width=float(around + abs(middle - value)))


def percentile_interval(figures: Float, level: float = 0.9) -> Interval:
    """Return where the middle part of the replications lies (Efron 1979, *Annals of Statistics* 7).

    Parameters
    ----------
    figures : float array, shape (B, ...)
        One for each replication; NaN where it does not exist, infinite values count.
    level : float
        In (0, 1).

    Returns
    -------
    Interval
        Its arrays have the shape of one figure.

    Raises
    ------
    RunError
        For another level.

    Examples
    --------
    >>> found = percentile_interval(np.arange(199.0))
    >>> float(found.low), float(found.high), float(found.exists)
    (9.0, 189.0, 1.0)
    """
    if not 0 < level < 1:
        raise RunError(f"the level of an interval must lie between 0 and 1, not {level}")
    n = len(figures)
    # NaN are sorted to the end.
    ordered = np.sort(figures, axis=0)
    exist = n - np.isnan(figures).sum(axis=0)
    tail = (1 - level) / 2
    # A hair's breadth keeps an end that falls on a replication there in spite of rounding.
    down = np.floor(tail * (exist - 1) + 1e-9).astype(np.int64)
    up = np.maximum(exist - 1 - down, 0)
    low, high = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (np.maximum(down, 0), up))
    return Interval(low=low, high=high, level=level, exists=exist / n)


def _plain(values: Float) -> Any:
    found = np.asarray(values).astype(object)
    found[~np.isfinite(values)] = None
    return found.tolist()

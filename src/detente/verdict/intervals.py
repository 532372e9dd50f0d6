"""How sure a share of draws is, given how many draws were made."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.errors import RunError

__all__ = ["Z_95", "ShareInterval", "draws_needed", "score_bounds", "wilson"]

#: Standard errors to either side that hold a normal variable with probability 0.95.
Z_95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class ShareInterval:
    """A share of draws and the interval that the number of draws leaves for it.

    Attributes
    ----------
    hits, draws : int
        Draws of the kind in question, and draws in all.
    share : float
        ``hits / draws``.
    low, high : float
        95% interval; 0 <= low <= share <= high <= 1.
    """

    hits: int
    draws: int
    share: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float | int]:
        """Return the JSON form."""
        return {
            "hits": self.hits,
            "draws": self.draws,
            "share": self.share,
            "low": self.low,
            "high": self.high,
        }


def wilson(hits: int, draws: int, z: float = Z_95) -> ShareInterval:
    r"""Return the score interval of a share (Wilson 1927, *J. American Statistical Association* 22).

    .. math:: \frac{1}{1 + z^2/n} \left( p + \frac{z^2}{2n}
              \pm z \sqrt{\frac{p (1 - p)}{n} + \frac{z^2}{4 n^2}} \right)

    It tells what the draws leave open about the share that endless draws of the same judgements would
    give, and nothing about whether the judgements are right.

    Parameters
    ----------
    hits, draws : int
        0 <= hits <= draws, and at least one draw.
    z : float
        Standard errors to either side; 1.96 for 95%.

    Raises
    ------
    RunError
        For numbers that are no share of draws.

    Examples
    --------
    >>> found = wilson(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """
    if not 0 <= hits <= draws or draws < 1:
        raise RunError(f"{hits} of {draws} draws is not a share; give 0 <= hits <= draws, with draws >= 1")
    share = hits / draws
    low, high = score_bounds(share, draws, z)
    return ShareInterval(hits=hits, draws=draws, share=share, low=low, high=high)


def score_bounds(share: float, draws: float, z: float = Z_95) -> tuple[float, float]:
    """Return the score interval of a share of so many draws, or of an effective number of them.

    Parameters
    ----------
    share : float
        0 to 1.
    draws : float
        Above 0; no whole number where draws are weighted.
    z : float

    Returns
    -------
    low, high : float
        0 <= low <= share <= high <= 1.
    """
    part = z * z / draws
    middle = (share + part / 2) / (1 + part)
    reach = z / (1 + part) * math.sqrt(max(share * (1 - share), 0.0) / draws + part / (4 * draws))
    # At the ends the two are equal but for rounding.
    low = 0.0 if share <= 0 else max(min(middle - reach, share), 0.0)
    high = 1.0 if share >= 1 else min(max(middle + reach, share), 1.0)
    return low, high


def draws_needed(share: float, half_width: float, z: float = Z_95) -> int:
    """Return the least number of draws with which the score interval of a share is no wider.

    Parameters
    ----------
    share : float
        0 to 1.
    half_width : float
        Half the width the interval may have, above 0 and below 0.5.
    z : float
    """
    low, high = 1, 1
    while _half_width(share, high, z) > half_width:
        low, high = high, 2 * high
    while low < high:
        middle = (low + high) // 2
        if _half_width(share, middle, z) > half_width:
            low = middle + 1
        else:
            high = middle
    return high


def _half_width(share: float, draws: float, z: float) -> float:
    low, high = score_bounds(share, draws, z)
    return (high - low) / 2

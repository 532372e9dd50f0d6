"""A number under uncertainty: where most of its values over the draws lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["Spread"]

#: The percentiles told of every number, in hundredths.
PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The 5th, 50th and 95th percentile of a number over draws.

    Attributes
    ----------
    low, middle, high : float
        Values that occurred (the nearest rank, no interpolation), rounded to six digits after
        the point.
    """

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: ArrayLike) -> Spread | None:
        """Summarise the values of all draws.

        Parameters
        ----------
        values : array-like of float
            One for each draw; NaN for a draw in which the number does not exist.

        Returns
        -------
        Spread or None
            None where no value is left.
        """
        numbers = np.asarray(values, np.float64).ravel()
        numbers = numbers[~np.isnan(numbers)]
        if not len(numbers):
            return None
        low, middle, high = np.percentile(numbers, PERCENTILES, method="nearest")
        # Adding zero turns -0.0 into 0.0.
        return cls(
            low=round(float(low), 6) + 0.0,
            middle=round(float(middle), 6) + 0.0,
            high=round(float(high), 6) + 0.0,
        )

    @property
    def is_certain(self) -> bool:
        """Whether nearly all draws agree."""
        return self.low == self.high

    def to_dict(self) -> dict[str, float | None]:
        """Return the JSON form; a number without bounds is null."""
        ends = {"p05": self.low, "p50": self.middle, "p95": self.high}
        return {key: value if np.isfinite(value) else None for key, value in ends.items()}

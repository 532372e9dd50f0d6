"""A number that may be uncertain, and where it comes from.

A quantity is drawn by inverse transform: ``draw(u)`` maps uniforms in [0, 1) to values, so
that one uniform per quantity and draw is all the randomness there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Distribution", "Quantity"]

Distribution = Literal["point", "uniform", "pert", "triangular", "normal", "lognormal", "beta"]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A point, a range or a named distribution, with its provenance.

    Parameters
    ----------
    distribution : str
        ``point`` (value,), ``uniform`` (low, high), ``pert`` and ``triangular``
        (low, mode, high), ``normal`` (mean, sd), ``lognormal`` (mean and sd of the log),
        ``beta`` (a, b).
    parameters : tuple of float
        As listed above.
    path : str
        Dotted place in the dossier, the name under which it is drawn.
    cite : tuple of str
        Citations ``source#claim``.
    note, by, on : str or None
        A remark, who judged, and when.
    indicator : str or None
        What to watch: the observation that would confirm or refute the number.
    line : int or None
        Line in the file.
    """

    distribution: Distribution
    parameters: tuple[float, ...]
    path: str
    cite: tuple[str, ...] = ()
    note: str | None = None
    by: str | None = None
    on: str | None = None
    indicator: str | None = None
    line: int | None = None

    def draw(self, uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map uniforms in [0, 1) to values of this quantity, elementwise."""
        p = self.parameters
        if self.distribution == "point":
            return np.full_like(uniforms, p[0])
        if self.distribution == "uniform":
            return p[0] + (p[1] - p[0]) * uniforms
        # Imported here because scipy.special costs a tenth of a second at start-up.
        from scipy import special

        if self.distribution == "pert":
            low, mode, high = p
            if high == low:
                return np.full_like(uniforms, low)
            a = 1.0 + 4.0 * (mode - low) / (high - low)
            b = 1.0 + 4.0 * (high - mode) / (high - low)
            return np.asarray(low + (high - low) * special.betaincinv(a, b, uniforms))
        if self.distribution == "triangular":
            low, mode, high = p
            if high == low:
                return np.full_like(uniforms, low)
            cut = (mode - low) / (high - low)
            left = low + np.sqrt(uniforms * (high - low) * (mode - low))
            right = high - np.sqrt((1.0 - uniforms) * (high - low) * (high - mode))
            return np.where(uniforms < cut, left, right)
        inside = np.clip(uniforms, 2.0**-54, 1.0 - 2.0**-53)
        if self.distribution == "beta":
            return np.asarray(special.betaincinv(p[0], p[1], inside))
        z = special.ndtri(inside)
        if self.distribution == "normal":
            return np.asarray(p[0] + p[1] * z)
        return np.asarray(np.exp(p[0] + p[1] * z))

    @property
    def is_certain(self) -> bool:
        """True for a point, and for a range of no width."""
        return self.distribution == "point" or (
            self.distribution in ("uniform", "pert", "triangular")
            and self.parameters[0] == self.parameters[-1]
        )

    @property
    def middle(self) -> float:
        """Median of the distribution."""
        return float(self.draw(np.array([0.5]))[0])

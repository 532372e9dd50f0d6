"""What is known of a count: the number itself, an estimate with its error, or a bracket."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["CountEstimate", "Method", "agreeing"]

#: "counted": one and all, or proven; "depth first": counted by search; "tilting" and
#: "splitting": estimated; "bracket": neither, only the bounds say anything.
Method = Literal["counted", "depth first", "tilting", "splitting", "bracket"]


@dataclass(frozen=True, kw_only=True)
class CountEstimate:
    """How many packages pass a gate, as far as is known.

    Attributes
    ----------
    exact : bool
        Whether the number was counted or proven; everything else then agrees with ``count``.
    count : int or None
        The number itself, only when exact.
    log10_estimate : float or None
        Minus infinity for an exact count of 0; None when too few draws passed to say.
    relative_standard_error : float or None
        Of the estimate; 0 when exact.
    hits, samples : int
        Packages drawn that passed, and packages drawn; 0 when exact. Under splitting they are
        the packages of all populations at the gate, all of which pass.
    log10_lower : float or None
        Never above the truth; None when no passing package is known.
    log10_upper : float
        Never below the truth.
    method : str
        How the number was got: "counted", "depth first", "tilting", "splitting" or "bracket".
    """

    exact: bool
    count: int | None
    log10_estimate: float | None
    relative_standard_error: float | None
    hits: int
    samples: int
    log10_lower: float | None
    log10_upper: float
    method: Method

    @classmethod
    def counted(cls, count: int, method: Method = "counted") -> CountEstimate:
        """Return what is known after an exact count."""
        size = math.log10(count) if count else -math.inf
        return cls(
            exact=True,
            count=count,
            log10_estimate=size,
            relative_standard_error=0.0,
            hits=0,
            samples=0,
            log10_lower=size if count else None,
            log10_upper=size,
            method=method,
        )

    def times(self, factor: int) -> CountEstimate:
        """Return the same for ``factor`` times as many packages (``factor`` at least 1)."""
        if self.count is not None:
            return CountEstimate.counted(self.count * factor, self.method)
        extra = math.log10(factor)
        estimate, lower = self.log10_estimate, self.log10_lower
        return replace(
            self,
            log10_estimate=None if estimate is None else estimate + extra,
            log10_lower=None if lower is None else lower + extra,
            log10_upper=self.log10_upper + extra,
        )

    def or_else(self, other: CountEstimate) -> CountEstimate:
        """Return what both together say: an exact count first, then this estimate, then the other's."""
        if self.exact or other.exact:
            return self if self.exact else other
        best = other if self.log10_estimate is None else self
        lowers = [x.log10_lower for x in (self, other) if x.log10_lower is not None]
        return replace(
            best,
            log10_lower=max(lowers, default=None),
            log10_upper=min(self.log10_upper, other.log10_upper),
        )


def agreeing(found: Sequence[CountEstimate]) -> tuple[CountEstimate, ...]:
    """Make the gates agree, since whatever passes a gate passes all before it.

    Each gate is given the best lower bound of itself and later gates, and the best upper bound
    of itself and earlier ones. An estimate is then moved into its bracket, and down to that of
    the gate before where chance put it above. Exact counts stay as they are.

    Parameters
    ----------
    found : sequence of CountEstimate
        One for each gate, in order.

    Returns
    -------
    tuple of CountEstimate
        Bounds and estimates never increase from gate to gate.
    """
    lowers: list[float | None] = []
    for gate in reversed(found):
        known = [x for x in (gate.log10_lower, *lowers[-1:]) if x is not None]
        lowers.append(max(known, default=None))
    result = []
    upper = highest = math.inf
    for gate, lower in zip(found, reversed(lowers), strict=True):
        upper = min(upper, gate.log10_upper)
        estimate = gate.log10_estimate
        if estimate is not None and not gate.exact:
            estimate = min(max(estimate, -math.inf if lower is None else lower), upper, highest)
        if not gate.exact:
            gate = replace(gate, log10_estimate=estimate, log10_lower=lower, log10_upper=upper)
        result.append(gate)
        highest = highest if estimate is None else min(highest, estimate)
    return tuple(result)

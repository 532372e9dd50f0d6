"""How many packages are in one set and not in a part of it, when either may only be estimated."""

from __future__ import annotations

import math

from detente.kernel.estimates import CountEstimate

__all__ = ["less"]

#: Relative standard error above which a difference says nothing.
WORST = 1.0


def less(whole: CountEstimate, part: CountEstimate) -> CountEstimate:
    """Return how many packages are in the whole and not in the part of it.

    Bounds are those that follow from the bounds of both; the estimate is left out where the
    difference is smaller than its standard error.
    """
    if whole.count is not None and part.count is not None:
        return CountEstimate.counted(whole.count - part.count)
    upper = _difference(whole.log10_upper, part.log10_lower)
    lower = None if whole.log10_lower is None else _difference(whole.log10_lower, part.log10_upper)
    estimate, error = None, None
    if whole.log10_estimate is not None and part.log10_estimate is not None:
        estimate = _difference(whole.log10_estimate, part.log10_estimate)
        error = _error(whole, part, estimate)
    trusted = error is not None and error <= WORST
    return CountEstimate(
        exact=False,
        count=None,
        log10_estimate=estimate if trusted else None,
        relative_standard_error=error if trusted else None,
        hits=whole.hits,
        samples=whole.samples,
        log10_lower=lower,
        log10_upper=-math.inf if upper is None else upper,
        method=(part.method if whole.exact else whole.method) if trusted else "bracket",
    )


def _difference(whole: float, part: float | None) -> float | None:
    """Return the logarithm of a difference of numbers given by theirs; None where it is not above 0."""
    if part is None or part == -math.inf:
        return whole
    if whole <= part:
        return None
    return whole + math.log10(-math.expm1((part - whole) * math.log(10)))


def _error(whole: CountEstimate, part: CountEstimate, difference: float | None) -> float | None:
    """Relative standard error of a difference; the two were estimated independently."""
    if difference is None or difference == -math.inf:
        return None
    errors = [
        (count.relative_standard_error or 0.0) * 10.0 ** (count.log10_estimate - difference)
        for count in (whole, part)
        if count.log10_estimate is not None and count.log10_estimate > -math.inf
    ]
    return math.hypot(*errors)

"""An axis: its ends, and ticks at round numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["ROOM", "AxisScale", "axis_scale", "number"]

#: Room left free at both ends, as a share of what the values span.
ROOM = 0.06
#: Values closer together than this share of their size count as one.
ALIKE = 1e-9
#: Anything smaller counts as 0.
NOTHING = 1e-290
#: Larger or finer numbers than these are written as powers of ten.
LARGEST, FINEST = 1e7, 1e-4
#: Single numbers are written out up to here, with so many figures where there is a fraction.
LONGEST, FIGURES = 1e9, 4


@dataclass(frozen=True, kw_only=True)
class AxisScale:
    """The ends of an axis and its ticks.

    Attributes
    ----------
    low, high : float
        Ends; ``low < high``.
    ticks : tuple of float
        Multiples of 1, 2 or 5 times a power of ten between the ends, ascending.
    form : str
        How to write a tick, as a format that Python and the charting library both know.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    form: str

    def place(self, value: float) -> float:
        """Return where a value stands: 0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)

    def written(self) -> tuple[str, ...]:
        """Return the texts of the ticks."""
        return tuple(format(tick, self.form) for tick in self.ticks)


def axis_scale(values: Iterable[float], most: int) -> AxisScale:
    """Choose an axis for values.

    Parameters
    ----------
    values : iterable of float
        Finite. Without any, the axis goes from 0 to 1; with one value, or several that are all
        but equal, around it.
    most : int
        Ticks, at most; 2 or more.

    Examples
    --------
    >>> axis_scale([3, 97], most=6).written()
    ('0', '20', '40', '60', '80', '100')
    """
    low, high = _ends(list(values) or [0.0, 1.0])
    step = _step((high - low) / most)
    first, last = math.ceil(low / step), math.floor(high / step)
    decimals = max(0, -math.floor(math.log10(step)))
    ticks = tuple(round(k * step, decimals) for k in range(first, last + 1))
    return AxisScale(low=low, high=high, ticks=ticks, form=_form(low, high, step, decimals))


def _ends(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    span = high - low
    if span <= max(size * ALIKE, NOTHING):
        around = size * 0.1 if size > NOTHING else 1.0
        return low - around, high + around
    return low - span * ROOM, high + span * ROOM


def _step(least: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(k * power for k in (1, 2, 5, 10) if k * power >= least * (1 - ALIKE))


def _form(low: float, high: float, step: float, decimals: int) -> str:
    size = max(abs(low), abs(high))
    if size < LARGEST and step >= FINEST:
        return f",.{decimals}f"
    return f".{max(math.floor(math.log10(size)) - math.floor(math.log10(step)), 0)}e"


def number(value: float) -> str:
    """Write a number of points: whole ones as they are, others with four figures.

    Examples
    --------
    >>> number(41.0), number(-0.00125), number(1234567.8), number(2.5e12)
    ('41', '-0.00125', '1234568', '2.5e+12')
    """
    size = abs(value)
    if size < FINEST or size >= LONGEST:
        return f"{value:.{FIGURES}g}" if size > NOTHING else "0"
    text = f"{value:.{max(FIGURES - 1 - math.floor(math.log10(size)), 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""What a phase plane shows: where the two fitted equations of Richardson lead, and where the data went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.phase_plane import Box, nullclines, parting_line, region
from detente.lenses.spiral.richardson_fit import RichardsonFit
from detente.lenses.spiral.spiral_result import Spiral
from detente.report.axis_scale import AxisScale, axis_scale
from detente.report.phase_box import clipped, drawn_ends
from detente.report.phase_words import caption_of, notes_of, sentences_of

__all__ = ["Arrow", "PhaseLine", "PhasePicture", "PhasePoint", "phase_picture"]

Float = NDArray[np.float64]
Point = tuple[float, float]
#: Points of the path at most; of more periods the means of stretches are drawn, of a round length if one
#: of these will do.
MOST_STEPS = 32
ROUND = {
    "day": (1, 7, 14, 28, 91, 182, 365),
    "week": (1, 2, 4, 13, 26, 52, 104),
    "month": (1, 2, 3, 6, 12, 24, 60),
    "quarter": (1, 2, 4, 8, 20),
    "year": (1, 2, 5, 10, 20),
}
#: Arrows across and up.
ARROWS = (11, 9)
MOST_TICKS = 7
#: The region is of replications that settle; it is drawn where at least this share does.
SETTLING = 0.5


@dataclass(frozen=True, kw_only=True)
class PhasePoint:
    """A period, or the mean of a stretch of them."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class PhaseLine:
    """A straight line as far as it lies within the axes."""

    name: str
    ends: tuple[Point, Point]


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """The change in one period, (dx, dy), that the equations expect at a place."""

    x: float
    y: float
    dx: float
    dy: float


@dataclass(frozen=True, kw_only=True)
class PhasePicture:
    """Two parties' acts as a plane: the levels of one across, of the other up.

    Attributes
    ----------
    title, caption : str
    notes : tuple of str
        How sure the resting point is, and what lies outside the axes.
    x_label, y_label : str
        Series and unit, cooperation positive.
    across, up : AxisScale
    periods : tuple of PhasePoint
        Every period; some may lie outside the axes.
    path : tuple of PhasePoint
        What the line through time joins, in order: the periods, or means of stretches; inside the axes.
    path_name : str
    still_x, still_y : PhaseLine or None
        Where the equations expect no change of the one, of the other; None where that is nowhere
        within the axes.
    parting : PhaseLine or None
        Of a saddle.
    balance : (float, float) or None
        Where both lines meet, wherever that is.
    settles : bool
        Whether the fitted pair comes to rest there.
    region : tuple of (float, float)
        Corners of the region of the balance within the axes, in order; empty where there is none.
    region_name : str
    arrows : tuple of Arrow
    sentences : tuple of str
        What it means, for those who cannot see it and for captions elsewhere.
    """

    title: str
    caption: str
    notes: tuple[str, ...]
    x_label: str
    y_label: str
    across: AxisScale
    up: AxisScale
    periods: tuple[PhasePoint, ...]
    path: tuple[PhasePoint, ...]
    path_name: str
    still_x: PhaseLine | None
    still_y: PhaseLine | None
    parting: PhaseLine | None
    balance: Point | None
    settles: bool
    region: tuple[Point, ...]
    region_name: str
    arrows: tuple[Arrow, ...]
    sentences: tuple[str, ...]

    def inside(self, point: Point) -> bool:
        """Say whether a place lies within the axes."""
        return 0 <= self.across.place(point[0]) <= 1 and 0 <= self.up.place(point[1]) <= 1

    def alternative(self) -> str:
        """Say in words what is drawn."""
        return " ".join((self.caption, *self.notes, *self.sentences))


def phase_picture(found: Spiral) -> PhasePicture:
    """Draw where Richardson's equations lead from every level of the two parties.

    Parameters
    ----------
    found : Spiral

    Returns
    -------
    PhasePicture
        By the equations read period by period, which always exist. The axes hold the path, 98 in 100
        of the periods and, where it is not far off, the resting point; of its region what fits.

    Raises
    ------
    RunError
        Where the two equations could not be fitted, with the reason.
    """
    fit = found.richardson
    if fit is None:
        why = found.not_told.get("richardson", "the series do not tell")
        raise RunError(f"there is no phase plane without Richardson's two equations: {why}")
    path = _path(found)
    model, balance = fit.differences, _balance(fit)
    shown = fit.share_stable.value >= SETTLING
    hull = region(fit.balances, found.level) if shown else np.zeros((0, 2))
    must = np.array([(point.x, point.y) for point in path])
    ends = drawn_ends(must, found.series.values, balance, hull)
    across, up = (axis_scale(pair, MOST_TICKS) for pair in ends)
    box = (across.low, across.high, up.low, up.high)
    still_x, still_y = nullclines(model, box)
    x, y = fit.names
    return PhasePicture(
        title=f"Where acts and answers lead: {x} and {y}",
        caption=caption_of(found),
        notes=tuple(notes_of(found, fit, hull, box)),
        x_label=f"{x}: {_unit(found)}",
        y_label=f"{y}: {_unit(found)}",
        across=across,
        up=up,
        periods=_points(found.series.periods, found.series.values),
        path=path,
        path_name=_path_name(found),
        still_x=_line(f"{x} stays as it is", still_x),
        still_y=_line(f"{y} stays as it is", still_y),
        parting=_line("parting line: the side of the start decides the way", parting_line(model, box)),
        balance=balance,
        settles=fit.stable,
        region=tuple((float(a), float(b)) for a, b in clipped(hull, box)),
        region_name=f"{found.level:.0%} region of the resting point" if len(hull) else "",
        arrows=tuple(_arrows(fit, box)),
        sentences=tuple(sentences_of(found, fit)),
    )


def _unit(found: Spiral) -> str:
    return f"{found.series.measure} of a {found.series.every}, cooperation above 0"


def _balance(fit: RichardsonFit) -> Point | None:
    return None if fit.equilibrium is None else (float(fit.equilibrium[0]), float(fit.equilibrium[1]))


def _points(names: Sequence[str], values: Float) -> tuple[PhasePoint, ...]:
    return tuple(
        PhasePoint(name=name, x=float(x), y=float(y)) for name, (x, y) in zip(names, values, strict=True)
    )


def _path(found: Spiral) -> tuple[PhasePoint, ...]:
    """Return the periods, or the means of at most 32 stretches of equal length but for the last."""
    names, values = found.series.periods, found.series.values
    length = _stretch(found)
    starts = range(0, len(names), length)
    means = np.array([values[k : k + length].mean(axis=0) for k in starts])
    return _points([_told(names[k : k + length], found.series.every) for k in starts], means)


def _told(names: Sequence[str], every: str) -> str:
    """Name a stretch; the months of a year by the year."""
    first, last = names[0], names[-1]
    if every == "month" and len(names) == 12 and first.endswith("-01"):
        return first.removesuffix("-01")
    return first if first == last else f"{first} to {last}"


def _stretch(found: Spiral) -> int:
    """Return how many periods make a point of the path."""
    least = -(-len(found.series.periods) // MOST_STEPS)
    return next((length for length in ROUND[found.series.every] if length >= least), least)


def _path_name(found: Spiral) -> str:
    length, every = _stretch(found), found.series.every
    return f"the path, by {every}" if length == 1 else f"the path, means of {length} {every}s"


def _line(name: str, ends: Float | None) -> PhaseLine | None:
    if ends is None:
        return None
    (x, y), (x2, y2) = ends.tolist()
    return PhaseLine(name=name, ends=((x, y), (x2, y2)))


def _arrows(fit: RichardsonFit, box: Box) -> Iterator[Arrow]:
    """Yield the changes in the middle of the cells of a grid."""
    left, right, low, high = box
    across, up = ARROWS
    for j in range(up):
        for k in range(across):
            x = left + (right - left) * (k + 0.5) / across
            y = low + (high - low) * (j + 0.5) / up
            dx, dy = fit.differences.field(x, y)
            yield Arrow(x=x, y=y, dx=float(dx), dy=float(dy))

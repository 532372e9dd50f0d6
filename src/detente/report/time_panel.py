"""Lines over time with bands around them, drawn on a canvas: series, answers to shocks, fans, shares."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from detente.report.axis_scale import ROOM, AxisScale, axis_scale
from detente.report.chart_style import GREY, GRID, LOOKS
from detente.report.sweep_canvas import Align, Canvas
from detente.report.text_fitting import shortened

__all__ = ["Band", "TimeLine", "TimeMark", "TimePanel", "draw_panel", "panel_size", "stacked"]

#: Pixels of the field, at the left for values, at the right for names, above and below.
WIDTH, HEIGHT, LEFT, RIGHT, HEAD, BELOW = 560.0, 170.0, 62.0, 290.0, 24.0, 30.0
GAP = 18.0
SIZE, SMALL, LINE = 11, 10, 15.0
NAME_WIDTH = 42
MOST_TICKS, FEWEST_LABELS, MOST_LABELS = 5, 5, 8
#: Room that the name of a mark needs.
MARK_ROOM, MARK_WIDTH = 70.0, 10
Band = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class TimeLine:
    """One line.

    Attributes
    ----------
    name : str
        Written at its end.
    values : tuple of float
        One per period; nan where there is none, and there the line breaks.
    bands : tuple of tuple of (low, high)
        Widest first, one pair per period; drawn one over another.
    look : int
        Which colour, dash and shape.
    cuts : tuple of int
        Periods before which the line breaks although both have a value, as a mean does at a shift.
    """

    name: str
    values: tuple[float, ...]
    bands: tuple[Band, ...] = ()
    look: int = 0
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimeMark:
    """A moment worth a rule across the field, such as a break; ``place`` is a period, perhaps a half."""

    place: float
    text: str


@dataclass(frozen=True, kw_only=True)
class TimePanel:
    """One field with its axes.

    Attributes
    ----------
    title, measure : str
        What is shown, and in which unit.
    periods : tuple of str
        Names of the periods.
    lines : tuple of TimeLine
        At most six can be told apart.
    marks : tuple of TimeMark
    ends : (float, float) or None
        Of the upright axis; found from the values if None.
    level : float or None
        A value with a dashed rule of its own, such as 0.
    percent : bool
        Values are shares.
    """

    title: str
    measure: str
    periods: tuple[str, ...]
    lines: tuple[TimeLine, ...]
    marks: tuple[TimeMark, ...] = ()
    ends: tuple[float, float] | None = None
    level: float | None = 0.0
    percent: bool = False

    @property
    def scale(self) -> AxisScale:
        """The upright axis."""
        if self.ends is not None:
            # The axis adds room at both ends, which is taken off before.
            room = (self.ends[1] - self.ends[0]) * ROOM / (1 + 2 * ROOM)
            return axis_scale([self.ends[0] + room, self.ends[1] - room], MOST_TICKS)
        found = [value for line in self.lines for value in line.values]
        found += [end for line in self.lines for band in line.bands for pair in band for end in pair]
        return axis_scale([value for value in found if math.isfinite(value)], MOST_TICKS)


def panel_size() -> tuple[float, float]:
    """Return the width and the height of a panel, in pixels."""
    return LEFT + WIDTH + RIGHT, HEAD + HEIGHT + BELOW


def stacked(panels: Sequence[TimePanel]) -> Canvas:
    """Draw panels one below another on a canvas of their size."""
    width, height = panel_size()
    canvas = Canvas(width=width, height=max(len(panels) * (height + GAP) - GAP, 20.0))
    for k, panel in enumerate(panels):
        draw_panel(canvas, panel, (0.0, k * (height + GAP)))
    return canvas


def draw_panel(canvas: Canvas, panel: TimePanel, at: tuple[float, float]) -> None:
    """Draw one panel with its upper left corner at a place."""
    left, top = at[0] + LEFT, at[1] + HEAD
    scale, last = panel.scale, max(len(panel.periods) - 1, 1)

    def x(place: float) -> float:
        return left + WIDTH * (place / last if len(panel.periods) > 1 else 0.5)

    def y(value: float) -> float:
        return top + HEIGHT * (1 - min(max(scale.place(value), 0.0), 1.0))

    canvas.words((at[0], at[1] + 8), panel.title, bold=True)
    _frame(canvas, panel, scale, (left, top), y)
    _below(canvas, panel, top + HEIGHT, x)
    _marks(canvas, panel.marks, x, left, top)
    for line in panel.lines:
        _draw_line(canvas, panel, line, x, y)
    _names(canvas, panel.lines, left + WIDTH + 12, top, y)


def _frame(
    canvas: Canvas,
    panel: TimePanel,
    scale: AxisScale,
    at: tuple[float, float],
    y: Callable[[float], float],
) -> None:
    left, top = at
    for value, text in zip(scale.ticks, scale.written(), strict=True):
        canvas.rule((left, y(value), left + WIDTH, y(value)), ink=GRID)
        told = f"{value:.0%}" if panel.percent else text
        canvas.words((left - 6, y(value)), told, align="right", size=SIZE)
    if panel.level is not None and scale.low <= panel.level <= scale.high:
        canvas.rule((left, y(panel.level), left + WIDTH, y(panel.level)), ink=GREY, dash=5)
    canvas.words((left + WIDTH, top - 16), shortened(panel.measure, 72), align="right", ink=GREY, size=SMALL)


def _below(canvas: Canvas, panel: TimePanel, bottom: float, x: Callable[[float], float]) -> None:
    """Write names of some periods below, the first and the last among them."""
    for k in _labelled(len(panel.periods)):
        canvas.rule((x(k), bottom, x(k), bottom + 4), ink=GREY)
        canvas.words((x(k), bottom + 13), panel.periods[k], align="center", size=SIZE)


def _labelled(n: int) -> list[int]:
    """Choose periods to name: equally far apart where five to eight can be, else as nearly as it goes."""
    if n <= MOST_LABELS:
        return list(range(n))
    even = [m for m in range(MOST_LABELS, FEWEST_LABELS - 1, -1) if (n - 1) % (m - 1) == 0]
    shown = even[0] if even else MOST_LABELS
    return [round(place * (n - 1) / (shown - 1)) for place in range(shown)]


def _runs(values: Sequence[float], cuts: Sequence[int] = ()) -> Iterator[list[int]]:
    """Yield the stretches of periods that have a value, broken at cuts."""
    edges = sorted({0, *cuts, len(values)})
    for first, last in pairwise(edges):
        for known, group in groupby(range(first, last), key=lambda k: math.isfinite(values[k])):
            if known:
                yield list(group)


def _marks(
    canvas: Canvas, marks: Sequence[TimeMark], x: Callable[[float], float], left: float, top: float
) -> None:
    """Draw rules; names of those that stand close together go up and down, so that each can be read."""
    low, before = False, -math.inf
    for mark in sorted(marks, key=lambda mark: mark.place):
        at = x(mark.place)
        low = not low if at - before < 2 * MARK_ROOM else False
        before = at
        canvas.rule((at, top, at, top + HEIGHT), ink=GREY, dash=3)
        side: Align = "left" if at < left + WIDTH - MARK_ROOM else "right"
        beside = (at + (3 if side == "left" else -3), top + (7 + LINE if low else 7))
        canvas.words(beside, shortened(mark.text, MARK_WIDTH), ink=GREY, size=SMALL, align=side)


def _draw_line(
    canvas: Canvas,
    panel: TimePanel,
    line: TimeLine,
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> None:
    ink, dash, shape = LOOKS[line.look % len(LOOKS)]
    for band in line.bands:
        for run in _runs([low + high for low, high in band]):
            canvas.band([(x(k), y(band[k][1]), y(band[k][0])) for k in run], ink)
    sparse = len(panel.periods) <= 30
    for run in _runs(line.values, line.cuts):
        canvas.line([(x(k), y(line.values[k])) for k in run], ink, dash)
        # A period between two gaps would not be seen as a line.
        for k in run if sparse or len(run) == 1 else ():
            tip = f"{line.name}, {panel.periods[k]}: {line.values[k]:.3g}"
            canvas.sign((x(k), y(line.values[k])), shape, ink, tip)


def _names(
    canvas: Canvas, lines: Sequence[TimeLine], left: float, top: float, y: Callable[[float], float]
) -> None:
    """Write each name at the height where its line ends, none on another."""
    ends = {k: [v for v in line.values if math.isfinite(v)] for k, line in enumerate(lines)}
    named = sorted((k for k in ends if ends[k]), key=lambda k: -ends[k][-1])
    place = top - LINE
    for row, k in enumerate(named):
        lowest = top + HEIGHT - LINE * (len(named) - 1 - row)
        place = max(place + LINE, min(y(ends[k][-1]), lowest))
        ink, _, shape = LOOKS[lines[k].look % len(LOOKS)]
        canvas.sign((left, place), shape, ink)
        canvas.words((left + 10, place), shortened(lines[k].name, NAME_WIDTH), size=SIZE)

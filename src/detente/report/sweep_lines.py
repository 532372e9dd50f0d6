"""Shares over one axis as lines with their intervals, drawn on a canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.report.axis_scale import axis_scale
from detente.report.chart_style import BLACK, GREY, GRID, LOOKS, PALE, text_width
from detente.report.sweep_canvas import Canvas
from detente.report.sweep_picture import MOST_LINES, PictureAxis, SweepLine, SweepPanel
from detente.report.text_fitting import shortened
from detente.report.wording import SHORTEST_GATE, percent

__all__ = ["draw_lines", "lines_size"]

#: Pixels of the field, at the left for shares, at the right for names, above, and between bars below.
WIDTH, HEIGHT, LEFT, RIGHT, HEAD, BAR = 480.0, 230.0, 84.0, 230.0, 26.0, 15.0
#: Below the field: values, and the name of the axis.
BELOW, NAME = 20.0, 22.0
#: Cells of a name at the end of a line, and pixels between two of them.
NAME_WIDTH, LINE = 31, 15.0
SIZE, SMALL = 11, 10
MOST_TICKS = 7


def lines_size(panel: SweepPanel) -> tuple[float, float]:
    """Return the width and the height that a panel takes, in pixels."""
    return LEFT + WIDTH + RIGHT, HEAD + HEIGHT + BELOW + BAR * len(panel.across.places) + NAME


def draw_lines(canvas: Canvas, panel: SweepPanel, at: tuple[float, float]) -> None:
    """Draw a line for each of at most six kinds of deal, with the band of its interval.

    Readings are not joined by lines: between two of them is nothing. At the end of each line stands
    the name of the kind of deal, and where its gate of death changes, the new one.
    """
    left, top = at[0] + LEFT, at[1] + HEAD
    x = _across(canvas, panel.across, (left, top))
    canvas.words((at[0], at[1] + 8), panel.title, bold=True)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + HEIGHT * (1 - share)
        half = share == 0.5
        canvas.rule((left, y, left + WIDTH, y), ink=GREY if half else GRID, dash=5 if half else 0)
        canvas.words((left - 6, y), f"{share:.0%}", align="right", size=SIZE)
    shown = panel.lines[:MOST_LINES]
    for k, line in enumerate(shown):
        _draw_line(canvas, panel.across, line, k, x, top, len(shown))
    _names(canvas, shown, left + WIDTH + 14, top)


def _across(canvas: Canvas, axis: PictureAxis, at: tuple[float, float]) -> Callable[[float], float]:
    """Draw the axis and the ranges elicited; return where a value stands."""
    left, top = at
    low, high = axis.numbers[0], axis.numbers[-1]
    room = 0.5 if not axis.is_continuous else ((high - low) or 1.0) * 0.02
    low, high = low - room, high + room

    def x(value: float) -> float:
        return left + WIDTH * (min(max(value, low), high) - low) / (high - low)

    bottom = top + HEIGHT
    if axis.is_continuous:
        elicited = axis.places[0]
        canvas.rect((x(elicited.low), top, max(x(elicited.high), x(elicited.low) + 2), bottom), PALE)
        scale = axis_scale(axis.numbers, MOST_TICKS)
        ticks = [pair for pair in zip(scale.ticks, scale.written(), strict=True) if low <= pair[0] <= high]
    else:
        ticks = list(zip(axis.numbers, (shortened(text, 12) for text in axis.texts), strict=True))
    for value, text in ticks:
        canvas.rule((x(value), bottom, x(value), bottom + 4), ink=GREY)
        canvas.words((x(value), bottom + 12), text, align="center", size=SIZE)
    for row, place in enumerate(axis.places):
        y = bottom + BELOW + BAR * (row + 0.5)
        canvas.words((left - 6, y), shortened(place.name, 12), align="right", ink=GREY, size=SMALL)
        canvas.rule((x(place.low), y, x(place.high), y), width=3, ink=GREY)
        canvas.rule((x(place.middle), y - 5, x(place.middle), y + 5), width=2)
    y = bottom + BELOW + BAR * len(axis.places) + 10
    canvas.words((left, y), f"{shortened(axis.words, 100)} \u2192", ink=GREY, size=SIZE)
    return x


def _draw_line(
    canvas: Canvas,
    axis: PictureAxis,
    line: SweepLine,
    k: int,
    x: Callable[[float], float],
    top: float,
    n: int,
) -> None:
    ink, dash, shape = LOOKS[line.look % len(LOOKS)]
    # Side by side where points are not joined, so that none hides another.
    aside = 0.0 if axis.is_continuous else 12.0 * (k - (n - 1) / 2)
    at = [x(value) + aside for value in axis.numbers]
    shares = [point.share for point in line.points]
    band = [(a, _y(s.high, top), _y(s.low, top)) for a, s in zip(at, shares, strict=True)]
    middle = [(a, _y(s.share, top)) for a, s in zip(at, shares, strict=True)]
    if axis.is_continuous:
        canvas.band(band, ink)
        canvas.line(middle, ink, dash)
    else:
        for a, high, low in band:
            canvas.rule((a, high, a, low), ink=ink, width=2)
    before: str | None = ""
    for place, point, text in zip(middle, line.points, axis.texts, strict=True):
        gate = point.gate_of_death
        canvas.sign(place, shape, ink, f"{line.name}, {text}: {percent(point.share.share)}, {gate or 'deal'}")
        if n == 1 and gate != before:
            told = "a deal" if gate is None else SHORTEST_GATE[gate]
            canvas.words((place[0], place[1] - 13), told, align="center", size=SMALL, ink=BLACK)
        before = gate


def _y(share: float, top: float) -> float:
    return top + HEIGHT * (1 - share)


def _names(canvas: Canvas, lines: Sequence[SweepLine], x: float, top: float) -> None:
    """Write each name at the height where its line ends, none on another."""
    ends = sorted(range(len(lines)), key=lambda k: -lines[k].points[-1].share.share)
    y = top - LINE
    for place, k in enumerate(ends):
        wanted = _y(lines[k].points[-1].share.share, top)
        lowest = top + HEIGHT - LINE * (len(ends) - 1 - place)
        y = max(y + LINE, min(wanted, lowest))
        ink, _, shape = LOOKS[lines[k].look % len(LOOKS)]
        canvas.sign((x, y), shape, ink)
        canvas.words((x + 10, y), shortened(lines[k].name, NAME_WIDTH), size=SIZE)


#: What the longest name takes must fit in its room.
assert text_width(NAME_WIDTH) * SIZE / 12 < RIGHT - 14

"""A map of shares over two axes, drawn on a canvas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from detente.explain.sweep_result import SweepPoint
from detente.report.chart_style import BLACK, GREY, TEXT_SIZE, WHITE, text_width
from detente.report.sweep_canvas import Canvas
from detente.report.sweep_picture import PictureAxis, Place, SweepPanel
from detente.report.text_fitting import shortened
from detente.report.wording import SHORTEST_GATE, percent

__all__ = ["draw_map", "map_size", "shade"]

#: Pixels of cells: most and least, across and down, and what all of them may take.
WIDE, NARROW, ALL_WIDE = 60.0, 6.0, 720.0
HIGH, LOW, ALL_HIGH = 34.0, 6.0, 480.0
#: Cells that have room for a share, and below it for a gate.
SHARE_ROOM, GATE_ROOM = (32.0, 14.0), 28.0
#: Room for the title, at the left for values, below for values, for the name of an axis, and for a bar.
HEAD, LEFT, BELOW, NAME, BAR = 48.0, 84.0, 20.0, 20.0, 15.0
VALUE_SIZE, SMALL, GATE_SIZE = 11, 10, 9
#: Light to dark, of one hue, so that more is darker without colour, too.
PALEST, DARKEST = (240, 246, 251), (8, 48, 107)
INK_TURNS = 0.45


def shade(share: float) -> str:
    """Return the colour of a share, 0 (light) to 1 (dark).

    Examples
    --------
    >>> shade(0.0), shade(1.0)
    ('#f0f6fb', '#08306b')
    """
    mixed = (round(a + (b - a) * share) for a, b in zip(PALEST, DARKEST, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _cell(panel: SweepPanel) -> tuple[float, float]:
    assert panel.down is not None
    n_across, n_down = len(panel.across.numbers), len(panel.down.numbers)
    return (
        min(WIDE, max(NARROW, ALL_WIDE / n_across)),
        min(HIGH, max(LOW, ALL_HIGH / n_down)),
    )


def map_size(panel: SweepPanel) -> tuple[float, float]:
    """Return the width and the height that a map takes, in pixels."""
    assert panel.down is not None
    wide, high = _cell(panel)
    right = 10 + BAR * len(panel.down.places) + 10
    inner = wide * len(panel.across.numbers)
    name = text_width(len(panel.title)) * 1.1
    below = BELOW + _bars_room(panel) + NAME
    return LEFT + max(inner + right, name), HEAD + high * len(panel.down.numbers) + below


def _bars_room(panel: SweepPanel) -> float:
    """Return the room for the bars below, and for the names of the upright ones beside them."""
    assert panel.down is not None
    names = (text_width(len(shortened(place.name, 12))) for place in panel.down.places)
    return max(BAR * len(panel.across.places), max(names, default=0.0) * SMALL / TEXT_SIZE - 6)


def _cut(words: str, panel: SweepPanel) -> str:
    """Shorten what an axis is called to the width of the map."""
    return shortened(words, int(map_size(panel)[0] / text_width(1) * TEXT_SIZE / VALUE_SIZE) - 4)


def draw_map(canvas: Canvas, panel: SweepPanel, at: tuple[float, float]) -> None:
    """Draw a map with its upper left corner at a place.

    Cells are shaded by share, with the share and, below one half, the gate of death where there is
    room. A thick line goes round those of one half or more.
    """
    assert panel.down is not None
    wide, high = _cell(panel)
    left, top = at[0] + LEFT, at[1] + HEAD
    n_across, n_down = len(panel.across.numbers), len(panel.down.numbers)
    canvas.words((at[0], at[1] + 10), panel.title, bold=True)
    canvas.words((at[0], at[1] + 34), f"\u2191 {_cut(panel.down.words, panel)}", ink=GREY, size=VALUE_SIZE)
    points = panel.lines[0].points
    # The largest value of the first axis is on top, as on any axis.
    for row, column in product(range(n_down), range(n_across)):
        x, y = left + wide * column, top + high * (n_down - 1 - row)
        _draw_cell(canvas, panel, points[row * n_across + column], (x, y, x + wide, y + high), (row, column))
    _outline(canvas, points, (n_down, n_across), (left, top, wide, high))
    _across(canvas, panel.across, (left, top + high * n_down), wide)
    below = top + high * n_down + BELOW + _bars_room(panel) + 10
    canvas.words((at[0], below), f"{_cut(panel.across.words, panel)} \u2192", ink=GREY, size=VALUE_SIZE)
    _down(canvas, panel.down, (left, top), (left + wide * n_across, high))


def _draw_cell(
    canvas: Canvas,
    panel: SweepPanel,
    point: SweepPoint,
    box: tuple[float, float, float, float],
    cell: tuple[int, int],
) -> None:
    assert panel.down is not None
    x, y, x2, y2 = box
    share, gate = point.share.share, point.gate_of_death
    where = f"{panel.down.texts[cell[0]]} / {panel.across.texts[cell[1]]}"
    canvas.rect((x, y, x2 - 1, y2 - 1), shade(share), f"{where}: {percent(share)}, {gate or 'a deal'}")
    if x2 - x < SHARE_ROOM[0] or y2 - y < SHARE_ROOM[1]:
        return
    ink = WHITE if share > INK_TURNS else BLACK
    middle, centre = (x + x2 - 1) / 2, (y + y2) / 2
    if gate is None or y2 - y < GATE_ROOM:
        canvas.words((middle, centre), percent(share), align="center", ink=ink, size=VALUE_SIZE)
        return
    canvas.words((middle, centre - 6), percent(share), align="center", ink=ink, size=VALUE_SIZE)
    canvas.words((middle, centre + 7), SHORTEST_GATE[gate], align="center", ink=ink, size=GATE_SIZE)


def _outline(
    canvas: Canvas,
    points: Sequence[SweepPoint],
    shape: tuple[int, int],
    place: tuple[float, float, float, float],
) -> None:
    """Draw a thick line between cells on either side of one half."""
    n_down, n_across = shape
    left, top, wide, high = place
    passes = np.array([point.gate_of_death is None for point in points]).reshape(shape)[::-1]
    for row, column in product(range(n_down), range(n_across)):
        x, y = left + wide * column - 0.5, top + high * row - 0.5
        if column and passes[row, column] != passes[row, column - 1]:
            canvas.rule((x, y, x, y + high), width=3)
        if row and passes[row, column] != passes[row - 1, column]:
            canvas.rule((x, y, x + wide, y), width=3)


def _every(room: float, texts: Sequence[str], *, upright: bool) -> int:
    """Return which of the values are written: every one, every second, ..."""
    needed = 14.0 if upright else text_width(max(map(len, texts), default=1)) + 6
    return max(1, -(-int(needed) // max(int(room), 1)))


def _across(canvas: Canvas, axis: PictureAxis, at: tuple[float, float], wide: float) -> None:
    """Write the values below, and the ranges elicited below them."""
    left, y = at
    texts = [shortened(text, 12) for text in axis.texts]
    for k in range(0, len(texts), _every(wide, texts, upright=False)):
        canvas.words((left + wide * (k + 0.5), y + 10), texts[k], align="center", size=VALUE_SIZE)
    for row, place in enumerate(axis.places):
        height = y + BELOW + BAR * (row + 0.5)
        canvas.words((left - 6, height), shortened(place.name, 12), align="right", ink=GREY, size=SMALL)
        low, middle, high = (left + wide * (_index(axis, value) + 0.5) for value in place[1:])
        if beyond := _beyond(axis, place):
            canvas.sign((low, height), "triangle-right" if beyond > 0 else "triangle-left", GREY)
            continue
        canvas.rule((low, height, high, height), width=3, ink=GREY)
        if axis.numbers[0] <= place.middle <= axis.numbers[-1]:
            canvas.rule((middle, height - 5, middle, height + 5), width=2)


def _down(canvas: Canvas, axis: PictureAxis, at: tuple[float, float], place: tuple[float, float]) -> None:
    """Write the values at the left, and the ranges elicited at the right."""
    left, top = at
    right, high = place
    n = len(axis.texts)
    texts = [shortened(text, 12) for text in axis.texts]
    for k in range(0, n, _every(high, texts, upright=True)):
        height = top + high * (n - k - 0.5)
        canvas.words((left - 6, height), texts[k], align="right", size=VALUE_SIZE)
    for column, one in enumerate(axis.places):
        x = right + 10 + BAR * (column + 0.5)
        name = shortened(one.name, 12)
        canvas.words((x, top + high * n + 6), name, align="right", ink=GREY, size=SMALL, angle=270)
        low, middle, upper = (top + high * (n - 0.5 - _index(axis, value)) for value in one[1:])
        if beyond := _beyond(axis, one):
            canvas.sign((x, low), "triangle-up" if beyond > 0 else "triangle-down", GREY)
            continue
        canvas.rule((x, low, x, upper), width=3, ink=GREY)
        if axis.numbers[0] <= one.middle <= axis.numbers[-1]:
            canvas.rule((x - 5, middle, x + 5, middle), width=2)


def _beyond(axis: PictureAxis, place: Place) -> int:
    """Say whether a range lies above (1) or below (-1) all values of an axis."""
    return (place.low > axis.numbers[-1]) - (place.high < axis.numbers[0])


def _index(axis: PictureAxis, value: float) -> float:
    """Return where a number lies among the values, from 0; half a cell beyond the ends at most."""
    numbers = axis.numbers
    if len(numbers) == 1:
        return 0.0 if value == numbers[0] else 0.5 if value > numbers[0] else -0.5
    if value > numbers[-1]:
        return len(numbers) - 0.5
    if value < numbers[0]:
        return -0.5
    return float(np.interp(value, numbers, range(len(numbers))))
